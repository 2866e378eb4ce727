import { Refusal } from '../../domain/failure/failures.ts';
import type { Reader } from '../actor.ts';
import { type Asker, visibleMessages } from './list-messages.ts';
import { type ShownMessage, shown } from './message-columns.ts';
import { subjectWords } from './subject-words.ts';
import {
  attemptsOf,
  causesOf,
  decisionsOn,
  receiptsOf,
  recipientName,
  resentAsId,
} from './timeline-sources.ts';
import {
  attemptStep,
  deadlineStep,
  decisionStep,
  eventStep,
  receiptStep,
  rowSteps,
  type TimelineStep,
} from './timeline-steps.ts';

/** One message from the business event that caused it to what is known of its end. */
export interface MessageTimeline {
  readonly message: ShownMessage;
  /** What it is about, as people call it: 检查任务 平交检〔2021〕10001号. */
  readonly about: string;
  /** Name of the unit or officer it went to. */
  readonly recipientName: string;
  /** The one that was sent in its place. */
  readonly resentAs: string | null;
  readonly steps: TimelineStep[];
}

/** What causes comes before what it causes, where both bear one instant. */
const ORDER: readonly TimelineStep['kind'][] = [
  ...(['deadline', 'event', 'written', 'deferred', 'queued', 'attempt', 'receipt', 'decision'] as const),
];

/** What stands before its sending: the event and the row are one transaction, whatever their instants say. */
const BEFORE_SENDING: ReadonlySet<TimelineStep['kind']> = new Set([
  'deadline',
  'event',
  'written',
  'deferred',
]);

const inOrder = (steps: readonly TimelineStep[]): TimelineStep[] => {
  const rank = ({ kind }: TimelineStep): number => ORDER.indexOf(kind);
  const isBefore = ({ kind }: TimelineStep): boolean => BEFORE_SENDING.has(kind);
  return [...steps].sort((a, b) => {
    if (isBefore(a) || isBefore(b)) return rank(a) - rank(b);
    return a.at < b.at ? -1 : a.at > b.at ? 1 : rank(a) - rank(b);
  });
};

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** @throws Refusal NotFound: another authority's message, or one of a list that is secret to the asker, is as unknown as none */
export const readTimeline = async (db: Reader, asker: Asker, messageId: string): Promise<MessageTimeline> => {
  const unknown = (): Refusal => new Refusal('NotFound', `没有编号为“${messageId}”的消息。`);
  if (!ID.test(messageId)) throw unknown();
  const row = await visibleMessages(db, asker).where('messageShown.id', '=', messageId).executeTakeFirst();
  if (row === undefined) throw unknown();
  const message = shown(row);
  const { authorityId } = asker;
  const [events, decisions, attempts, receipts] = [
    await causesOf(db, authorityId, message),
    await decisionsOn(db, authorityId, message.id),
    await attemptsOf(db, message.id),
    await receiptsOf(db, message.id),
  ];
  const deadline = deadlineStep(message);
  return {
    message,
    about: (await subjectWords(db, authorityId, [message]))(message),
    recipientName: await recipientName(db, authorityId, message),
    resentAs: await resentAsId(db, message.id),
    steps: inOrder([
      ...(deadline === null ? [] : [deadline]),
      ...events.map(eventStep),
      ...rowSteps(message),
      ...attempts.map(attemptStep),
      ...receipts.map(receiptStep),
      ...decisions.map(decisionStep),
    ]),
  };
};
