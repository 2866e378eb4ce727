/** Messages in every state, as the relay and the workers leave them, for one unit and its officer. */
import type { Insertable, Kysely } from 'kysely';
import { jsonb } from '../../../db/actor.ts';
import type { Database } from '../../../db/connect.ts';
import type { Message } from '../../../db/types.ts';
import { HOME, START } from './app.ts';
import { taskId, UNIT_NAME } from './facts.ts';

type Db = Kysely<Database>;

const params = {
  authorityName: '平鲁区交通运输局',
  recipientName: `${UNIT_NAME}2`,
  unitName: `${UNIT_NAME}2`,
  itemNames: '道路旅客运输企业监督检查',
  teamNames: '张三、李四',
  dueOn: '2021-04-16',
  officePhone: '0349-1234567',
};

let written = 0;

/** A notice to the unit of task 2 in the given state. @returns its id */
export const addMessage = async (db: Db, change: Partial<Insertable<Message>> = {}): Promise<string> => {
  // Part of the key, so that a test may have several.
  written += 1;
  const { id } = await db
    .insertInto('message')
    .values({
      ...{ authorityId: HOME, subjectKind: 'task', subjectId: taskId(HOME, 2), stage: 'task.announced' },
      ...{ recipientKind: 'unit', recipientId: 'u2', channel: 'sms', address: '13900005678' },
      ...{
        template: 'task.announced',
        templateVersion: 1,
        deadlineVersion: written,
        params: jsonb(params),
        businessAt: START,
      },
      ...change,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
};

export const addAttempt = (
  db: Db,
  messageId: string,
  attempt: number,
  outcome: 'sent' | 'temporary' | 'permanent' | 'unknown',
  answer: string,
) =>
  db
    .insertInto('messageAttempt')
    .values({
      messageId,
      attempt,
      provider: 'aliyun',
      outcome,
      code: 'X',
      answer,
      endedAt: new Date().toISOString(),
    })
    .execute();
