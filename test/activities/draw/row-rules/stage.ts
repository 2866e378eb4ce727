/** Draws by rows of every rule on the steps alone: a database for the tests of one file, and what they look at. */
import type { Kysely } from 'kysely';
import type { Database } from '../../../../db/connect.ts';
import { readRoster } from '../../../../db/draw/roster-file.ts';
import { readRecord } from '../../../../db/draw/stored-record.ts';
import type { Announcement } from '../../../../domain/draw/announcement.ts';
import type { DrawRecord } from '../../../../domain/draw/record.ts';
import type { RowRule } from '../../../../domain/strata/row-rule.ts';
import { createTestDatabase, type TestDatabase } from '../../../support/database.ts';
import { addBureau, type BureauOptions, type BureauPlanRow } from '../../support/bureau.ts';
import { verifyDraw } from '../../support/verify-draw.ts';
import type { RosterEntry } from '../roster-order.ts';

export const FIRST = { windowStart: '2021-01-01', windowEnd: '2021-04-30' };
export const SECOND = { windowStart: '2021-05-01', windowEnd: '2021-08-31' };

export const rowOf = (rule: RowRule, change: Partial<BureauPlanRow> = {}): BureauPlanRow => ({
  number: '202101',
  ...FIRST,
  rule,
  ...change,
});

/** The newest draw of an authority with what was frozen for it. */
const newestDraw = async (db: Kysely<Database>, authorityId: string) => {
  const found = await db
    .selectFrom('draw')
    .innerJoin('drawFacts', (join) =>
      join.onRef('drawFacts.authorityId', '=', 'draw.authorityId').onRef('drawFacts.drawId', '=', 'draw.id'),
    )
    .select(['draw.id', 'draw.state', 'draw.waitingFor', 'draw.announcement', 'drawFacts.exclusions'])
    .where('draw.authorityId', '=', authorityId)
    .orderBy('drawNo', 'desc')
    .executeTakeFirstOrThrow();
  const lists = await db
    .selectFrom('drawRoster')
    .select('data')
    .where('authorityId', '=', authorityId)
    .orderBy('drawId', 'desc')
    .execute();
  const roster: RosterEntry[] = [];
  for (const { data } of lists) for await (const batch of readRoster(data)) roster.push(...batch);
  return {
    ...found,
    announcement: found.announcement as unknown as Announcement,
    record: (await readRecord(db, authorityId, found.id)) as DrawRecord,
    exclusions: found.exclusions as unknown as { code: string; row: number; reason: string }[],
    roster,
  };
};

/** Codes of the units that a stratum drew, in their order. */
export const drawnIn = ({ record }: { readonly record: DrawRecord }, stratum: string): string[] => {
  const { order = [], quota = 0 } = record.strata.find(({ id }) => id === stratum) ?? {};
  return order.slice(0, quota).map(({ unit }) => unit);
};

/** Of each stratum: id, kind, how many are eligible, how many are drawn. */
export const shapeOf = ({ announcement }: { readonly announcement: Announcement }) =>
  announcement.strata.map(({ id, kind, eligible, quota }) => [id, kind, eligible, quota]);

/** A database for the tests of one file. */
export const rowRuleStage = () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase();
  });
  afterAll(() => test.drop());
  return {
    get db(): Kysely<Database> {
      return test.db;
    },
    add: (id: string, options: BureauOptions): Promise<string> =>
      addBureau(test.db, { id, inspectors: 8, ...options }),
    /** Gives the units from `from` on, so many, other facts: `u1` is the first. */
    setUnits: (authorityId: string, from: number, count: number, facts: object) =>
      test.db
        .updateTable('unit')
        .set(facts)
        .where('authorityId', '=', authorityId)
        .where(
          'id',
          'in',
          Array.from({ length: count }, (_, index) => `u${from + index}`),
        )
        .execute(),
    drawOf: (authorityId: string) => newestDraw(test.db, authorityId),
  };
};

/** Of every draw that the tests of a file have published. */
export const expectAllVerified = async (db: Kysely<Database>): Promise<void> => {
  const draws = await db
    .selectFrom('draw')
    .select(['authorityId', 'id'])
    .where('state', '=', 'published')
    .execute();
  expect(draws.length).toBeGreaterThan(0);
  for (const { authorityId, id } of draws)
    expect({ authorityId, ...(await verifyDraw(db, authorityId, id)) }).toMatchObject({
      authorityId,
      firstWrong: null,
    });
};
