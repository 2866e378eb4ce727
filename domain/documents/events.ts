/** What happened beside and after the draw: recusals, substitutions, the witness's word (回避、递补及其他事项). */

import { UNIT_TYPES, type UnitKey } from '../draw/labels.ts';
import { DECIDED, DRAW_EVENT_KINDS, type DrawEvent } from '../keys/draw-event.ts';
import { KEY_ROLES } from '../keys/key-log.ts';
import { ROLES } from '../rights/rights.ts';
import type { Block } from './document.ts';
import { type DrawPapers, mayList } from './draw-papers.ts';
import { personOf, stratumName, timeOf, unitOf } from './wording.ts';

/** Members of an event's `data` in Chinese, in the order of the paper; the others are left to the electronic record. */
const DATA_NAMES: Readonly<Record<string, string>> = {
  row: '计划编号',
  stratum: '层',
  unit: '对象',
  unit_status: '对象状态',
  slot: '席位',
  leaving: '退出人员',
  substitute: '递补',
  position: '在本层次序',
  passed_over: '越过',
  by: '依据',
  count: '本次抽取累计次数',
};

/** How `data` names what is closed-list. */
const WORDS: Readonly<Record<string, string>> = {
  announced: '公告所定规则',
  order: '上级书面决定',
  suspended: '停业',
  closed: '已关闭',
  moved: '已迁出',
  deregistered: '已注销',
  'substituted-before': '此前已递补',
  'not-operating': '不在经营',
  'visited-in-this-cycle': '本周期已检查',
};

/** Those in reserve whose turn it was not, with the reason. */
const passedOverWords = (papers: DrawPapers, passed: readonly unknown[]): string =>
  passed
    .map((each) => {
      const { unit, why } = each as { readonly unit: UnitKey; readonly why: string };
      return `${unitOf(papers, unit).split('\n').join(' ')}（${WORDS[why] ?? why}）`;
    })
    .join('、');

const isUnit = (value: string): value is UnitKey => UNIT_TYPES.some((type) => value.startsWith(`${type}:`));

const wordsOf = (papers: DrawPapers, name: string, value: unknown): string => {
  if (typeof value === 'number') return String(value);
  if (name === 'passed_over' && Array.isArray(value)) return passedOverWords(papers, value);
  if (value === null && name === 'substitute') return '无可递补';
  if (typeof value !== 'string') return '';
  if (isUnit(value)) return unitOf(papers, value).split('\n').join(' ');
  if (name === 'stratum') return stratumName(value);
  if (name === 'leaving' || name === 'substitute') return personOf(papers, value);
  return WORDS[value] ?? value;
};

/** These name people or units of a list that may still be secret. */
const isSecret = (papers: DrawPapers, kind: DrawEvent['kind']): boolean =>
  !mayList(papers) && DECIDED.has(kind);

const contentOf = (papers: DrawPapers, { kind, data, reason, evidence }: DrawEvent): string => {
  if (isSecret(papers, kind)) return '一次性密码公开前不列示';
  const parts = Object.entries(DATA_NAMES).flatMap(([name, label]) => {
    const text = wordsOf(papers, name, data[name]);
    return text === '' ? [] : [`${label}：${text}`];
  });
  const late = data['in_time'] === false ? ['逾期'] : [];
  return [
    ...parts,
    ...late,
    ...(reason === null ? [] : [`理由：${reason}`]),
    ...(evidence === null ? [] : [`证据：${evidence}`]),
  ].join('\n');
};

/** The draw's witness is called so on all papers of the draw. */
const APPROVERS: Readonly<Record<string, string>> = { ...ROLES, ...KEY_ROLES };

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
