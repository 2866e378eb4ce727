import type { Instant } from '../calendar/dates.ts';
import { minuteOf } from '../documents/wording.ts';
import { CHANNEL_NAMES } from './names.ts';

export type MessageState =
  | 'created'
  | 'queued'
  | 'sending'
  | 'sent'
  | 'delivered'
  | 'deferred'
  | 'failed'
  | 'cancelled'
  | 'unknown';

/** What a message comes to for whoever asks whether it arrived. */
export type Verdict = 'delivered' | 'accepted' | 'waiting' | 'not-delivered' | 'unknown' | 'cancelled';

/** As counted and listed. */
export const VERDICT_NAMES: Readonly<Record<Verdict, string>> = {
  delivered: '已送达',
  accepted: '已受理尚无回执',
  waiting: '尚未发出',
  'not-delivered': '未送达',
  unknown: '结果不明待核对',
  cancelled: '已取消',
};

/** What the facts say of a message. Instants as they stand in its row. */
export interface MessageStanding {
  readonly channel: 'email' | 'sms';
  readonly state: MessageState;
  readonly failureClass: 'temporary' | 'permanent' | 'validation' | 'expired' | null;
  readonly failure: string | null;
  readonly sendAfter: Instant | null;
  readonly sentAt: Instant | null;
  readonly deliveredAt: Instant | null;
  readonly cancelledReason: string | null;
  /** How the message that carries it stands: a digest (汇总) that it was put into. */
  readonly carriedBy: MessageStanding | null;
  /** How the one that was sent in its place stands. */
  readonly resentAs: MessageStanding | null;
}

export interface Conclusion {
  readonly verdict: Verdict;
  /** One Chinese sentence. */
  readonly sentence: string;
}

const VERDICTS: Readonly<Record<MessageState, Verdict>> = {
  created: 'waiting',
  deferred: 'waiting',
  queued: 'waiting',
  sending: 'waiting',
  sent: 'accepted',
  delivered: 'delivered',
  failed: 'not-delivered',
  cancelled: 'cancelled',
  unknown: 'unknown',
};

const at = (instant: Instant | null): string => (instant === null ? '' : minuteOf(instant));

const FAILURE_CLASSES = {
  temporary: '多次重试仍未成功',
  permanent: '服务商或对方拒收',
  validation: '未能发送',
  expired: '已过有效期',
} as const;

const reasonPart = (reason: string): string =>
  reason === '' ? '原因没有记录' : `原因：${reason.replace(/。$/, '')}`;

const whyFailed = ({ failureClass, failure }: MessageStanding): string => {
  const known = failureClass === null ? '' : FAILURE_CLASSES[failureClass];
  if (failure === null || failure === '') return known;
  // The row's own words say it already.
  return failureClass === 'expired' || known === '' ? failure : `${known}（${failure}）`;
};

const own = (message: MessageStanding): string => {
  const { channel, state, sendAfter, sentAt, deliveredAt, cancelledReason, failure } = message;
  const carrier = channel === 'email' ? '邮件服务器' : '短信服务商';
  switch (state) {
    case 'delivered':
      return `已送达：${at(deliveredAt)}${CHANNEL_NAMES[channel]}有送达回执。`;
    case 'sent':
      return `已被服务商受理，尚无回执：${at(sentAt)}${carrier}接收，尚不能证明已经送达。`;
    case 'failed':
      return `未送达，${reasonPart(whyFailed(message))}。`;
    case 'unknown':
      return `结果不明，待人工核对：${carrier}可能已经接收，核对之前不会重发。`;
    case 'cancelled':
      return `已取消，未发送，${reasonPart(cancelledReason ?? '')}。`;
    case 'deferred':
      return `尚未发出：推迟至${sendAfter === null ? '发送时段' : at(sendAfter)}以后发送。`;
    case 'sending':
      return '尚未发出：正在发送。';
    case 'created':
      // Why it was not sent yet: the last attempt's answer, or that its number had enough for now.
      return `尚未发出：等待发送${failure === null || failure === '' ? '' : `（${failure.replace(/。$/, '')}）`}。`;
    default:
      return '尚未发出：等待发送。';
  }
};

/** Whether a message arrived, in one sentence; what was sent in its place or carries it decides. */
export const conclusionOf = (message: MessageStanding): Conclusion => {
  if (message.resentAs !== null) {
    const later = conclusionOf(message.resentAs);
    return {
      verdict: later.verdict,
      sentence: `本件${own(message).replace(/。$/, '')}；已补发，补发件${later.sentence}`,
    };
  }
  if (message.carriedBy !== null) {
    const whole = conclusionOf(message.carriedBy);
    return { verdict: whole.verdict, sentence: `已并入当日提醒汇总，汇总件${whole.sentence}` };
  }
  return { verdict: VERDICTS[message.state], sentence: own(message) };
};
