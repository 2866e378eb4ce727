import fc from 'fast-check';
import { EXCLUSION_REASONS, exclusionWords } from '../../../domain/strata/exclusion-reasons.ts';
import { standOf } from '../../../domain/strata/place-unit.ts';
import type { Direction, RowRule } from '../../../domain/strata/row-rule.ts';
import { rowWith, SETTING, unitWith } from './support/rows.ts';

const directed = (direction: Direction) => rowWith({ direction }, { drawType: 'directed' });
const stands = (row: ReturnType<typeof rowWith>, change: Parameters<typeof unitWith>[0]) =>
  standOf(row, SETTING, unitWith(change));

describe('a directed draw (定向)', () => {
  it.each([
    ['entity type', { kinds: ['vehicle'] }, { kind: 'vehicle' }, { kind: 'org' }],
    ['size', { sizes: ['大型', '中型'] }, { size: '中型' }, { size: null }],
    ['area', { areas: ['井坪镇'] }, { area: '井坪镇' }, { area: '白堂乡' }],
    ['class', { riskClasses: ['C', 'D'] }, { riskClass: 'D' }, { riskClass: 'A' }],
    ['tag', { tags: ['危货', '校车'] }, { tags: ['网约', '危货'] }, { tags: ['网约'] }],
  ] as const)('takes only the units of its %s [R212]', (_, direction, fits, fitsNot) => {
    const row = directed(direction as Direction);
    expect(stands(row, fits)).toMatchObject({ kind: 'listed' });
    expect(stands(row, fitsNot)).toEqual({ kind: 'outside' });
  });

  it('takes by tags whom other marks do not tell apart, and by all its lists together [R47]', () => {
    const row = directed({ tags: ['危货'], areas: ['井坪镇'] });
    expect(stands(row, { tags: ['危货'] })).toMatchObject({ kind: 'listed' });
    expect(stands(row, { tags: ['危货'], area: '白堂乡' })).toEqual({ kind: 'outside' });
  });
});

describe('an undirected draw (不定向)', () => {
  it('takes everybody in the row’s scope [R212]', () => {
    const someone = fc.record({
      kind: fc.constantFrom('org', 'vehicle', 'station'),
      area: fc.constantFrom('井坪镇', '白堂乡'),
      size: fc.constantFrom(null, '大型'),
      riskClass: fc.constantFrom(null, 'A', 'D'),
    } as const);
    fc.assert(fc.property(someone, (change) => stands(rowWith(null), change).kind === 'listed'));
  });
});

describe('a row of either kind (定向或不定向)', () => {
  it('is directed once it says how, and undirected until then', () => {
    const settled = rowWith({ direction: { sizes: ['大型'] } }, { drawType: 'either' });
    expect(stands(settled, { size: '小型' })).toEqual({ kind: 'outside' });
    expect(stands(rowWith(null, { drawType: 'either' }), { size: '小型' })).toMatchObject({ kind: 'listed' });
  });
});

describe('a frequency cap (年度频次上限)', () => {
  const capped = (rule: RowRule | null, visits: number, setting = SETTING, riskClass: string | null = null) =>
    standOf(rowWith(rule), setting, unitWith({ visitsThisYear: visits, riskClass }));

  it('leaves out, with the public reason, whoever was visited so often this year', () => {
    const rule = { cap: { visitsPerYear: 2 } };
    expect(capped(rule, 1)).toMatchObject({ kind: 'listed' });
    expect(capped(rule, 2)).toEqual({ kind: 'excluded', reason: 'frequency-cap' });
  });

  it('leaves out exactly those that reached it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), fc.nat(8), (visitsPerYear, visits) => {
        expect(capped({ cap: { visitsPerYear } }, visits).kind).toBe(
          visits >= visitsPerYear ? 'excluded' : 'listed',
        );
      }),
    );
  });

  it('is the authority’s where the row has none, and a row may be free of it', () => {
    const setting = { ...SETTING, visitsPerYear: 1 };
    expect(capped(null, 1, setting)).toMatchObject({ reason: 'frequency-cap' });
    expect(capped({ cap: { visitsPerYear: null } }, 9, setting)).toMatchObject({ kind: 'listed' });
  });

  it('may be another for some classes: more often for the risky [R20]', () => {
    const rule = { cap: { visitsPerYear: 1, classes: [{ of: ['D'], visitsPerYear: 3 }] } };
    expect(capped(rule, 2, SETTING, 'D')).toMatchObject({ kind: 'listed' });
    expect(capped(rule, 2, SETTING, 'A')).toMatchObject({ reason: 'frequency-cap' });
  });
});

describe('weights by class', () => {
  it('stand in place of those of the register [R20]', () => {
    const weights = { version: '2026-1', classes: [{ of: ['D', '失信'], weight: 8 }], others: 2 };
    const weightOf = (riskClass: string | null, rule: RowRule | null = { weights }) =>
      standOf(rowWith(rule), SETTING, unitWith({ riskClass, weight: 5 }));
    expect(weightOf('D')).toMatchObject({ weight: 8 });
    expect(weightOf('A')).toMatchObject({ weight: 2 });
    expect(weightOf(null)).toMatchObject({ weight: 2 });
    expect(weightOf('D', null)).toMatchObject({ weight: 5 });
  });
});

describe('reasons for leaving out', () => {
  it('each has Chinese words, and a code of another release is shown as it is', () => {
    for (const words of Object.values(EXCLUSION_REASONS))
      expect(words).toMatch(/^\p{Script=Han}[\p{Script=Han}，]+$/u);
    expect(exclusionWords('frequency-cap')).toBe('本年度已达到检查频次上限');
    expect(exclusionWords('of-tomorrow')).toBe('of-tomorrow');
  });

  it('is the one a person entered, for the item it names', () => {
    const exempt = { exemptions: [{ item: 'freight', reason: 'inspected-by-superior' as const }] };
    expect(stands(rowWith(null), exempt)).toEqual({ kind: 'excluded', reason: 'inspected-by-superior' });
    expect(stands(rowWith(null, { itemId: 'repair' }), exempt)).toMatchObject({ kind: 'listed' });
    const always = { exemptions: [{ item: null, reason: 'case-open' as const }] };
    expect(stands(rowWith(null, { itemId: 'repair' }), always)).toMatchObject({ reason: 'case-open' });
  });
});
