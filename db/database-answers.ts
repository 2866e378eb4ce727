import { type Kysely, sql } from 'kysely';
import type { Database } from './connect.ts';

const WITHIN_MS = 3_000;

/** Whether PostgreSQL answers, soon enough for whoever asks whether the process does its work. */
export const databaseAnswers = async (db: Kysely<Database>): Promise<boolean> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((settle) => {
    timer = setTimeout(() => settle(false), WITHIN_MS);
  });
  const answer = sql`select 1`.execute(db).then(
    () => true,
    () => false,
  );
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
};
