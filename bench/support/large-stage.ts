/** The large bureau with something owed by every role, filled once for all that only reads it: that takes five minutes. */
import { sql } from 'kysely';
import { MIGRATIONS } from '../../db/migrations/index.ts';
import { makeBusy } from './busy-authority.ts';
import { say } from './figure.ts';
import { makeLargeAuthority } from './large-authority.ts';
import { sendMany } from './many-messages.ts';
import { type DatabaseStage, setDatabaseStage } from './stage.ts';

export interface LargeStage extends DatabaseStage {
  readonly authorityId: string;
  /** In the order of the draw. */
  readonly taskIds: readonly string[];
}

export interface LargeSize {
  readonly units: number;
  readonly tasks: number;
}

/** What is half filled is of no use to anybody: the mark is set at the end. */
const markOf = async ({ db }: DatabaseStage): Promise<string | undefined> => {
  await sql`create table if not exists bench_filled (authority_id text not null)`.execute(db);
  const { rows } = await sql<{ authorityId: string }>`select authority_id from bench_filled`.execute(db);
  return rows[0]?.authorityId;
};

const fill = async (stage: DatabaseStage, size: LargeSize): Promise<string> => {
  const { rows } = await sql`select from authority limit 1`.execute(stage.db);
  if (rows.length > 0) throw new Error(`${stage.directory} is half filled: delete it and start again`);
  say('filling a large bureau, some five minutes …');
  const { authorityId } = await makeLargeAuthority(stage.db, size);
  await makeBusy(stage.db, authorityId);
  await sendMany(stage.db, authorityId);
  await sql`insert into bench_filled values (${authorityId})`.execute(stage.db);
  say(`every role owes something; ${stage.directory} stays for the next run`);
  return authorityId;
};

export const setLargeStage = async (size: LargeSize): Promise<LargeStage> => {
  const schema = Object.keys(MIGRATIONS).at(-1) ?? '';
  const stage = await setDatabaseStage(`bench-large-${size.units}-${size.tasks}-${schema}`);
  try {
    const authorityId = (await markOf(stage)) ?? (await fill(stage, size));
    const tasks = await stage.db.selectFrom('task').select('id').orderBy('sequenceNo').execute();
    return { ...stage, authorityId, taskIds: tasks.map(({ id }) => id) };
  } catch (error) {
    await stage.stop();
    throw error;
  }
};
