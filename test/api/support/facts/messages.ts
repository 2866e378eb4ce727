import type { Kysely } from 'kysely';
import { jsonb } from '../../../../db/actor.ts';
import type { Database } from '../../../../db/connect.ts';
import { START } from '../app.ts';
import { taskId, UNIT_NAME } from './small-year.ts';

export const addMessages = async (db: Kysely<Database>, authorityId: string): Promise<void> => {
  const message = {
    ...{ authorityId, subjectKind: 'task', subjectId: taskId(authorityId, 1), stage: 'after-1' },
    ...{
      template: 'reminder.visit',
      templateVersion: 1,
      businessAt: START,
      recipientKind: 'officer' as const,
    },
  };
  await db
    .insertInto('message')
    .values([
      ...[1, 2, 3].map((n) => ({
        ...{ ...message, recipientId: `o${n}`, channel: 'email' as const, address: 'zhang@example.invalid' },
        ...{ params: jsonb({ unitName: UNIT_NAME }), state: 'sent' as const },
      })),
      {
        ...{ ...message, recipientId: 'o1', channel: 'sms' as const, address: '13800001234' },
        ...{ params: jsonb({ unitName: UNIT_NAME }), state: 'failed' as const },
      },
    ])
    .execute();
};
