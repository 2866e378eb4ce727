import fc from 'fast-check';
import { amendPlan } from '../../../domain/plan/amend-plan.ts';
import { planDocumentProblems, planRowProblems } from '../../../domain/plan/check-plan.ts';
import { diffPlans } from '../../../domain/plan/diff-plans.ts';
import { importPlan } from '../../../domain/plan/import/import-plan.ts';
import { planRowsOf } from '../../../domain/plan/import/plan-rows.ts';
import { nextPlanNumber, numberingProblems, planNumber, taskNumber } from '../../../domain/plan/numbering.ts';
import type { PlanRow } from '../../../domain/plan/plan.ts';
import { linesOf, soundRows } from './import/tables.ts';

const ROWS = planRowsOf(importPlan(linesOf(soundRows())));
const FIRST = ROWS[0] as PlanRow;
const changed = (change: Partial<PlanRow>): PlanRow[] => [{ ...FIRST, ...change }, ...ROWS.slice(1)];
const VERSION = {
  version: 1,
  rows: ROWS,
  reason: '年度计划',
  approvedBy: '局党组',
  approvedOn: '2020-12-31',
};

describe('numbering [R271]', () => {
  it('gives numbers without gaps or repeats, from 01 on', () => {
    const numbers: string[] = [];
    for (let count = 0; count < 120; count += 1) numbers.push(nextPlanNumber(2021, numbers));
    expect(numbers.slice(0, 2)).toEqual(['202101', '202102']);
    expect(numbers.at(-1)).toBe('2021120');
    expect(numberingProblems(numbers.map((number) => Number(number.slice(4))))).toEqual([]);
    expect(taskNumber(7)).toBe('07号');
  });

  it('refuses a number of another year', () => {
    expect(() => nextPlanNumber(2021, ['202001'])).toThrow('“202001”不是 2021 年的编号');
  });

  it('finds whatever one value is dropped, repeated or left out', () => {
    const length = fc.integer({ min: 3, max: 40 });
    fc.assert(
      fc.property(length, fc.nat(), (count, seed) => {
        const sound = Array.from({ length: count }, (_, index) => index + 1);
        const at = seed % (count - 1);
        const kinds = (values: (number | null)[]) => numberingProblems(values).map(({ kind }) => kind);
        expect(kinds(sound)).toEqual([]);
        expect(kinds(sound.filter((_, index) => index !== at))).toEqual(['gap']);
        expect(kinds(sound.map((value, index) => (index === at ? null : value)))).toEqual(['absent']);
        expect(kinds(sound.flatMap((value, index) => (index === at ? [value, value] : [value])))).toEqual([
          'repeated',
        ]);
      }),
    );
  });

  it('names the values that a gap lacks', () => {
    expect(numberingProblems([1, 2, 6])).toEqual([{ kind: 'gap', index: 2, first: 3, last: 5 }]);
    expect(numberingProblems([2, 1])).toEqual([
      { kind: 'gap', index: 0, first: 1, last: 1 },
      { kind: 'backwards', index: 1, value: 1 },
    ]);
  });
});

describe('versions of a plan [R56]', () => {
  it('shows what changed, field by field, and what came and went', () => {
    const after = [
      ...changed({ windowEnd: '2021-05-31', ratioPercent: 50 }).slice(0, 14),
      { ...FIRST, number: planNumber(2021, 16) },
    ];
    expect(diffPlans(ROWS, after)).toEqual([
      { row: '202101', kind: 'changed', field: 'windowEnd', before: '2021-04-30', after: '2021-05-31' },
      { row: '202115', kind: 'removed', field: null, before: null, after: null },
      { row: '202116', kind: 'added', field: null, before: null, after: null },
    ]);
  });

  it('tells a changed ratio once', () => {
    const ratio = { numerator: 20, denominator: 100, kind: 'exact' } as const;
    expect(diffPlans(ROWS, changed({ ratio, ratioPercent: 20 })).map(({ field }) => field)).toEqual([
      'ratio',
    ]);
  });

  it('makes the next version with its reason and approver', () => {
    const rows = changed({ windowEnd: '2021-05-31' });
    const amendment = { rows, reason: '疫情防控', approvedBy: '局党组', approvedOn: '2021-03-01' };
    expect(amendPlan(VERSION, amendment)).toEqual({ ...amendment, version: 2 });
  });

  it.each([
    [{ reason: ' ' }, '必须写明理由'],
    [{ approvedBy: '' }, '必须写明批准人'],
    [{ approvedOn: '2020-12-30' }, '早于第 1 版的批准日期'],
    [{ approvedOn: '2021-02-30' }, '无效'],
    [{ rows: ROWS }, '没有差别'],
  ])('refuses %j', (change, message) => {
    const rows = changed({ windowEnd: '2021-05-31' });
    const amendment = { rows, reason: '疫情防控', approvedBy: '局党组', approvedOn: '2021-03-01', ...change };
    expect(() => amendPlan(VERSION, amendment)).toThrow(message);
  });
});

describe('checking a plan', () => {
  it('finds nothing in a sound plan', () => {
    expect(planRowProblems(2021, ROWS)).toEqual([]);
  });

  it.each([
    [{ ratio: { numerator: 0, denominator: 100, kind: 'exact' } }, 'ratio', 'error'],
    [{ ratio: { numerator: 101, denominator: 100, kind: 'exact' } }, 'ratio', 'error'],
    [{ windowStart: '2021-02-30' }, 'windowStart', 'error'],
    [{ windowEnd: '2020-12-31' }, 'windowEnd', 'error'],
    [{ windowEnd: '2022-01-31' }, 'windowStart', 'ask'],
    [{ number: '202102' }, 'number', 'error'],
  ] as const)('finds %j', (change, field, severity) => {
    const [found] = planRowProblems(2021, changed(change));
    expect([found?.field, found?.severity]).toEqual([field, severity]);
  });

  it('finds a plan without rows', () => {
    expect(planRowProblems(2021, []).map(({ message }) => message)).toEqual(['计划没有任何计划行。']);
  });

  it('finds what the document lacks, and a plan that is late [R237, R238]', () => {
    const { document } = importPlan(linesOf(soundRows()));
    const whole = {
      ...document,
      number: '云交字〔2020〕1号',
      issuer: '云东区交通运输局',
      approvedBy: '局党组',
      signedOn: '2020-12-31',
    };
    expect(planDocumentProblems(whole, '2021-02-01')).toEqual([]);
    expect(
      planDocumentProblems({ ...whole, signedOn: '2021-01-05' }, '2021-02-01').map(
        ({ severity }) => severity,
      ),
    ).toEqual(['ask']);
    expect(planDocumentProblems({ ...whole, signedOn: null }, '2020-12-01')).toEqual([]);
    expect(planDocumentProblems({ ...whole, signedOn: null }, '2021-01-01')).toHaveLength(1);
    expect(
      planDocumentProblems({ ...whole, approvedBy: null }, '2021-02-01').map(({ field }) => field),
    ).toEqual(['approvedBy']);
  });
});
