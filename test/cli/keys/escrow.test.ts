/** The one-time code of a secret draw with the superior (上级机关), who reveals it if the bureau is silent. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Kysely } from 'kysely';
import { runDrawCommand } from '../../../cli/draw/draw-command.ts';
import { keyFileOf, writeKeyFile } from '../../../cli/keys/key-file.ts';
import type { Database } from '../../../db/connect.ts';
import { readDrawEvents } from '../../../db/draw/draw-events.ts';
import { readRoster } from '../../../db/draw/roster-file.ts';
import { readRecord } from '../../../db/draw/stored-record.ts';
import { readKeyLog } from '../../../db/keys/key-log.ts';
import type { Announcement } from '../../../domain/draw/announcement.ts';
import type { AssignmentFacts } from '../../../domain/draw/commitments.ts';
import { executeDraw } from '../../../domain/draw/execute-draw.ts';
import { commitToOneTimeCode, type SourceValue } from '../../../domain/draw/prk.ts';
import type { KeyRole } from '../../../domain/keys/key-log.ts';
import { compareEntries, type RosterEntry } from '../../activities/draw/roster-order.ts';
import { DICE_DRAW_ID, numberedDraw, THROWN_AT } from '../../activities/support/dice-draw.ts';
import { addKeys, idOfKey, keyEntry, registerKey, seedOf, signBoth } from '../../activities/support/keys.ts';
import { DRAW_DAY } from '../../activities/support/play.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { type KeyDesk, openKeyDesk } from './support/key-desk.ts';

const drawId = DICE_DRAW_ID;
const authorityId = 'secret';

let test: TestDatabase;
let db: Kysely<Database>;
let desk: KeyDesk;
let directory: string;
let live: Awaited<ReturnType<typeof numberedDraw>>;
beforeAll(async () => {
  test = await createTestDatabase();
  db = test.db;
  desk = await openKeyDesk(authorityId, test.url);
  directory = await mkdtemp(join(tmpdir(), 'escrow-'));
  live = await secretDraw();
}, 120_000);
afterAll(async () => {
  await desk.close();
  await rm(directory, { recursive: true });
  await test.drop();
});

/** Published, its list secret, its code sealed for the superior, whose key is in the log. */
const secretDraw = async () => {
  const draw = {
    witness: { required: false, signOffWorkingDays: 5 },
    secrecy: { rows: 'all' as const, revealWorkingDays: 10 },
  };
  const numbered = await numberedDraw(db, { id: authorityId, keys: false, draw });
  await addKeys(db, authorityId);
  const log = await readKeyLog(db, authorityId);
  const by = [seedOf('superior'), seedOf('supervisor')];
  await registerKey(
    db,
    authorityId,
    keyEntry(authorityId, log, { event: 'made', role: 'superior' }, by),
    null,
  );
  await numbered.look(DRAW_DAY);
  await signBoth(numbered.signing(DRAW_DAY), 'announcement');
  await numbered.look(THROWN_AT);
  await signBoth(numbered.signing(THROWN_AT), 'receipt');
  expect(await numbered.look(THROWN_AT)).toMatchObject({ state: 'published', ended: false });
  const holders: readonly (readonly [string, KeyRole, number])[] = [
    ['superior', 'superior', 1],
    ['supervisor', 'supervisor', 1],
    ['another', 'superior', 2],
  ];
  for (const [name, role, turn] of holders) {
    const seed = Buffer.from(seedOf(role, turn), 'hex');
    await writeKeyFile(desk.at(name), keyFileOf(role, seed, desk.passphrase));
  }
  return numbered;
};

const escrowed = async (name: string): Promise<string> => {
  const out = join(directory, name);
  expect(await desk.onServer('escrow', drawId, '--out', out)).toMatchObject({ code: 0 });
  return out;
};
const opened = (path: string, key: string, ...more: string[]) =>
  desk.withPassphrase('open-escrow', path, '--key', desk.at(key), ...more);

const rosterOf = async (): Promise<RosterEntry[]> => {
  const lists = await db.selectFrom('drawRoster').select('data').where('drawId', '=', drawId).execute();
  const roster: RosterEntry[] = [];
  for (const { data } of lists) for await (const batch of readRoster(data)) roster.push(...batch);
  return roster.sort(compareEntries);
};

describe('the escrow of a one-time code', () => {
  it('is sealed for the superior where there is one, and says nothing to anybody else', async () => {
    const file = await escrowed('sealed.json');
    const text = await readFile(file, 'utf8');
    expect(JSON.parse(text)).toMatchObject({ schema: 'dr-1-escrow', key_id: idOfKey('superior') });
    const { secret } = await db.selectFrom('drawSecret').select('secret').executeTakeFirstOrThrow();
    expect(text).not.toContain(secret);
    await expect(opened(file, 'supervisor')).rejects.toThrow(idOfKey('superior'));
    await expect(opened(file, 'another')).rejects.toThrow('持有人解封');
    // Who is named as its holder by a forger opens nothing either.
    const claimed = join(directory, 'claimed.json');
    await writeFile(claimed, text.replace(idOfKey('superior'), idOfKey('supervisor')));
    await expect(opened(claimed, 'supervisor')).rejects.toThrow('被改动过');
  });

  it.each([
    ['schema', '不是托管文件'],
    ['key_id', '持有人解封'],
    ['ephemeral', '被改动过'],
    ['iv', '被改动过'],
    ['data', '被改动过'],
    ['tag', '被改动过'],
  ])('is refused where its %s was altered', async (member, why) => {
    const sealed = JSON.parse(await readFile(await escrowed(`whole-${member}.json`), 'utf8'));
    const value: string = sealed[member];
    const other = `${value.slice(0, -1)}${value.endsWith('0') ? '1' : '0'}`;
    const bent = join(directory, `bent-${member}.json`);
    await writeFile(bent, JSON.stringify({ ...sealed, [member]: other }));
    await expect(opened(bent, 'superior')).rejects.toThrow(why);
    await writeFile(bent, JSON.stringify({ ...sealed, more: '00' }));
    await expect(opened(bent, 'superior')).rejects.toThrow('不是托管文件');
  });

  it('gives the superior the code when the bureau is silent at the timer: with the lists it makes the very record', async () => {
    const { announcement, randomness, revealAt, recordHash } = await live.stored();
    expect(revealAt).toBe('2021-01-21T02:00:00.000Z');
    // The day has passed and nobody has looked at the draw: nothing is revealed, no evidence goes out.
    expect(await readDrawEvents(db, authorityId, drawId)).toEqual([]);
    const path = join(directory, 'evidence');
    const said: string[] = [];
    const stream = { write: (text: string) => said.push(text) };
    const place = ['--authority', authorityId, '--database-url', test.url];
    const write = () =>
      runDrawCommand(['export', drawId, path, ...place], { stdout: stream, stderr: stream });
    expect(await write()).toBe(1);
    expect(said.join('')).toMatch(/保密|揭示/);

    const file = await escrowed('kept.json');
    const code = join(directory, 'one-time-code.json');
    expect(await opened(file, 'superior', '--out', code)).toMatchObject({ code: 0 });
    const { secret } = JSON.parse(await readFile(code, 'utf8')) as { secret: string };
    expect(await opened(file, 'superior')).toMatchObject({ code: 0, out: `${secret}\n` });
    const announced = announcement as unknown as Announcement;
    expect(commitToOneTimeCode(secret, 2)).toEqual(announced.otc_commit);
    const { facts } = await db.selectFrom('drawFacts').select('facts').executeTakeFirstOrThrow();
    const again = executeDraw({
      announcement: announced,
      sources: randomness as unknown as SourceValue[],
      oneTimeCode: secret,
      facts: facts as unknown as AssignmentFacts,
      roster: await rosterOf(),
    });
    expect(again).toEqual(await readRecord(db, authorityId, drawId));
    expect(again.record_hash).toBe(recordHash);

    // Had the bureau spoken, it could have said nothing else.
    await live.look('2021-01-25T02:00:00.000Z');
    expect(await write()).toBe(0);
    expect(await readFile(join(path, 'one-time-code.json'))).toEqual(await readFile(code));
  });

  it('is none where a draw has no code', async () => {
    const none = await desk.onServer('escrow', '2021-999', '--out', join(directory, 'none.json'));
    expect(none).toMatchObject({ code: 1, err: expect.stringContaining('没有托管的一次性密码') });
  });
});
