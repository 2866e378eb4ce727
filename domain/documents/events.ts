/** What happened beside and after the draw: recusals, substitutions, the witness's word (回避、递补及其他事项). */

import { parseUnitKey, UNIT_TYPES, type UnitKey } from '../draw/labels.ts';
import { DECIDED, DRAW_EVENT_KINDS, type DrawEvent } from '../keys/draw-event.ts';
import type { Block } from './document.ts';
import { type DrawPapers, mayList } from './draw-papers.ts';
import { inspectorOf, stratumName, timeOf, unitOf } from './wording.ts';

/** Members of an event's `data` in Chinese; one that is not listed is left to the electronic record. */
const DATA_NAMES: Readonly<Record<string, string>> = {
  unit: '对象',
  replaced: '原对象',
  substitute: '递补对象',
  from: '原为',
  to: '改为',
  by: '依据',
  row: '计划编号',
  stratum: '层',
  position: '次序',
  slot: '席位',
  inspector: '检查人员',
  count: '累计次数',
  late_seconds: '迟延秒数',
  due: '应于',
};

const isUnit = (value: string): value is UnitKey => UNIT_TYPES.some((type) => value.startsWith(`${type}:`));

const BY: Readonly<Record<string, string>> = { announced: '公告所定规则', order: '上级书面决定' };

const wordsOf = (papers: DrawPapers, name: string, value: unknown): string => {
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') return '';
  if (isUnit(value) && parseUnitKey(value).code !== '') return unitOf(papers, value).split('\n').join(' ');
  if (name === 'stratum') return stratumName(value);
  if (name === 'by') return BY[value] ?? value;
  return papers.names.inspectors.has(value) ? inspectorOf(papers, value) : timeOf(value);
};

/** These name people or units of a list that may still be secret. */
const isSecret = (papers: DrawPapers, kind: DrawEvent['kind']): boolean =>
  !mayList(papers) && DECIDED.has(kind);

const contentOf = (papers: DrawPapers, { kind, data, reason, evidence }: DrawEvent): string => {
  if (isSecret(papers, kind)) return '一次性密码公开前不列示';
  const parts = Object.entries(data).flatMap(([name, value]) => {
    const label = DATA_NAMES[name];
    const text = wordsOf(papers, name, value);
    return label === undefined || text === '' ? [] : [`${label}：${text}`];
  });
  const late = data['in_time'] === false ? ['逾期'] : [];
  return [
    ...parts,
    ...late,
    ...(reason === null ? [] : [`理由：${reason}`]),
    ...(evidence === null ? [] : [`证据：${evidence}`]),
  ].join('\n');
};

const APPROVERS: Readonly<Record<string, string>> = {
  approver: '批准人',
  supervisor: '监督人',
  witness: '见证人',
  office: '办公室',
  operator: '抽取人',
};

const approverOf = ({ approver }: DrawEvent): string =>
  approver === null ? '—' : `${APPROVERS[approver.role] ?? approver.role}\n${approver.code}`;

const countOf = (events: readonly DrawEvent[], kind: DrawEvent['kind']): number =>
  events.filter((event) => event.kind === kind).length;

export const eventBlocks = (papers: DrawPapers): Block[] => {
  const { events } = papers;
  const counts = `递补${countOf(events, 'substitution')}次，回避${countOf(events, 'recusal')}次，改派${countOf(events, 'reassignment')}次。`;
  if (events.length === 0) return [{ kind: 'paragraph', text: `${counts}无其他事项。` }];
  return [
    { kind: 'paragraph', text: counts },
    {
      kind: 'table',
      columns: [
        { head: '序号', share: 8, align: 'center' },
        { head: '时间', share: 22 },
        { head: '事项', share: 17 },
        { head: '内容和理由', share: 38 },
        { head: '批准', share: 15, align: 'center' },
      ],
      rows: events.map((event) => [
        String(event.no),
        timeOf(event.at),
        DRAW_EVENT_KINDS[event.kind] ?? event.kind,
        contentOf(papers, event) || '—',
        approverOf(event),
      ]),
    },
  ];
};
