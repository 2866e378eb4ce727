/** Three verifiers, no code in common, one answer: for whole bundles, altered ones, and every vector of DR-1. */
import { readCatalogue as readFirst } from '../../../cli/draw/catalogue.ts';
import { resultOf } from '../../../cli/draw/verify-command.ts';
import { verifyBundle } from '../../../domain/bundle/verify-bundle.ts';
import {
  type BundleFiles,
  findPython,
  loadPageScript,
  pageResult,
  pythonResults,
  type VerifierResult,
} from '../../support/second-verifiers.ts';
import { LISTS } from '../../support/tamperings/lists.ts';
import { RESULTS } from '../../support/tamperings/results.ts';
import { SINGLE_BYTES } from '../../support/tamperings/single-bytes.ts';
import { WRITING } from '../../support/tamperings/writing.ts';
import {
  changedDirectories,
  changedMembers,
  changedRosters,
  KINDS,
  makeKind,
  type Tampered,
  turnedBits,
} from './support.ts';

const CATALOGUE = { SINGLE_BYTES, WRITING, LISTS, RESULTS };

const script = loadPageScript();
const python = findPython();
if (python === undefined)
  process.stdout.write('python3 is not here: verify.py was NOT compared with the others\n');

const firstResult = async (files: BundleFiles): Promise<VerifierResult> => {
  const catalogue = await readFirst();
  return JSON.parse(
    JSON.stringify(resultOf(catalogue, await verifyBundle(files, catalogue))),
  ) as VerifierResult;
};

/** What must be the same everywhere. */
const gist = ({ ok, first_wrong: wrong, remarks, checked }: VerifierResult) => ({
  ok,
  code: wrong?.code ?? null,
  case: wrong?.case ?? null,
  remarks,
  checked,
});

const allAnswers = async (tampered: readonly Tampered[]) => {
  const ofPython =
    python === undefined
      ? []
      : await pythonResults(
          python,
          tampered.map(({ files }) => files),
        );
  return Promise.all(
    tampered.map(async ({ what, files }, index) => {
      const first = { what, ...gist(await firstResult(files)) };
      const others = [await pageResult(script, files), ofPython[index]].filter((each) => each !== undefined);
      return { first, others: others.map((each) => ({ what, ...gist(each) })) };
    }),
  );
};

/** Every bundle with a beacon costs three pairings in plain whole numbers. */
const PATIENCE_MS = 400_000;

const mustAgree = async (tampered: readonly Tampered[]): Promise<void> => {
  const answers = await allAnswers(tampered);
  expect(answers.length).toBeGreaterThan(0);
  for (const { first, others } of answers) for (const other of others) expect(other).toEqual(first);
  expect(answers.filter(({ first }) => first.ok).map(({ first }) => first.what)).toEqual([]);
};

const names = Object.keys(KINDS) as (keyof typeof KINDS)[];

describe('three verifiers', () => {
  it('find nothing wrong with whole bundles of every kind, and make the same remarks', async () => {
    const answers = await allAnswers(names.map((kind) => ({ what: kind, files: makeKind(kind) })));
    for (const { first, others } of answers) {
      expect(first).toMatchObject({ ok: true, code: null });
      for (const other of others) expect(other).toEqual(first);
    }
    const remarksOf = (kind: keyof typeof KINDS) =>
      answers.find(({ first }) => first.what === kind)?.first.remarks;
    expect(remarksOf('dice, nobody proves the time')).toContain('time-proof');
    expect(remarksOf('a rehearsal')).toContain('rehearsal');
  });

  it('say the same in both languages about what is wrong', async () => {
    const { files } = changedRosters(makeKind('dice and a beacon'))[0] ?? { files: new Map() };
    const first = await firstResult(files);
    const page = await pageResult(script, files);
    expect(page.first_wrong).toEqual(first.first_wrong);
    if (python !== undefined)
      expect((await pythonResults(python, [files]))[0]?.first_wrong).toEqual(first.first_wrong);
  });

  it.each(names)(
    'name the same first wrong thing wherever a member was changed: %s',
    async (kind) => {
      await mustAgree(changedMembers(makeKind(kind), 211));
    },
    PATIENCE_MS,
  );

  it(
    'name the same first wrong thing wherever a bit was turned over',
    async () => {
      await mustAgree(turnedBits(makeKind('a one-time code'), 4));
    },
    PATIENCE_MS,
  );

  it(
    'name the same first wrong thing in every altered roster',
    async () => {
      await mustAgree(changedRosters(makeKind('dice and a beacon')));
    },
    PATIENCE_MS,
  );

  it.each(Object.entries(CATALOGUE))(
    'name the same first wrong thing in every bundle of the catalogue: %s',
    async (_part, tamperings) => {
      await mustAgree(tamperings.map(([what, tampered]) => ({ what, files: tampered() })));
    },
    PATIENCE_MS,
  );

  it('name the same missing or unknown file', async () => {
    await mustAgree(changedDirectories(makeKind('SM3')));
  });
});
