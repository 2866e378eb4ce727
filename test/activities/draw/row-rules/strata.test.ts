import { sql } from 'kysely';
import type { RowRule } from '../../../../domain/strata/row-rule.ts';
import { bench, DRAW_DAY, OPENING, playToRunning } from '../../support/play.ts';
import { drawnIn, expectAllVerified, FIRST, rowOf, rowRuleStage, shapeOf } from './stage.ts';

const stage = rowRuleStage();

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
    const authorityId = await stage.add('classes', { units: 40, rows: [rowOf(CLASSES), plain] });
    await stage.setUnits(authorityId, 1, 20, { riskClass: 'A' });
    await stage.setUnits(authorityId, 21, 10, { riskClass: 'C' });
    await stage.setUnits(authorityId, 31, 3, { riskClass: 'D' });
    await stage.setUnits(authorityId, 34, 7, { riskClass: 'E' });
    expect(await playToRunning(await bench(stage.db), authorityId)).toMatchObject({ state: 'running' });
    const draw = await stage.drawOf(authorityId);
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
    const items = await stage.db
      .selectFrom('taskItem')
      .select(['taskId', 'rowNumber', 'stratum'])
      .where('authorityId', '=', authorityId)
      .execute();
    expect(new Set(items.map(({ taskId }) => taskId)).size).toBe(40);
    expect(items.filter(({ rowNumber }) => rowNumber === '202101')).toHaveLength(12);
    const counted = await stage.db
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
    const authorityId = await stage.add('weights', { units: 10, rows: [rowOf({ weights })] });
    await stage.setUnits(authorityId, 1, 2, { riskClass: 'D' });
    await playToRunning(await bench(stage.db), authorityId);
    const { announcement, roster } = await stage.drawOf(authorityId);
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
    const authorityId = await stage.add(`gap${name}`, {
      units: 10,
      rows: [rowOf(rule, { drawType: 'directed' })],
    });
    await stage.setUnits(authorityId, 1, 7, { riskClass: 'A' });
    const { cycle: steps } = await bench(stage.db);
    for (const at of [OPENING, DRAW_DAY]) await steps.advanceCycle({ authorityId, subjectId: '2021-1', at });
    const cycle = await stage.db
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
    const authorityId = await stage.add('area', { units: 60, rows: [rowOf({ ownArea }, { percent: 50 })] });
    await stage.setUnits(authorityId, 1, 30, { area: '东区' });
    expect(await playToRunning(await bench(stage.db), authorityId)).toMatchObject({ state: 'running' });
    const draw = await stage.drawOf(authorityId);
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
    const row = await stage.db
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
    const authorityId = await stage.add('directed', {
      units: 20,
      rows: [rowOf(rule, { drawType: 'directed', percent: 50 })],
    });
    await stage.setUnits(authorityId, 1, 6, { size: '大型', tags: sql`array['危货','集装箱']` });
    await stage.setUnits(authorityId, 7, 5, { size: '大型' });
    await playToRunning(await bench(stage.db), authorityId);
    const draw = await stage.drawOf(authorityId);
    expect(draw.roster.map(({ code }) => code)).toEqual(
      [1, 2, 3, 4, 5, 6].map((index) => `station:c0000${index}`),
    );
    expect(draw.exclusions).toEqual([]);
    expect(shapeOf(draw)).toEqual([['202101', 'ratio', 6, 3]]);
  });
});

it('every one of these draws can be verified', () => expectAllVerified(stage.db));
