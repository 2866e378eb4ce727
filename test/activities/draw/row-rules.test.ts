import { type Kysely, sql } from 'kysely';
import { createInspectionTaskActivities } from '../../../activities/inspection-task/inspection-task.activities.ts';
import type { Database } from '../../../db/connect.ts';
import { readRoster } from '../../../db/draw/roster-file.ts';
import type { Announcement } from '../../../domain/draw/announcement.ts';
import type { DrawRecord } from '../../../domain/draw/record.ts';
import { DEFAULT_SETTINGS } from '../../../domain/settings/settings.ts';
import type { RowRule } from '../../../domain/strata/row-rule.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { giveToStep } from '../../support/give.ts';
import { addBureau, type BureauOptions, type BureauPlanRow } from '../support/bureau.ts';
import { bench, DRAW_DAY, lookAtDraw, OPENING, playToRunning } from '../support/play.ts';
import { verifyDraw } from '../support/verify-draw.ts';
import type { RosterEntry } from './roster-order.ts';

let test: TestDatabase;
let db: Kysely<Database>;
beforeAll(async () => {
  test = await createTestDatabase();
  db = test.db;
});
afterAll(() => test.drop());

const FIRST = { windowStart: '2021-01-01', windowEnd: '2021-04-30' };
const SECOND = { windowStart: '2021-05-01', windowEnd: '2021-08-31' };

const rowOf = (rule: RowRule, change: Partial<BureauPlanRow> = {}): BureauPlanRow => ({
  number: '202101',
  ...FIRST,
  rule,
  ...change,
});

/** Gives the units from `from` on, so many, other facts: `u1` is the first. */
const setUnits = (authorityId: string, from: number, count: number, facts: object) =>
  db
    .updateTable('unit')
    .set(facts)
    .where('authorityId', '=', authorityId)
    .where(
      'id',
      'in',
      Array.from({ length: count }, (_, index) => `u${from + index}`),
    )
    .execute();

const add = (id: string, options: BureauOptions) => addBureau(db, { id, inspectors: 8, ...options });

const drawOf = async (authorityId: string) => {
  const found = await db
    .selectFrom('draw')
    .innerJoin('drawFacts', (join) =>
      join.onRef('drawFacts.authorityId', '=', 'draw.authorityId').onRef('drawFacts.drawId', '=', 'draw.id'),
    )
    .select(['draw.state', 'draw.waitingFor', 'draw.announcement', 'draw.record', 'drawFacts.exclusions'])
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
    record: found.record as unknown as DrawRecord,
    exclusions: found.exclusions as unknown as { code: string; row: number; reason: string }[],
    roster,
  };
};

const drawnIn = ({ record }: { readonly record: DrawRecord }, stratum: string): string[] => {
  const { order = [], quota = 0 } = record.strata.find(({ id }) => id === stratum) ?? {};
  return order.slice(0, quota).map(({ unit }) => unit);
};

const shapeOf = ({ announcement }: { readonly announcement: Announcement }) =>
  announcement.strata.map(({ id, kind, eligible, quota }) => [id, kind, eligible, quota]);

const percent = (numerator: number) => ({ numerator, denominator: 100, kind: 'exact' as const });

const CLASSES: RowRule = {
  classes: {
    by: 'riskClass',
    classes: [
      { id: 'A', of: ['A'], ratio: percent(10) },
      { id: 'C', of: ['C'], ratio: percent(50) },
      { id: 'D', of: ['D'], count: 5 },
    ],
    others: null,
    topUp: true,
    overall: 'none',
    spread: 'by-risk',
  },
};

describe('a row of classes', () => {
  it('is drawn class by class, topped up from the next, merged with another row into one visit each [R20]', async () => {
    const plain = { number: '202102', ...FIRST, percent: 100 };
    const authorityId = await add('classes', { units: 40, rows: [rowOf(CLASSES), plain] });
    await setUnits(authorityId, 1, 20, { riskClass: 'A' });
    await setUnits(authorityId, 21, 10, { riskClass: 'C' });
    await setUnits(authorityId, 31, 3, { riskClass: 'D' });
    await setUnits(authorityId, 34, 7, { riskClass: 'E' });
    expect(await playToRunning(await bench(db), authorityId)).toMatchObject({ state: 'running' });
    const draw = await drawOf(authorityId);
    expect(shapeOf(draw)).toEqual([
      ['202101/A', 'ratio', 20, 2],
      ['202101/C', 'ratio', 10, 7],
      ['202101/D', 'fixed', 3, 3],
      ['202102', 'ratio', 40, 40],
    ]);
    expect(draw.announcement.strata.map(({ topped_up }) => topped_up)).toEqual([
      [],
      [{ from: '202101/D', count: 2 }],
      [],
      [],
    ]);
    expect(draw.announcement.strata.map(({ probability }) => probability)).toEqual([
      { kind: 'uniform', numerator: 2, denominator: 20 },
      { kind: 'uniform', numerator: 7, denominator: 10 },
      { kind: 'certainty' },
      { kind: 'certainty' },
    ]);
    // Seven units are of a class that the row does not know: not on its list, and named.
    expect(draw.exclusions).toHaveLength(7);
    expect(draw.exclusions[0]).toEqual({ code: 'station:c00034', row: 202101, reason: 'class-unknown' });
    const items = await db
      .selectFrom('taskItem')
      .select(['taskId', 'rowNumber', 'stratum'])
      .where('authorityId', '=', authorityId)
      .execute();
    expect(new Set(items.map(({ taskId }) => taskId)).size).toBe(40);
    expect(items.filter(({ rowNumber }) => rowNumber === '202101')).toHaveLength(12);
    const counted = await db
      .selectFrom('cycleRow')
      .select(['rowNumber', 'eligible', 'quota', 'drawn'])
      .where('authorityId', '=', authorityId)
      .orderBy('rowNumber')
      .execute();
    expect(counted).toEqual([
      { rowNumber: '202101', eligible: 33, quota: 12, drawn: 12 },
      { rowNumber: '202102', eligible: 40, quota: 40, drawn: 40 },
    ]);
  });

  it('publishes the chances by weight where classes have weights', async () => {
    const weights = { version: '2021-1', classes: [{ of: ['D'], weight: 5 }], others: 1 };
    const authorityId = await add('weights', { units: 10, rows: [rowOf({ weights })] });
    await setUnits(authorityId, 1, 2, { riskClass: 'D' });
    await playToRunning(await bench(db), authorityId);
    const { announcement, roster } = await drawOf(authorityId);
    expect(announcement.strata[0]).toMatchObject({
      weights: '2021-1',
      probability: {
        kind: 'by-weight',
        first_pick: [
          { w: 1, numerator: 1, denominator: 18 },
          { w: 5, numerator: 5, denominator: 18 },
        ],
      },
    });
    expect(roster.filter(({ w }) => w === 5).map(({ code }) => code)).toEqual([
      'station:c00001',
      'station:c00002',
    ]);
  });
});

describe('a row that the register cannot serve yet', () => {
  it.each<[string, RowRule, string]>([
    ['classes', CLASSES, '3个对象未登记分类抽取所依据的等级'],
    ['direction', { direction: { tags: ['危货'] } }, '名录库中没有符合范围的“道路货运”对象'],
  ])('waits for people to complete it: %s', async (name, rule, gap) => {
    const authorityId = await add(`gap${name}`, { units: 10, rows: [rowOf(rule, { drawType: 'directed' })] });
    await setUnits(authorityId, 1, 7, { riskClass: 'A' });
    const { cycle: steps } = await bench(db);
    for (const at of [OPENING, DRAW_DAY]) await steps.advanceCycle({ authorityId, subjectId: '2021-1', at });
    const cycle = await db
      .selectFrom('cycle')
      .select('waitingFor')
      .where('authorityId', '=', authorityId)
      .executeTakeFirstOrThrow();
    expect(cycle.waitingFor).toContain(gap);
  });
});

describe('a row of one’s own area', () => {
  it('draws 70 % at home and the rest from the whole scope, nobody twice [R208]', async () => {
    const ownArea = { areas: ['东区'], share: { numerator: 70, denominator: 100 }, base: 'all' as const };
    const authorityId = await add('area', { units: 60, rows: [rowOf({ ownArea }, { percent: 50 })] });
    await setUnits(authorityId, 1, 30, { area: '东区' });
    expect(await playToRunning(await bench(db), authorityId)).toMatchObject({ state: 'running' });
    const draw = await drawOf(authorityId);
    expect(shapeOf(draw)).toEqual([
      ['202101/own/东区', 'fixed', 30, 21],
      ['202101/whole', 'fixed', 60, 9],
    ]);
    expect(draw.roster.filter(({ code }) => code === 'station:c00001').map(({ stratum }) => stratum)).toEqual(
      ['202101/own/东区', '202101/whole'],
    );
    const home = drawnIn(draw, '202101/own/东区');
    const rest = drawnIn(draw, '202101/whole');
    expect([home.length, rest.length, new Set([...home, ...rest]).size]).toEqual([21, 9, 30]);
    const row = await db
      .selectFrom('cycleRow')
      .select(['eligible', 'drawn'])
      .where('authorityId', '=', authorityId)
      .executeTakeFirstOrThrow();
    expect(row).toEqual({ eligible: 60, drawn: 30 });
  });
});

describe('a directed row', () => {
  it('has only the units of its direction on its list [R212, R47]', async () => {
    const rule = { direction: { tags: ['危货'], sizes: ['大型'] } };
    const authorityId = await add('directed', {
      units: 20,
      rows: [rowOf(rule, { drawType: 'directed', percent: 50 })],
    });
    await setUnits(authorityId, 1, 6, { size: '大型', tags: sql`array['危货','集装箱']` });
    await setUnits(authorityId, 7, 5, { size: '大型' });
    await playToRunning(await bench(db), authorityId);
    const draw = await drawOf(authorityId);
    expect(draw.roster.map(({ code }) => code)).toEqual(
      [1, 2, 3, 4, 5, 6].map((index) => `station:c0000${index}`),
    );
    expect(draw.exclusions).toEqual([]);
    expect(shapeOf(draw)).toEqual([['202101', 'ratio', 6, 3]]);
  });
});

/** Draws the second cycle of the year as well. */
const playSecond = async (authorityId: string) => {
  const table = await bench(db);
  const look = (at: string) => table.cycle.advanceCycle({ authorityId, subjectId: '2021-2', at });
  await look('2021-05-06T01:00:00.000Z');
  const drawDay = '2021-05-14T02:00:00.000Z';
  await look(drawDay);
  return lookAtDraw(table, authorityId, '2021-002', drawDay);
};

describe('a row over the year', () => {
  it('leaves out whom the item drew in an earlier cycle until all had their turn', async () => {
    const rule: RowRule = { coverage: { years: 1, whenAllHadTheirTurn: 'begin-again' } };
    const authorityId = await add('covered', {
      units: 10,
      rows: [rowOf(rule, { percent: 60 }), rowOf(rule, { number: '202102', ...SECOND, percent: 60 })],
    });
    await playToRunning(await bench(db), authorityId);
    const first = drawnIn(await drawOf(authorityId), '202101');
    expect(first).toHaveLength(6);
    expect(await playSecond(authorityId)).toMatchObject({ state: 'published' });
    const draw = await drawOf(authorityId);
    expect(shapeOf(draw)).toEqual([
      ['202102', 'fixed', 4, 4],
      ['202102/again', 'fixed', 6, 2],
    ]);
    expect(drawnIn(draw, '202102').some((unit) => first.includes(unit))).toBe(false);
    expect(drawnIn(draw, '202102/again').every((unit) => first.includes(unit))).toBe(true);
    expect(new Set([...first, ...drawnIn(draw, '202102')]).size).toBe(10);
  });

  it('counts and lists the same units of a register of many pages', async () => {
    const rule: RowRule = { coverage: { years: 1, whenAllHadTheirTurn: 'begin-again' } };
    const authorityId = await add('pages', {
      units: 5100,
      rows: [
        { number: '202101', ...FIRST, percent: 1 },
        rowOf(rule, { number: '202102', ...SECOND, percent: 1 }),
      ],
    });
    await playToRunning(await bench(db), authorityId);
    const first = drawnIn(await drawOf(authorityId), '202101').sort();
    expect(await playSecond(authorityId)).toMatchObject({ state: 'published' });
    const draw = await drawOf(authorityId);
    expect(shapeOf(draw)).toEqual([['202102', 'fixed', 5049, 51]]);
    expect(draw.exclusions.map(({ code }) => code)).toEqual(first);
    expect(draw.exclusions.every(({ reason }) => reason === 'had-a-turn')).toBe(true);
  });

  it('names who had a turn where the others suffice, and who has had the visits of the year', async () => {
    const authorityId = await add('capped', {
      units: 10,
      settings: { draw: { ...DEFAULT_SETTINGS.draw, visitsPerYear: 1 } },
      rows: [
        rowOf({}, { percent: 30 }),
        rowOf(
          { coverage: { years: 1, whenAllHadTheirTurn: 'stop' }, cap: { visitsPerYear: null } },
          {
            ...{ number: '202102', ...SECOND, percent: 30 },
          },
        ),
        { number: '202103', ...SECOND, percent: 100 },
      ],
    });
    await playToRunning(await bench(db), authorityId);
    const first = drawnIn(await drawOf(authorityId), '202101').sort();
    await playSecond(authorityId);
    const { exclusions, announcement } = await drawOf(authorityId);
    const leftOut = (row: number, reason: string) =>
      exclusions.filter((one) => one.row === row && one.reason === reason).map(({ code }) => code);
    expect(leftOut(202102, 'already-inspected')).toEqual(first);
    expect(leftOut(202103, 'frequency-cap')).toEqual(first);
    expect(exclusions).toHaveLength(6);
    expect(shapeOf({ announcement })).toEqual([
      ['202102', 'fixed', 7, 3],
      ['202103', 'ratio', 7, 7],
    ]);
  });

  it('leaves out, with the reason, whom a person exempted with its basis for the time', async () => {
    const authorityId = await add('exempt', { units: 5, rows: [rowOf({}, { percent: 100 })] });
    const exempt = (unitId: string, facts: object = {}) => ({
      authorityId,
      unitId,
      reason: 'inspected-by-superior' as const,
      basis: '市局〔2021〕3号',
      fromOn: '2021-01-01',
      toOn: '2021-12-31',
      enteredBy: 'office',
      businessAt: '2021-01-02T00:00:00.000Z',
      ...facts,
    });
    await db
      .insertInto('drawExemption')
      .values([
        exempt('u1'),
        exempt('u2', { itemId: 'freight', reason: 'event-triggered-only' }),
        exempt('u3', { toOn: '2021-01-06' }),
        exempt('u4', { endedAt: '2021-01-05T00:00:00.000Z', endedBy: 'office' }),
      ])
      .execute();
    await playToRunning(await bench(db), authorityId);
    expect((await drawOf(authorityId)).exclusions).toEqual([
      { code: 'station:c00001', row: 202101, reason: 'inspected-by-superior' },
      { code: 'station:c00002', row: 202101, reason: 'event-triggered-only' },
    ]);
    await expect(db.deleteFrom('drawExemption').where('unitId', '=', 'u1').execute()).rejects.toMatchObject({
      code: '23001',
    });
  });
});

describe('a row that takes everybody', () => {
  it('lets the drawn order decide the batch, and sends the team when the batch begins [R204]', async () => {
    const authorityId = await add('batches', {
      units: 10,
      rows: [rowOf({ batches: { by: 'month' } }, { percent: 100 })],
    });
    await playToRunning(await bench(db), authorityId);
    const { announcement, record } = await drawOf(authorityId);
    expect(announcement.strata[0]?.batches).toEqual([
      { no: 1, from: '2021-01-07', to: '2021-01-31', count: 3 },
      { no: 2, from: '2021-02-01', to: '2021-02-28', count: 3 },
      { no: 3, from: '2021-03-01', to: '2021-03-31', count: 2 },
      { no: 4, from: '2021-04-01', to: '2021-04-30', count: 2 },
    ]);
    expect(announcement.assignment?.planned).toEqual({ from: '2021-01-07', to: '2021-04-30' });
    const tasks = await db
      .selectFrom('task')
      .select(['id', 'batchNo', 'visitFrom', 'visitTo'])
      .where('authorityId', '=', authorityId)
      .orderBy('sequenceNo')
      .execute();
    expect(tasks.map(({ batchNo }) => batchNo)).toEqual([1, 1, 1, 2, 2, 2, 3, 3, 4, 4]);
    expect(record.visits.map(({ batch }) => batch)).toEqual(tasks.map(({ batchNo }) => batchNo));
    const { advanceTask } = createInspectionTaskActivities({ db, engine: (await bench(db)).engine });
    const look = (index: number, at: string) =>
      advanceTask({ authorityId, subjectId: tasks[index]?.id ?? '', at });
    expect(await look(0, '2021-01-08T02:00:00.000Z')).toMatchObject({ state: 'dispatched' });
    expect(await look(9, '2021-01-08T02:00:00.000Z')).toMatchObject({
      state: 'created',
      wakeAt: '2021-04-01T01:00:00.000Z',
    });
    expect(await look(9, '2021-04-01T01:00:00.000Z')).toMatchObject({ state: 'dispatched' });
    const due = await db
      .selectFrom('deadline')
      .select(['subjectId', 'dueOn'])
      .where('authorityId', '=', authorityId)
      .where('kind', '=', 'visit')
      .orderBy('dueOn')
      .execute();
    expect(due.map(({ dueOn }) => dueOn)).toEqual(['2021-01-29', '2021-04-30']);
  });

  it('lets a batch wait as long as the cycle was paused', async () => {
    const authorityId = await add('paused', {
      units: 4,
      rows: [rowOf({ batches: { by: 'month' } }, { percent: 100 })],
    });
    const { cycle } = await bench(db);
    await playToRunning(await bench(db), authorityId);
    const give = (name: 'pauseCycle' | 'resumeCycle', date: string, command: object) =>
      giveToStep(db, cycle[name], {
        ...{ authorityId, name, subjectId: '2021-1', at: `${date}T02:00:00.000Z` },
        command: { id: name, actorId: 'approver', ...command },
      });
    await give('pauseCycle', '2021-01-18', { reason: '疫情防控' });
    await give('resumeCycle', '2021-01-25', {});
    const tasks = await db
      .selectFrom('task')
      .select(['visitFrom', 'visitTo'])
      .where('authorityId', '=', authorityId)
      .orderBy('sequenceNo')
      .execute();
    // Five working days were lost; 7 February and 8 May are worked (调休), 1 to 5 May are not.
    expect(tasks.slice(1)).toEqual([
      { visitFrom: '2021-02-07', visitTo: '2021-03-08' },
      { visitFrom: '2021-03-08', visitTo: '2021-04-08' },
      { visitFrom: '2021-04-09', visitTo: '2021-05-11' },
    ]);
  });

  it('waits, and says so, where the plan’s batches are all over', async () => {
    const periods = [{ from: '2021-01-01', to: '2021-01-05' }];
    const authorityId = await add('late', {
      units: 10,
      rows: [rowOf({ batches: { by: 'periods', periods } }, { percent: 100 })],
    });
    await playToRunning(await bench(db), authorityId);
    const found = await db
      .selectFrom('draw')
      .select(['state', 'waitingFor'])
      .where('authorityId', '=', authorityId)
      .executeTakeFirstOrThrow();
    expect(found.state).toBe('waiting');
    expect(found.waitingFor).toContain('检查批次都不在2021-01-07至2021-04-30之间');
  });
});

describe('the announcement', () => {
  it('publishes each row’s own rule, as the plan states it, beside the numbers that follow from it', async () => {
    const rules: RowRule[] = [
      { upTo: { numerator: 15, denominator: 100 }, minimum: 2 },
      { count: 5, maximum: 3 },
      {
        weights: { version: 'w-2021', classes: [{ of: ['C'], weight: 4 }], others: 1 },
        cap: { visitsPerYear: null },
      },
      { direction: { kinds: ['station'], riskClasses: ['C'] }, minimum: 1 },
      { batches: { by: 'month' } },
    ];
    const rows = rules.map((rule, index) =>
      rowOf(rule, { number: `20210${index + 1}`, percent: index === 4 ? 100 : 10 }),
    );
    rows.push({ number: '202110', ...FIRST }, { number: '202109', ...FIRST, ratioKind: 'cap' });
    const authorityId = await add('published', { units: 40, rows });
    await setUnits(authorityId, 1, 12, { riskClass: 'C' });
    expect(await playToRunning(await bench(db), authorityId)).toMatchObject({ state: 'running' });
    const { announcement } = await drawOf(authorityId);
    expect(announcement.rules?.map(({ row }) => row)).toEqual([
      202101, 202102, 202103, 202104, 202105, 202109, 202110,
    ]);
    expect(announcement.rules).toMatchObject([
      {
        ...{ item: '道路货运企业监督检查', mode: 'undirected' },
        scope: { category: '道路货运', area: null, founded_before: null },
        ratio: { numerator: 10, denominator: 100, kind: 'exact' },
        rule: { up_to: { numerator: 15, denominator: 100 }, minimum: 2 },
      },
      { rule: { count: 5, maximum: 3 } },
      { rule: { weights: { version: 'w-2021' }, cap: { visits_per_year: null } } },
      { rule: { direction: { kinds: ['station'], risk_classes: ['C'] }, minimum: 1 } },
      { rule: { batches: { by: 'month' } } },
      { rule: null, ratio: { kind: 'cap' } },
      { rule: null, ratio: { numerator: 10, denominator: 100, kind: 'exact' } },
    ]);
  });

  it('can be verified, whatever the rows’ rules are', async () => {
    const draws = await db
      .selectFrom('draw')
      .select(['authorityId', 'id'])
      .where('state', '=', 'published')
      .execute();
    expect(draws.length).toBeGreaterThan(5);
    for (const { authorityId, id } of draws)
      expect({ authorityId, ...(await verifyDraw(db, authorityId, id)) }).toMatchObject({
        authorityId,
        firstWrong: null,
      });
  });
});
