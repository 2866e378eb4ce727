import type { NewNotice, Recipient } from '../../../notify/outbox/insert-notices.ts';

export { longestParams } from '../../../notify/templates/longest-params.ts';

export const OFFICER: Recipient = {
  kind: 'officer',
  id: 'officer-1',
  name: '张三',
  email: 'zhangsan@example.gov.cn',
  phone: '13900000001',
};

export const UNIT: Recipient = {
  kind: 'unit',
  id: 'unit-1',
  name: '朔州市平鲁区顺达运输有限公司',
  email: 'unit@example.com',
  phone: '13900000002',
};

/** A reminder of task `number`, to be sent on 2021-04-26 and worth something until 2021-05-01. */
export const reminder = (authorityId: string, number: number): NewNotice => ({
  authorityId,
  subjectKind: 'task',
  subjectId: `task-${number}`,
  stage: 'visit.before-3',
  dueOn: '2021-04-30',
  deadlineVersion: 1,
  code: 'reminder.visit',
  params: {
    authorityName: '平鲁区交通运输局',
    taskNumber: `2021-1-${number}`,
    unitName: UNIT.name,
    dueOn: '2021-04-30',
    phase: 'before',
    workingDays: 3,
  },
  recipient: OFFICER,
  channels: ['email'],
  at: '2021-04-26T01:00:00.000Z',
  expiresAt: '2021-04-30T16:00:00.000Z',
});
