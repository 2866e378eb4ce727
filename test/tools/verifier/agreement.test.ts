/** Three verifiers, no code in common, one answer: for whole bundles, altered ones, and every vector of DR-1. */
import { pageResult, pythonResults } from '../../support/second-verifiers.ts';
import { LISTS } from '../../support/tamperings/lists.ts';
import { RESULTS } from '../../support/tamperings/results.ts';
import { PUBLISHED_RULES } from '../../support/tamperings/rules.ts';
import { SINGLE_BYTES } from '../../support/tamperings/single-bytes.ts';
import { WRITING } from '../../support/tamperings/writing.ts';
import { firstResult, mustAgree, PATIENCE_MS, python, sameAnswers, script } from './agreement.ts';
import {
  changedDirectories,
  changedMembers,
  changedRosters,
  KINDS,
  makeKind,
  turnedBits,
} from './support.ts';

const CATALOGUE = { SINGLE_BYTES, WRITING, LISTS, PUBLISHED_RULES, RESULTS };

const names = Object.keys(KINDS) as (keyof typeof KINDS)[];

describe('three verifiers', () => {
  it('find nothing wrong with whole bundles of every kind, and make the same remarks', async () => {
    const answers = await sameAnswers(names.map((kind) => ({ what: kind, files: makeKind(kind) })));
    for (const { ok } of answers) expect(ok).toBe(true);
    const remarksOf = (kind: keyof typeof KINDS) => answers.find(({ what }) => what === kind)?.remarks;
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
