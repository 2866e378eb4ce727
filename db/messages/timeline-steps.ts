import type { Instant } from '../../domain/calendar/dates.ts';
import { wallTime } from '../../domain/calendar/wall-time.ts';
import { DEADLINE_KIND_NAMES, type DeadlineKind } from '../../domain/deadline/kinds.ts';
import { eventName } from '../../domain/notice/event-names.ts';
import { maskAddressesIn } from '../../domain/notice/mask-address.ts';
import { CHANNEL_NAMES, stageWords } from '../../domain/notice/names.ts';
import { actorName } from '../../domain/notice/subject-names.ts';
import type { ShownMessage } from './message-columns.ts';
import type { CausingEvent, ShownAttempt, ShownReceipt } from './timeline-sources.ts';

export type StepKind =
  | 'event'
  | 'deadline'
  | 'written'
  | 'deferred'
  | 'queued'
  | 'attempt'
  | 'receipt'
  | 'decision';

/** One thing that happened on a message's way. */
export interface TimelineStep {
  readonly kind: StepKind;
  /** The machine's clock: in what order things really happened. */
  readonly at: Instant;
  /** Business time (业务时间) where it is another: in a rehearsal. */
  readonly businessAt: Instant | null;
  /** What happened, Chinese. */
  readonly what: string;
  /** Codes, answers, references: what proves it. */
  readonly details: string[];
}

const step = (
  kind: StepKind,
  at: Instant,
  what: string,
  details: readonly (string | null)[] = [],
  businessAt: Instant | null = null,
): TimelineStep => ({ kind, at, businessAt, what, details: details.filter((detail) => detail !== null) });

const proofOf = ({ id, seq, hash }: CausingEvent): string =>
  seq === null ? `审计事件 ${id}（待封存）` : `审计事件 ${id}，链上第 ${seq} 条，哈希 ${hash}`;

export const eventStep = (event: CausingEvent): TimelineStep =>
  step(
    'event',
    event.recordedAt,
    `业务事件：${eventName(event.action)}`,
    [actorName(event.actorKind, event.actorId, event.actorName), proofOf(event)],
    event.businessAt,
  );

/** Why a person decided so: his own words in the event. */
const reasonOf = ({ data }: CausingEvent): string | null => {
  const { reason, proof } = (data ?? {}) as { readonly reason?: unknown; readonly proof?: unknown };
  const parts = [
    ...(typeof reason === 'string' ? [`理由：${reason}`] : []),
    ...(typeof proof === 'string' ? [`证明：${proof}`] : []),
  ];
  return parts.length === 0 ? null : parts.join('；');
};

export const decisionStep = (event: CausingEvent): TimelineStep =>
  step(
    'decision',
    event.recordedAt,
    `人工处理：${eventName(event.action)}`,
    [actorName(event.actorKind, event.actorId, event.actorName), reasonOf(event), proofOf(event)],
    event.businessAt,
  );

/** The deadline that caused a reminder; null for another notice. */
export const deadlineStep = (message: ShownMessage): TimelineStep | null => {
  const rung = stageWords(message.stage);
  if (rung === null || message.dueOn === null) return null;
  const kind = message.stage.split(/[./]/)[0] as DeadlineKind;
  const name = DEADLINE_KIND_NAMES[kind] ?? '办理';
  const version = message.deadlineVersion === null ? '' : `（期限第 ${message.deadlineVersion} 版）`;
  return step(
    'deadline',
    message.recordedAt,
    `期限到点：${name}期限 ${message.dueOn}，${rung}${version}`,
    [],
    message.businessAt,
  );
};

const CATEGORIES: Readonly<Record<string, string>> = {
  duty: '通知',
  reminder: '提醒',
  escalation: '升级督办',
};
const LANES = { urgent: '紧急', normal: '普通', bulk: '批量' } as const;

const textOf = ({ textVersion, templateVersion }: ShownMessage): string =>
  textVersion === null ? `通用文本第 ${templateVersion} 版` : `本局自拟文本第 ${textVersion} 版`;

export const rowSteps = (message: ShownMessage): TimelineStep[] => {
  const { recordedAt, businessAt, channel, category, lane, address, sendAfter, queuedAt, expiresAt } =
    message;
  const written = step(
    'written',
    recordedAt,
    message.resendOf === null ? '写入发件箱，与业务事件同一事务' : `写入发件箱，补发 ${message.resendOf}`,
    [
      `${CHANNEL_NAMES[channel]}，${CATEGORIES[category] ?? category}，${LANES[lane]}`,
      address === null ? null : `发往 ${address}`,
      textOf(message),
      expiresAt === null ? null : `有效期至 ${wallTime(expiresAt)}`,
    ],
    businessAt,
  );
  return [
    written,
    ...(sendAfter === null
      ? []
      : [step('deferred', recordedAt, `推迟发送：不早于业务时间 ${wallTime(sendAfter)}（静默时段或汇总）`)]),
    ...(message.digestId === null
      ? []
      : [step('deferred', recordedAt, '并入当日提醒汇总', [`汇总件 ${message.digestId}`])]),
    ...(queuedAt === null
      ? []
      : [
          step('queued', queuedAt, '交发送队列', [
            message.provider === null ? null : `服务商 ${message.provider}`,
          ]),
        ]),
  ];
};

const OUTCOMES = {
  sent: '服务商受理',
  temporary: '暂时失败，将再试',
  permanent: '被拒绝',
  unknown: '结果不明',
} as const;

export const attemptStep = ({ attempt, provider, startedAt, endedAt, outcome, code, answer }: ShownAttempt) =>
  step('attempt', startedAt, `第 ${attempt} 次发送：${outcome === null ? '正在进行' : OUTCOMES[outcome]}`, [
    `服务商 ${provider}`,
    endedAt === null ? null : `结束于 ${wallTime(endedAt)}`,
    code === null ? null : `代码 ${code}`,
    answer === null || answer === '' ? null : `应答 ${maskAddressesIn(answer)}`,
  ]);

const WAYS = { push: '服务商推送', pull: '主动查询', bounce: '退信', person: '人工核对' } as const;
const RECEIPTS = { delivered: '已送达', failed: '未送达', accepted: '已接收' } as const;

export const receiptStep = ({
  way,
  state,
  code,
  reference,
  part,
  note,
  reportedAt,
  receivedAt,
  provider,
}: ShownReceipt) =>
  step('receipt', receivedAt, `回执（${WAYS[way]}）：${RECEIPTS[state]}`, [
    `服务商 ${provider}，编号 ${reference}${part > 1 ? `，第 ${part} 条` : ''}`,
    `代码 ${code}`,
    reportedAt === null ? null : `对方时间 ${wallTime(reportedAt)}`,
    maskAddressesIn(note),
  ]);
