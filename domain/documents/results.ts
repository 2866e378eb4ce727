/** What came out of a draw: the order of every stratum, the visits and their teams. */
import type { DrawRecord, StratumResult } from '../draw/record.ts';
import type { Block } from './document.ts';
import type { DrawPapers } from './draw-papers.ts';
import { personOf, rowName, shortTicket, stratumName, unitOf } from './wording.ts';

/** Places in reserve that are printed of every stratum; the whole order is in the electronic record. */
const PRINTED_RESERVE = 10;

const orderBlocks = (papers: DrawPapers, { id, row, quota, mode, order }: StratumResult): Block[] => {
  const drawn = Math.min(order.length, quota);
  const shown = order.slice(0, drawn + PRINTED_RESERVE);
  const name = rowName(papers, row);
  const title = name === '' ? stratumName(id) : `${stratumName(id)}　${name}`;
  const how = mode === 'certainty' ? '全部检查，次序随机' : `抽取${drawn}个`;
  const hidden = order.length - shown.length;
  return [
    { kind: 'subheading', text: `${title}（${how}）` },
    {
      kind: 'table',
      columns: [
        { head: '次序', share: 9, align: 'center' },
        { head: '检查对象', share: 44 },
        { head: '抽取号（前16位）', share: 25 },
        { head: '权重', share: 8, align: 'center' },
        { head: '结果', share: 14, align: 'center' },
      ],
      rows: shown.map(({ unit, ticket, weight }, index) => [
        String(index + 1),
        unitOf(papers, unit),
        shortTicket(ticket),
        String(weight),
        index < drawn ? '抽中' : `递补第${index - drawn + 1}`,
      ]),
    },
    ...(hidden > 0 ? [{ kind: 'note', text: `另有递补备选${hidden}个，次序见电子抽取记录。` } as const] : []),
  ];
};

/** Every stratum's order: who was drawn, with which ticket, and who stands by. */
export const orders = (papers: DrawPapers, { strata }: DrawRecord): Block[] =>
  strata.filter(({ order }) => order.length > 0).flatMap((stratum) => orderBlocks(papers, stratum));

/** The visits in their order, each with its team. */
const visitsTable = (papers: DrawPapers, { visits, assignment }: DrawRecord): Block => {
  const teams = new Map(
    assignment.status === 'assigned'
      ? assignment.teams.map(({ unit, inspectors }) => [unit, inspectors])
      : [],
  );
  const batches = visits.some(({ batch }) => batch !== undefined);
  return {
    kind: 'table',
    columns: [
      { head: '序号', share: 8, align: 'center' },
      { head: '检查对象', share: 35 },
      { head: '计划编号', share: 15, align: 'center' },
      ...(batches ? [{ head: '批次', share: 8, align: 'center' } as const] : []),
      { head: '执法检查人员', share: 34 },
    ],
    rows: visits.map(({ position, unit, rows, batch }) => [
      String(position),
      unitOf(papers, unit),
      rows.join('、'),
      ...(batches ? [batch === undefined ? '—' : String(batch)] : []),
      (teams.get(unit) ?? []).map((id) => personOf(papers, id)).join('\n') || '—',
    ]),
  };
};

const assignmentNotes = (papers: DrawPapers, { assignment }: DrawRecord): Block[] => {
  if (assignment.status === 'not-announced')
    return [{ kind: 'note', text: '本次抽取只抽取检查对象，不选派检查人员。' }];
  if (assignment.status === 'infeasible') {
    const seats = assignment.lacking.map(
      ({ unit, slot }) => `${unitOf(papers, unit).split('\n').join(' ')}第${slot}席`,
    );
    return [{ kind: 'note', text: `检查人员不足，下列席位无人可派：${seats.join('；')}。` }];
  }
  const { minimal_max_load, dropped_rotations } = assignment;
  return [
    {
      kind: 'note',
      text: `检查人员与检查对象随机匹配，每人任务最多${minimal_max_load}次，为可行方案中的最小值；每组第一人具备相应事项所需资格。`,
    },
    ...dropped_rotations.map(
      ({ unit, reason }): Block => ({
        kind: 'note',
        text: `未能轮换：${unitOf(papers, unit).split('\n').join(' ')}，${reason}`,
      }),
    ),
  ];
};

export const visits = (papers: DrawPapers, record: DrawRecord): Block[] => [
  {
    kind: 'subheading',
    text: `检查任务及执法检查人员（共${record.visits.length}项，同一对象被多项计划抽中的合并为一次检查）`,
  },
  visitsTable(papers, record),
  ...assignmentNotes(papers, record),
];
