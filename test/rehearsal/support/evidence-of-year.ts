/**
 * The evidence of a rehearsed year's draws in the hands of a person without a network: the command, the page in a real
 * browser and the Python program, each by itself.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runDrawCommand } from '../../../cli/draw/draw-command.ts';
import { sha256Hex } from '../../../domain/draw/hash.ts';
import type { DrawRecord } from '../../../domain/draw/record.ts';
import { findChromium } from '../../support/chromium.ts';
import {
  type BundleFiles,
  findPython,
  inDirectories,
  pythonResults,
  type VerifierResult,
} from '../../support/second-verifiers.ts';
import { askOf, textOf, VERDICT_SECONDS, verdictOf, withVerifier } from '../../support/verifier-page.ts';

type Verdict = Pick<VerifierResult, 'ok' | 'first_wrong' | 'remarks'>;

const draw = async (...args: string[]) => {
  const said: string[] = [];
  const stream = { write: (text: string) => said.push(text) };
  const code = await runDrawCommand(args, { stdout: stream, stderr: stream });
  return { code, said: said.join('') };
};

const byCommand = async (directory: string): Promise<Verdict> => {
  const { code, said } = await draw('verify', directory, '--json');
  const verdict = JSON.parse(said) as VerifierResult;
  expect(code).toBe(verdict.ok ? 0 : 1);
  return verdict;
};

/** Writes a draw's evidence out, as its bureau does. */
const exported = async (directory: string, drawId: string, databaseUrl: string): Promise<BundleFiles> => {
  expect(await draw('export', drawId, directory, '--database-url', databaseUrl)).toMatchObject({ code: 0 });
  return new Map(readdirSync(directory).map((name) => [name, readFileSync(join(directory, name))]));
};

/** The bundle with one bit of one byte turned. */
const bent = (files: BundleFiles, name: string, at: number, bit: number): BundleFiles => {
  const bytes = Uint8Array.from(files.get(name) ?? []);
  bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
  return new Map([...files, [name, bytes]]);
};

const BYTES_A_FILE = 4;
const BITS = 8;

/** A number below `below`, the same whenever it is asked for. */
const choiceOf = (asked: string, below: number): number =>
  Number.parseInt(sha256Hex(asked).slice(0, 12), 16) % below;

/** One bit of some bytes of every file, the first and the last among them. */
const bentWays = (files: BundleFiles) =>
  [...files].flatMap(([name, { length }]) => {
    const between = Array.from({ length: BYTES_A_FILE - 2 }, (_, n) => choiceOf(`${name} ${n}`, length));
    return [0, ...between, length - 1].map((at) => {
      const bit = choiceOf(`${name} ${at}`, BITS);
      return { way: `${name}: byte ${at}, bit ${bit}`, files: bent(files, name, at, bit) };
    });
  });

/** @param draws numbers of the draws @param databaseUrl where the year's facts stand */
export const describeEvidence = (draws: readonly string[], databaseUrl: () => string): void => {
  const chromium = findChromium();
  const python = findPython();
  let root: string;
  const bundles = new Map<string, BundleFiles>();
  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'rehearsed-evidence-'));
    for (const id of draws) bundles.set(id, await exported(join(root, id), id, databaseUrl()));
  }, 120_000);
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  it('needs Chromium and Python to be looked at from three sides', () => {
    expect(chromium).toBeDefined();
    expect(python).toBeDefined();
  });

  it.each(draws)(
    'convinces whoever has it, the page and no network: draw %s, by all three verifiers alike',
    async (id) => {
      const files = bundles.get(id) ?? new Map();
      const record = JSON.parse(Buffer.from(files.get('record.json') ?? []).toString()) as DrawRecord;
      const drawn = record.visits[0]?.unit ?? '';
      const [byPython] = await pythonResults(python ?? '', [files]);
      const command = await byCommand(join(root, id));
      expect(command).toMatchObject({ ok: true, first_wrong: null });
      await withVerifier(chromium ?? '', async (page) => {
        const refused = 'fetch("https://api.drand.sh/").then(() => "reached", () => "refused")';
        expect(await page.evaluate<string>(refused)).toBe('refused');
        const byPage = await verdictOf(page, join(root, id));
        for (const verdict of [byPage, byPython])
          expect(verdict).toMatchObject({ ok: true, first_wrong: null, remarks: command.remarks });
        expect(await textOf(page, '#verdict')).toContain('演练数据：可以重算，不证明公平');
        expect(await askOf(page, drawn)).toContain('抽中');
      });
      expect((await draw('explain', join(root, id), drawn)).said).toMatch(/→ 抽中/);
    },
    2 * VERDICT_SECONDS * 1000,
  );

  it(
    'shows all three who altered a byte of it, whichever file it is in',
    async () => {
      const [id = ''] = draws;
      const ways = bentWays(bundles.get(id) ?? new Map());
      expect(ways.length).toBeGreaterThanOrEqual(40);
      const all = ways.map(({ files }) => files);
      const byPython = await pythonResults(python ?? '', all);
      await inDirectories(all, (directories) =>
        withVerifier(chromium ?? '', async (page) => {
          for (const [n, directory] of directories.entries()) {
            const way = ways[n]?.way;
            const command = await byCommand(directory);
            const others = [byPython[n], await verdictOf(page, directory)];
            expect({ way, ok: command.ok }).toEqual({ way, ok: false });
            for (const other of others)
              expect({ way, ok: other?.ok, wrong: other?.first_wrong?.code }).toEqual({
                ...{ way, ok: false, wrong: command.first_wrong?.code },
              });
          }
        }),
      );
    },
    10 * VERDICT_SECONDS * 1000,
  );
};
