import { DEFAULT_SETTINGS } from '../../../../domain/settings/settings.ts';
import type { RowRule } from '../../../../domain/strata/row-rule.ts';
import { bench, lookAtDraw, playToRunning } from '../../support/play.ts';
import { drawnIn, expectAllVerified, FIRST, rowOf, rowRuleStage, SECOND, shapeOf } from './stage.ts';

const stage = rowRuleStage();

/** Draws the second cycle of the year as well. */
const playSecond = async (authorityId: string) => {
  const table = await bench(stage.db);
  const look = (at: string) => table.cycle.advanceCycle({ authorityId, subjectId: '2021-2', at });
  await look('2021-05-06T01:00:00.000Z');
  const drawDay = '2021-05-14T02:00:00.000Z';
  await look(drawDay);
  return lookAtDraw(table, authorityId, '2021-002', drawDay);
};

describe('a row over the year', () => {
  it('leaves out whom the item drew in an earlier cycle until all had their turn', async () => {
    const rule: RowRule = { coverage: { years: 1, whenAllHadTheirTurn: 'begin-again' } };
    const authorityId = await stage.add('covered', {
      units: 10,
      rows: [rowOf(rule, { percent: 60 }), rowOf(rule, { number: '202102', ...SECOND, percent: 60 })],
    });
    await playToRunning(await bench(stage.db), authorityId);
    const first = drawnIn(await stage.drawOf(authorityId), '202101');
    expect(first).toHaveLength(6);
    expect(await playSecond(authorityId)).toMatchObject({ state: 'published' });
    const draw = await stage.drawOf(authorityId);
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
    const authorityId = await stage.add('pages', {
      units: 5100,
      rows: [
        { number: '202101', ...FIRST, percent: 1 },
        rowOf(rule, { number: '202102', ...SECOND, percent: 1 }),
      ],
    });
    await playToRunning(await bench(stage.db), authorityId);
    const first = drawnIn(await stage.drawOf(authorityId), '202101').sort();
    expect(await playSecond(authorityId)).toMatchObject({ state: 'published' });
    const draw = await stage.drawOf(authorityId);
    expect(shapeOf(draw)).toEqual([['202102', 'fixed', 5049, 51]]);
    expect(draw.exclusions.map(({ code }) => code)).toEqual(first);
    expect(draw.exclusions.every(({ reason }) => reason === 'had-a-turn')).toBe(true);
  });

  it('names who had a turn where the others suffice, and who has had the visits of the year', async () => {
    const authorityId = await stage.add('capped', {
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
    await playToRunning(await bench(stage.db), authorityId);
    const first = drawnIn(await stage.drawOf(authorityId), '202101').sort();
    await playSecond(authorityId);
    const { exclusions, announcement } = await stage.drawOf(authorityId);
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
    const authorityId = await stage.add('exempt', { units: 5, rows: [rowOf({}, { percent: 100 })] });
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
    await stage.db
      .insertInto('drawExemption')
      .values([
        exempt('u1'),
        exempt('u2', { itemId: 'freight', reason: 'event-triggered-only' }),
        exempt('u3', { toOn: '2021-01-06' }),
        exempt('u4', { endedAt: '2021-01-05T00:00:00.000Z', endedBy: 'office' }),
      ])
      .execute();
    await playToRunning(await bench(stage.db), authorityId);
    expect((await stage.drawOf(authorityId)).exclusions).toEqual([
      { code: 'station:c00001', row: 202101, reason: 'inspected-by-superior' },
      { code: 'station:c00002', row: 202101, reason: 'event-triggered-only' },
    ]);
    await expect(
      stage.db.deleteFrom('drawExemption').where('unitId', '=', 'u1').execute(),
    ).rejects.toMatchObject({
      code: '23001',
    });
  });
});

it('every one of these draws can be verified', () => expectAllVerified(stage.db));
