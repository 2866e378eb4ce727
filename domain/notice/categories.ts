import type { LadderStep, ReminderRecipient } from '../deadline/ladder.ts';
import type { MessageLane, NoticeCode } from './catalog.ts';

/**
 * What a message is to whoever gets it: `duty` (法定通知), what he must be told; `reminder` (提醒), what he owes;
 * `escalation` (升级督办), what another owes, brought before those above him.
 */
export const MESSAGE_CATEGORIES = ['duty', 'reminder', 'escalation'] as const;
export type MessageCategory = (typeof MESSAGE_CATEGORIES)[number];

/** The category of every notice; a reminder of a ladder takes that of its rung, see {@link categoryOfRung}. */
const CATEGORIES: Readonly<Record<NoticeCode, MessageCategory>> = {
  'plan.not-approved': 'reminder',
  'calendar.notice-missing': 'reminder',
  'cycle.opened': 'duty',
  'cycle.waiting': 'reminder',
  'cycle.enlargement': 'duty',
  'cycle.paused': 'duty',
  'cycle.resumed': 'duty',
  'cycle.cancelled': 'duty',
  'cycle.closed': 'duty',
  'draw.done': 'duty',
  'draw.to-sign': 'duty',
  'draw.to-witness': 'duty',
  'draw.objected': 'escalation',
  'draw.not-drawn': 'escalation',
  'task.dispatched': 'duty',
  'task.dispatched-unannounced': 'duty',
  'task.announced': 'duty',
  'task.team-changed': 'duty',
  'task.cancelled': 'duty',
  'task.transfer-owed': 'duty',
  'task.transferred': 'duty',
  'result.to-review': 'duty',
  'result.returned': 'duty',
  'publication.to-approve': 'duty',
  'publication.due': 'duty',
  'publication.confirmed': 'duty',
  'publication.corrected': 'duty',
  'publication.withdrawn': 'duty',
  'order.issued': 'duty',
  'order.extension-requested': 'duty',
  'order.extension-decided': 'duty',
  'order.paused': 'duty',
  'order.resumed': 'duty',
  'order.reinspected': 'duty',
  'order.closed': 'duty',
  'order.referred': 'duty',
  'contact.code': 'duty',
  'account.changed': 'duty',
  'unit.link': 'duty',
  'unit.statement': 'duty',
  'unit.answered': 'duty',
  'office.notice': 'duty',
  'digest.reminders': 'reminder',
  'reminder.draw': 'reminder',
  'reminder.signing': 'reminder',
  'reminder.sign-off': 'reminder',
  'reminder.visit': 'reminder',
  'reminder.entry': 'reminder',
  'reminder.review': 'reminder',
  'reminder.publication': 'reminder',
  'reminder.rectification': 'reminder',
  'reminder.reinspection': 'reminder',
  'reminder.referral': 'reminder',
  'reminder.transfer': 'reminder',
};

export const categoryOfNotice = (code: NoticeCode): MessageCategory => CATEGORIES[code];

/** Who owes it, or follows up what a unit owes. */
const OWING: ReadonlySet<ReminderRecipient> = new Set(['owner', 'unit']);

/**
 * A rung (阶梯) that goes beyond the person who owes is an escalation for everybody on it: he hears of it at the same
 * hour as his chief.
 */
export const categoryOfRung = ({ recipients }: Pick<LadderStep, 'recipients'>): MessageCategory =>
  recipients.every((recipient) => OWING.has(recipient)) ? 'reminder' : 'escalation';

/** By what a message's hours are looked up: its category, unless it is urgent. */
export type SendClass = MessageCategory | 'urgent';
export const SEND_CLASSES = [...MESSAGE_CATEGORIES, 'urgent'] as const satisfies readonly SendClass[];

export const sendClassOf = (category: MessageCategory, lane: MessageLane): SendClass =>
  lane === 'urgent' ? 'urgent' : category;
