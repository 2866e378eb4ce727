/** What is drawn from what: the table of plan rows and strata. */
import type { AnnouncedRule } from '../draw/announced-rules.ts';
import { ratioText } from '../plan/ratio-text.ts';
import { exclusionWords } from '../strata/exclusion-reasons.ts';
import { ruleAsPlanned } from '../strata/published-rule.ts';
import { ruleWords } from '../strata/rule-words.ts';
import type { Block } from './document.ts';
import type { DrawPapers } from './draw-papers.ts';
import { dayOf, rowName, ruleOf, stratumName } from './wording.ts';

const sum = (numbers: readonly number[]): string => String(numbers.reduce((total, each) => total + each, 0));

const nameOf = (papers: DrawPapers, id: string, row: number): string => {
  const name = rowName(papers, row);
  return name === '' ? stratumName(id) : `${stratumName(id)}\n${name}`;
};

/** Before the draw: base, rule and number to be drawn. */
export const announcedTable = (papers: DrawPapers): Block => {
  const { strata } = papers.announcement;
  return {
    kind: 'table',
    columns: [
      { head: '抽查计划编号及事项', share: 40 },
      { head: '抽查基数', share: 14, align: 'center' },
      { head: '比例或定额', share: 22, align: 'center' },
      { head: '应抽数量', share: 12, align: 'center' },
      { head: '递补备选', share: 12, align: 'center' },
    ],
    rows: [
      ...strata.map((stratum) => [
        nameOf(papers, stratum.id, stratum.row),
        String(stratum.eligible),
        ruleOf(stratum),
        String(stratum.quota),
        String(stratum.reserve),
      ]),
      ['合计', sum(strata.map(({ eligible }) => eligible)), '', sum(strata.map(({ quota }) => quota)), ''],
    ],
  };
};

const MODES = { directed: '定向抽取', undirected: '不定向抽取', either: '' } as const;

const scopeWords = ({ category, area, founded_before }: AnnouncedRule['scope']): string =>
  [`${area ?? ''}${category}`, ...(founded_before === null ? [] : [`${dayOf(founded_before)}以前成立`])].join(
    '，',
  );

const ruleText = ({ ratio, rule, mode }: AnnouncedRule): string => {
  const own = rule === null ? {} : ruleAsPlanned(rule);
  const words = own.count === undefined && own.classes?.overall !== 'none' ? [ratioText(ratio)] : [];
  const said = [...words, ...ruleWords(own)];
  return [...(own.direction === undefined && MODES[mode] !== '' ? [MODES[mode]] : []), ...said].join('；');
};

/** What the plan says of each row, where the announcement publishes it: from this the numbers above follow. */
export const publishedRules = ({ announcement: { rules } }: DrawPapers): Block[] =>
  rules === undefined
    ? []
    : [
        {
          kind: 'table',
          columns: [
            { head: '抽查计划编号', share: 16 },
            { head: '抽查事项和范围', share: 40 },
            { head: '抽查计划规定的抽取规则', share: 44 },
          ],
          rows: rules.map((each) => [
            stratumName(String(each.row)),
            `${each.item}\n${scopeWords(each.scope)}`,
            ruleText(each),
          ]),
        },
      ];

/** After the draw: the numbers that were to be drawn beside those that were. */
export const drawnTable = (papers: DrawPapers): Block => {
  const { strata } = papers.announcement;
  const results = new Map((papers.record?.strata ?? []).map((result) => [result.id, result]));
  const drawnOf = (id: string, quota: number): number => Math.min(results.get(id)?.order.length ?? 0, quota);
  return {
    kind: 'table',
    columns: [
      { head: '抽查计划编号及事项', share: 36 },
      { head: '抽查基数', share: 12, align: 'center' },
      { head: '比例或定额', share: 18, align: 'center' },
      { head: '应抽数量', share: 11, align: 'center' },
      { head: '抽取数量', share: 11, align: 'center' },
      { head: '方式', share: 12, align: 'center' },
    ],
    rows: [
      ...strata.map(({ id, row, quota, eligible, ...rest }) => [
        nameOf(papers, id, row),
        String(eligible),
        ruleOf({ id, row, quota, eligible, ...rest }),
        String(quota),
        String(drawnOf(id, quota)),
        results.get(id)?.mode === 'certainty' ? '全部检查' : '随机抽取',
      ]),
      [
        '合计',
        sum(strata.map(({ eligible }) => eligible)),
        '',
        sum(strata.map(({ quota }) => quota)),
        sum(strata.map(({ id, quota }) => drawnOf(id, quota))),
        '',
      ],
    ],
  };
};

/** How many were left out of the lists, by public reason. */
export const exclusionsNote = ({ exclusions }: DrawPapers): Block => {
  const counts = [...Map.groupBy(exclusions, ({ reason }) => reason)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([reason, { length }]) => `${exclusionWords(reason)}${length}个`);
  const text =
    counts.length === 0
      ? '无对象被排除在抽取名单之外。'
      : `依规则未列入抽取名单的对象（按计划逐项计）：${counts.join('，')}。名单及理由随公告公布。`;
  return { kind: 'note', text };
};
