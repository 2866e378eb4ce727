/** Announced strata that are not those of the rules published with them: signed by all, and still not what the plan says. */
import type { AnnouncedRule, PublishedRule } from '../../../domain/draw/announced-rules.ts';
import { type BundleChoices, makeBundle } from '../bundle.ts';
import { type Bent, edited, type Files } from '../tamper.ts';
import type { Tampering } from './subjects.ts';

const percent = (numerator: number, kind: AnnouncedRule['ratio']['kind'] = 'exact') => ({
  numerator,
  denominator: 100,
  kind,
});

const rule = (row: number, ratio: AnnouncedRule['ratio'], more: PublishedRule | null): AnnouncedRule => ({
  row,
  item: '道路货运企业监督检查',
  mode: 'undirected',
  scope: { category: '道路货运', area: null, founded_before: null },
  ratio,
  rule: more,
});

const CLASSES = {
  classes: {
    by: 'riskClass',
    classes: [
      { id: '甲类', of: ['甲'], ratio: percent(10) },
      { id: '乙类', of: ['乙'], ratio: percent(5, 'floor'), minimum: 3 },
    ],
    others: null,
    overall: 'none',
    spread: 'by-risk',
    top_up: false,
  },
  weights: { version: '2023-1', classes: [{ of: ['甲'], weight: 4 }], others: 1 },
};
const OWN_AREA = { own_area: { areas: [], base: 'own', share: { numerator: 70, denominator: 100 } } };

/** What the plan of every made draw says. */
export const RULES_AS_ANNOUNCED: readonly AnnouncedRule[] = [
  rule(1, percent(10), CLASSES),
  rule(2, percent(10), { count: 5 }),
  rule(3, percent(100), { batches: { by: 'month' } }),
  rule(4, percent(5), OWN_AREA),
];

export const withRules = (rules: readonly AnnouncedRule[], more: BundleChoices = {}): Files =>
  makeBundle({ units: 60, announce: { rules }, ...more }).files;

const other = (row: number, ratio: AnnouncedRule['ratio'], more: PublishedRule | null): Files =>
  withRules(RULES_AS_ANNOUNCED.map((each) => (each.row === row ? rule(row, ratio, more) : each)));

const NOT_OF_THE_RULE = /第\d行的分层与该行公布的抽取规则不符/;

export const PUBLISHED_RULES: readonly Tampering[] = [
  [
    'a row whose plan gives another ratio',
    () => other(3, percent(50), null),
    'quotas',
    'rule',
    NOT_OF_THE_RULE,
  ],
  [
    'a row whose plan gives another number',
    () => other(2, percent(10), { count: 6 }),
    'quotas',
    'rule',
    /第2行/,
  ],
  [
    'a row whose plan bounds the number',
    () => other(2, percent(10), { count: 5, maximum: 4 }),
    'quotas',
    'rule',
    /第2行/,
  ],
  [
    'a row whose plan gives a range',
    () => other(3, percent(100), { up_to: { numerator: 100, denominator: 100 } }),
    'quotas',
    'rule',
    /第3行/,
  ],
  ['a row whose plan knows no classes', () => other(1, percent(10), null), 'quotas', 'rule', /第1行/],
  [
    'a class whose plan gives another ratio',
    () =>
      other(1, percent(10), {
        ...CLASSES,
        classes: { ...CLASSES.classes, classes: [...CLASSES.classes.classes].reverse() },
      }),
    'quotas',
    'rule',
    /第1行/,
  ],
  [
    'another table of weights',
    () => other(1, percent(10), { ...CLASSES, weights: { ...CLASSES.weights, version: '2022-1' } }),
    'quotas',
    'rule',
    /第1行/,
  ],
  ['a row without its rule', () => withRules(RULES_AS_ANNOUNCED.slice(1)), 'quotas', 'rule', /一一对应/],
  [
    'a rule that nobody knows',
    () => other(4, percent(5), { ...OWN_AREA, friends: 1 }),
    'schema',
    'shape',
    /rules\[3\]\.rule/,
  ],
  [
    'a published rule rewritten after the signing',
    () =>
      edited(withRules(RULES_AS_ANNOUNCED), 'announcement.json', (announcement: Bent) => {
        announcement.rules[3].ratio.numerator = 6;
      }),
    'announcement-hash',
    null,
    /./,
  ],
];
