import type { RowRule } from '../../../../domain/strata/row-rule.ts';
import { bench, playToRunning } from '../../support/play.ts';
import { expectAllVerified, FIRST, rowOf, rowRuleStage } from './stage.ts';

const stage = rowRuleStage();

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
    const authorityId = await stage.add('published', { units: 40, rows });
    await stage.setUnits(authorityId, 1, 12, { riskClass: 'C' });
    expect(await playToRunning(await bench(stage.db), authorityId)).toMatchObject({ state: 'running' });
    const { announcement } = await stage.drawOf(authorityId);
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
});

it('every one of these draws can be verified', () => expectAllVerified(stage.db));
