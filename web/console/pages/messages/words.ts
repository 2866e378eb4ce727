import type { ListedMessage } from '../../../../api/resources/messages/message-schema.ts';
import type { Tone } from '../../boards/state-tag.tsx';

export type Verdict = ListedMessage['conclusion']['verdict'];

/** As `domain/notice/conclusion.ts` names them. */
export const VERDICTS: Readonly<Record<Verdict, { readonly name: string; readonly tone: Tone }>> = {
  delivered: { name: '已送达', tone: 'done' },
  accepted: { name: '已受理，尚无回执', tone: 'work' },
  waiting: { name: '尚未发出', tone: 'work' },
  'not-delivered': { name: '未送达', tone: 'late' },
  unknown: { name: '结果不明，待核对', tone: 'late' },
  cancelled: { name: '已取消', tone: 'none' },
};

/** What people look for, by the states of a row. */
export const STATES: readonly { readonly value: string; readonly label: string }[] = [
  { value: 'failed', label: '未送达' },
  { value: 'unknown', label: '结果不明' },
  { value: 'created', label: '等待发送' },
  { value: 'deferred', label: '推迟发送' },
  { value: 'queued', label: '排队' },
  { value: 'sending', label: '正在发送' },
  { value: 'sent', label: '已受理' },
  { value: 'delivered', label: '已送达' },
  { value: 'cancelled', label: '已取消' },
];

export const CHANNELS = { email: '邮件', sms: '短信' } as const;
export const LANES = { urgent: '紧急', normal: '普通', bulk: '批量' } as const;

/** Where what a message is about is shown; null where it has no page. */
export const subjectPath = ({
  subjectKind,
  subjectId,
}: Pick<ListedMessage, 'subjectKind' | 'subjectId'>): string | null => {
  const id = encodeURIComponent(subjectId);
  switch (subjectKind) {
    case 'task':
      return `/tasks/${id}`;
    case 'cycle':
      return `/cycles/${id}`;
    case 'draw':
      return `/draws/${id}`;
    case 'order':
      return `/orders/${id}`;
    case 'campaign':
      return `/messages/campaigns/${id}`;
    default:
      return null;
  }
};
