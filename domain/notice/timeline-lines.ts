import { wallTime } from '../calendar/wall-time.ts';
import type { Conclusion } from './conclusion.ts';
import { CHANNEL_NAMES, stageWords } from './names.ts';

/** What a timeline needs to be written in lines; the read model of `db/messages/timeline.ts` is one. */
export interface WritableTimeline {
  readonly message: {
    readonly id: string;
    readonly noticeName: string;
    readonly stage: string;
    readonly channel: 'email' | 'sms';
    readonly address: string | null;
    readonly conclusion: Conclusion;
  };
  readonly about: string;
  readonly recipientName: string;
  readonly resentAs: string | null;
  readonly steps: readonly {
    readonly at: string;
    readonly businessAt: string | null;
    readonly what: string;
    readonly details: readonly string[];
  }[];
}

/** Business time beside the machine's, where they differ by more than a message may take. */
const APART_MS = 60_000;
const businessPart = (at: string, businessAt: string | null): string =>
  businessAt === null || Math.abs(Date.parse(at) - Date.parse(businessAt)) < APART_MS
    ? ''
    : `（业务时间 ${wallTime(businessAt)}）`;

/** The conclusion, then everything that happened, a line each with what proves it below. */
export const timelineLines = ({
  message,
  about,
  recipientName,
  resentAs,
  steps,
}: WritableTimeline): string[] => [
  `${message.noticeName}（${CHANNEL_NAMES[message.channel]}）→ ${recipientName} ${message.address ?? '没有地址'}`,
  `结论：${message.conclusion.sentence}`,
  `编号 ${message.id}，事由 ${about}，阶段 ${stageWords(message.stage) ?? message.stage}`,
  ...(resentAs === null ? [] : [`补发件 ${resentAs}`]),
  '',
  ...steps.flatMap(({ at, businessAt, what, details }) => [
    `  ${wallTime(at)}  ${what}${businessPart(at, businessAt)}`,
    ...details.map((detail) => `${' '.repeat(23)}${detail}`),
  ]),
];
