import type { Channel } from '../deadline/ladder.ts';
import type { SendClass } from '../notice/categories.ts';

/** The hours of a day in which messages of a kind go out; outside them is quiet (静默时段). China Standard Time, HH:mm. */
export interface SendWindow {
  readonly from: string;
  /** Not included. */
  readonly to: string;
  /** On days off (节假日) a window of working days stays shut, on make-up workdays (调休) it is open. */
  readonly days: 'every-day' | 'working-days';
}

/** How reminders of one officer are gathered (汇总提醒). */
export interface DigestSettings {
  /** So many reminders over one channel in one gathering become one message; 0: never. */
  readonly threshold: number;
  /** Reminders wait for each other until the next full so many minutes of the hour; divides 60. */
  readonly gatherMinutes: number;
}

/** When messages go out (R279). */
export interface MessageSettings {
  /** By channel and class; null: at any hour. */
  readonly windows: Readonly<Record<Channel, Readonly<Record<SendClass, SendWindow | null>>>>;
  readonly digest: DigestSettings;
}

const window = (from: string, to: string, days: SendWindow['days']): SendWindow => ({ from, to, days });

/** A mail wakes nobody and may be read on Monday; a telephone rings. */
export const DEFAULT_MESSAGE_SETTINGS: MessageSettings = {
  windows: {
    email: { duty: null, reminder: window('07:00', '20:00', 'working-days'), escalation: null, urgent: null },
    sms: {
      duty: window('08:00', '20:00', 'every-day'),
      reminder: window('08:30', '18:00', 'working-days'),
      escalation: window('07:30', '21:00', 'every-day'),
      urgent: window('07:00', '22:00', 'every-day'),
    },
  },
  digest: { threshold: 3, gatherMinutes: 15 },
};

/** As an older release stored them, with the defaults of what has come since. */
export const completeMessageSettings = (stored: Partial<MessageSettings> = {}): MessageSettings => ({
  windows: {
    email: { ...DEFAULT_MESSAGE_SETTINGS.windows.email, ...stored.windows?.email },
    sms: { ...DEFAULT_MESSAGE_SETTINGS.windows.sms, ...stored.windows?.sms },
  },
  digest: { ...DEFAULT_MESSAGE_SETTINGS.digest, ...stored.digest },
});

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;
const LEAST_WINDOW_MINUTES = 60;
const MINUTES_OF_AN_HOUR = 60;

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** What is wrong with a window, in Chinese; null: nothing. */
export const windowProblem = ({ from, to }: SendWindow): string | null => {
  if (!TIME.test(from) || !(TIME.test(to) || to === '24:00')) return '发送时段应写成 HH:mm';
  if (minutesOf(to) - minutesOf(from) < LEAST_WINDOW_MINUTES)
    return `发送时段 ${from}—${to} 不足 ${LEAST_WINDOW_MINUTES} 分钟，或结束早于开始`;
  return null;
};

/** What is wrong with the gathering, in Chinese; null: nothing. */
export const digestProblem = ({ threshold, gatherMinutes }: DigestSettings): string | null => {
  if (threshold !== 0 && !(Number.isSafeInteger(threshold) && threshold >= 2))
    return '汇总条数应为不小于 2 的整数，不汇总填 0';
  if (!Number.isSafeInteger(gatherMinutes) || gatherMinutes < 1 || MINUTES_OF_AN_HOUR % gatherMinutes !== 0)
    return '汇总等待分钟数应能整除 60，例如 5、10、15、30';
  return null;
};
