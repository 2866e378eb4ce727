import type { IsoDate } from '../../domain/calendar/dates.ts';
import { noticeName } from '../../domain/notice/names.ts';
import { standing } from './reminder-phase.ts';

/** A reminder that is gathered with others. */
export interface GatheredReminder {
  readonly template: string;
  readonly subjectId: string;
  readonly dueOn: IsoDate;
  readonly params: Readonly<Record<string, string | number>>;
}

/** What it is about, of what its notice says: 顺达运输有限公司（2021-1-124）. */
const matterOf = ({ params }: GatheredReminder): string => {
  const { unitName, taskNumber, orderNumber, cycleName, drawNumber } = params;
  const [of, number] = [unitName ?? cycleName ?? '', taskNumber ?? orderNumber ?? drawNumber];
  return number === undefined ? String(of) : `${of}（${number}）`;
};

const lineOf = (reminder: GatheredReminder): string => {
  const { phase, workingDays } = reminder.params;
  const { dueOn } = reminder;
  const duty = noticeName(reminder.template).replace(/期限提醒$/u, '');
  const stands = standing({ phase: String(phase), workingDays: String(workingDays), dueOn });
  return `${duty}${stands}：${matterOf(reminder)}，期限${dueOn}`.replace(/\s*[\r\n]+\s*/gu, ' ');
};

const order = (one: GatheredReminder, other: GatheredReminder): number =>
  one.dueOn.localeCompare(other.dueOn) ||
  one.template.localeCompare(other.template) ||
  one.subjectId.localeCompare(other.subjectId);

/** What a digest (汇总提醒) says of its reminders: a line for each, by deadline, the same whatever order they come in. */
export const digestParams = (
  reminders: readonly GatheredReminder[],
): { readonly count: number; readonly overdue: number; readonly reminders: string } => ({
  count: reminders.length,
  overdue: reminders.filter(({ params }) => params['phase'] === 'after').length,
  reminders: [...reminders].sort(order).map(lineOf).join('\n'),
});
