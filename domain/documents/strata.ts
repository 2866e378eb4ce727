/** What is drawn from what: the table of plan rows and strata. */
import { exclusionWords } from '../strata/exclusion-reasons.ts';
import type { Block } from './document.ts';
import type { DrawPapers } from './draw-papers.ts';
import { rowName, ruleOf, stratumName } from './wording.ts';

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
