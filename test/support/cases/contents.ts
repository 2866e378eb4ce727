/** Content of commands that passes every check, for the people of `bureau.ts`. */
import type { IsoDate } from '../../../domain/calendar/dates.ts';
import type { EnteredFinding } from '../../../workflows/inspection-task/contract.ts';
import { ITEMS } from './bureau.ts';
import type { CaseTask } from './case.ts';
import type { Content } from './commands.ts';

/** A short visit, over at this moment. */
export const visit = ({ team }: CaseTask, nowMs: number): Content => ({
  actorId: team[0] ?? '',
  startedAt: new Date(nowMs).toISOString(),
  endedAt: new Date(nowMs).toISOString(),
  place: '城关镇东街1号',
});

const answers = ({ itemIds }: CaseTask) =>
  ITEMS.filter(({ id }) => itemIds.includes(id)).flatMap(({ id, lines }) =>
    Array.from({ length: lines }, (_, index) => ({ itemId: id, lineNo: index + 1, answer: 'yes' as const })),
  );

/** 未发现问题 */
export const cleanResult = (of: CaseTask): Content & { readonly answers: ReturnType<typeof answers> } => ({
  actorId: of.team[1] ?? '',
  codes: ['1'],
  answers: answers(of),
  findings: [],
});

export const finding = (more: Partial<EnteredFinding> = {}): EnteredFinding => ({
  itemId: 'freight',
  text: '未按规定建立车辆技术档案',
  article: '道路运输条例第三十条',
  measure: 'correct-at-once',
  ...more,
});

/** 发现问题已责令改正 */
export const resultWith = (of: CaseTask, findings: readonly EnteredFinding[]): Content => ({
  ...cleanResult(of),
  codes: ['5'],
  findings,
});

export const approval: Content = { actorId: 'reviewer', decision: 'approve', opinion: '同意' };
export const returned: Content = { actorId: 'reviewer', decision: 'return', opinion: '请补充检查情况' };

export const CHANNELS = ['provincial-platform', 'government-site'] as const;

export const shownOn = (channel: string, publishedOn: IsoDate): Content => ({
  actorId: 'publisher',
  channel,
  publishedOn,
  proof: { kind: 'address', reference: `https://example.org/${channel}` },
});

export const closedDown: Content = {
  actorId: 'approver',
  unitStatus: 'closed',
  reason: '已关闭停业',
  evidence: '现场核查记录',
};
