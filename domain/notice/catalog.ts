/**
 * Every notice (通知) and reminder (提醒) that the system sends, with the names of what its text needs.
 * The catalogue is the contract between the activities that cause a notice and the templates that word it:
 * a template may use these params and no others, and an activity must give them all.
 */
export const NOTICES = {
  'plan.not-approved': ['authorityName', 'year', 'missing'],
  'calendar.notice-missing': ['authorityName', 'year'],
  'cycle.opened': ['authorityName', 'cycleName', 'windowEnd', 'drawOn', 'readiness'],
  'cycle.waiting': ['authorityName', 'cycleName', 'waitingFor', 'drawLatestOn'],
  'cycle.enlargement': ['authorityName', 'cycleName', 'matter', 'reason'],
  'cycle.paused': ['authorityName', 'cycleName', 'reason'],
  'cycle.resumed': ['authorityName', 'cycleName', 'workingDays'],
  'cycle.cancelled': ['authorityName', 'cycleName', 'reason', 'tasks'],
  'cycle.closed': ['authorityName', 'cycleName', 'tasks', 'withFindings', 'late'],
  'draw.done': ['authorityName', 'cycleName', 'drawNumber', 'tasks'],
  'draw.to-sign': ['authorityName', 'cycleName', 'drawNumber', 'documentName', 'signBefore'],
  'draw.to-witness': ['authorityName', 'cycleName', 'drawNumber', 'dueOn'],
  'draw.objected': ['authorityName', 'cycleName', 'drawNumber', 'reason'],
  'draw.not-drawn': ['authorityName', 'cycleName', 'reason'],
  'task.dispatched': ['authorityName', 'taskNumber', 'unitName', 'itemNames', 'teamNames', 'dueOn'],
  'task.dispatched-unannounced': [
    ...(['authorityName', 'taskNumber', 'unitName', 'itemNames', 'teamNames', 'dueOn'] as const),
    'basis',
  ],
  'task.announced': ['authorityName', 'unitName', 'itemNames', 'teamNames', 'dueOn', 'officePhone'],
  'task.team-changed': ['authorityName', 'taskNumber', 'unitName', 'teamNames', 'dueOn'],
  'task.cancelled': ['authorityName', 'taskNumber', 'unitName', 'reason'],
  'task.transfer-owed': ['authorityName', 'taskNumber', 'unitName', 'count', 'dueOn'],
  'task.transferred': ['authorityName', 'taskNumber', 'unitName', 'count', 'receiver', 'reason'],
  'result.to-review': ['authorityName', 'taskNumber', 'unitName', 'dueOn'],
  'result.returned': ['authorityName', 'taskNumber', 'unitName', 'reason'],
  'publication.to-approve': ['authorityName', 'taskNumber', 'unitName', 'dueOn'],
  'publication.due': ['authorityName', 'taskNumber', 'unitName', 'channelNames', 'dueOn'],
  'publication.confirmed': ['authorityName', 'unitName', 'channelNames', 'officePhone'],
  'publication.corrected': ['authorityName', 'unitName', 'reason', 'officePhone'],
  'publication.withdrawn': ['authorityName', 'unitName', 'reason', 'officePhone'],
  'order.issued': ['authorityName', 'unitName', 'orderNumber', 'findings', 'dueOn', 'officePhone'],
  'order.extension-requested': ['authorityName', 'orderNumber', 'unitName', 'reason', 'newDueOn'],
  'order.extension-decided': ['authorityName', 'unitName', 'orderNumber', 'decision', 'dueOn', 'reason'],
  'order.paused': ['authorityName', 'unitName', 'orderNumber', 'dueOn', 'officePhone'],
  'order.resumed': ['authorityName', 'unitName', 'orderNumber', 'workingDays', 'dueOn', 'officePhone'],
  'order.reinspected': ['authorityName', 'unitName', 'orderNumber', 'outcome'],
  'order.closed': ['authorityName', 'unitName', 'orderNumber'],
  'order.referred': ['authorityName', 'unitName', 'orderNumber', 'receiver', 'reason'],
  /** Proves that an address reaches its contact: whoever reads the code there can tell it. */
  'contact.code': ['authorityName', 'code', 'validUntil'],
  /** To the owner of an account, by mail, at any hour: what happened to it and by whom; nothing secret. */
  'account.changed': ['authorityName', 'change', 'doneAt', 'doneBy'],
  /** `link` is kept as the link's id; whoever words the message makes its address of it. */
  'unit.link': ['authorityName', 'unitName', 'matter', 'link', 'validUntil', 'officePhone'],
  'unit.statement': ['authorityName', 'taskId', 'taskNumber', 'unitName', 'statementKind', 'receiptNumber'],
  'unit.answered': ['authorityName', 'unitName', 'receiptNumber', 'link', 'validUntil', 'officePhone'],
  'reminder.draw': ['authorityName', 'cycleName', 'dueOn', 'phase', 'workingDays'],
  'reminder.signing': [
    ...(['authorityName', 'cycleName', 'drawNumber', 'documentName', 'missing'] as const),
    ...(['dueOn', 'phase', 'workingDays'] as const),
  ],
  'reminder.sign-off': ['authorityName', 'cycleName', 'drawNumber', 'dueOn', 'phase', 'workingDays'],
  'reminder.visit': ['authorityName', 'taskNumber', 'unitName', 'dueOn', 'phase', 'workingDays'],
  'reminder.entry': ['authorityName', 'taskNumber', 'unitName', 'dueOn', 'phase', 'workingDays'],
  'reminder.review': ['authorityName', 'taskNumber', 'unitName', 'dueOn', 'phase', 'workingDays'],
  'reminder.publication': ['authorityName', 'taskNumber', 'unitName', 'dueOn', 'phase', 'workingDays'],
  'reminder.rectification': ['authorityName', 'orderNumber', 'unitName', 'dueOn', 'phase', 'workingDays'],
  'reminder.reinspection': ['authorityName', 'orderNumber', 'unitName', 'dueOn', 'phase', 'workingDays'],
  'reminder.referral': ['authorityName', 'orderNumber', 'unitName', 'dueOn', 'phase', 'workingDays'],
  'reminder.transfer': ['authorityName', 'taskNumber', 'unitName', 'dueOn', 'phase', 'workingDays'],
  /** One mail a day to an officer with several reminders; `reminders` has a line for each, the most pressing first. */
  'digest.reminders': ['authorityName', 'today', 'count', 'overdue', 'reminders'],
  /** What the office has to tell selected units besides: only ever in an approved wording of the authority's own. */
  'office.notice': ['authorityName', 'unitName', 'officePhone'],
} as const satisfies Record<string, readonly string[]>;

export type NoticeCode = keyof typeof NOTICES;

/** What a notice's text needs. `phase` is 'before' | 'on' | 'after'; `workingDays` counts to or past the deadline. */
export type NoticeParams<C extends NoticeCode = NoticeCode> = Readonly<
  Record<(typeof NOTICES)[C][number], string | number>
>;

export type MessageLane = 'urgent' | 'normal' | 'bulk';
