/** An installation with one authority alone: what the providers carry is its own. */
import type { Kysely } from 'kysely';
import { hashPassword } from '../../../api/services/passwords.ts';
import type { Database } from '../../../db/connect.ts';
import { setInstallationMode } from '../../../db/installation.ts';
import { createTestDatabase } from '../../support/database.ts';
import { addPeople, HOME, PASSWORD } from './app.ts';

/** @returns its database, and how to drop it */
export const startOneBureau = async (): Promise<{ db: Kysely<Database>; drop: () => Promise<void> }> => {
  const { db, drop } = await createTestDatabase();
  await setInstallationMode(db, 'live');
  await addPeople(db, HOME, await hashPassword(PASSWORD));
  return { db, drop };
};

export const addProviders = (db: Kysely<Database>, ids: readonly string[] = ['aliyun', 'tencent']) =>
  db
    .insertInto('deliveryProvider')
    .values(ids.map((id) => ({ id, channel: 'sms' as const, kind: 'http', weight: 50, restingWeight: 50 })))
    .execute();
