/** What is in the database, to prove that something left no trace, or exactly this one. */
import { type Kysely, sql } from 'kysely';
import type { Database } from '../../../db/connect.ts';

/** What only tells that a command was asked for and refused: the ledger of commands, and its audit. */
const LEDGER: Readonly<Record<string, string>> = {
  command: 'false',
  command_end: 'false',
  audit_event: `action <> 'command.refused'`,
  audit_unsealed: `event_id not in (select id from audit_event where action = 'command.refused')`,
};

/** One fingerprint per table, over its rows in any order; the ledger of refused commands left out. */
export const fingerprints = async (db: Kysely<Database>): Promise<Readonly<Record<string, string>>> => {
  const { rows: tables } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
     where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`.execute(db);
  const each = tables.map(
    ({ name }) => sql`
      select ${name}::text as name,
             (select count(*) || ' ' || coalesce(md5(string_agg(t::text, ',' order by t::text)), '')
                from ${sql.table(name)} t where ${sql.raw(LEDGER[name] ?? 'true')}) as print`,
  );
  const { rows } = await sql<{ name: string; print: string }>`${sql.join(each, sql` union all `)}`.execute(
    db,
  );
  return Object.fromEntries(rows.map(({ name, print }) => [name, print]));
};

/** How many commands have ended as refused, and how many of these are told in the audit. */
export const refusalsOnRecord = async (
  db: Kysely<Database>,
): Promise<{ readonly ends: number; readonly events: number }> => {
  const { rows } = await sql<{ ends: number; events: number }>`
    select (select count(*) from command_end where state = 'refused') as ends,
           (select count(*) from audit_event where action = 'command.refused') as events`.execute(db);
  return rows[0] ?? { ends: 0, events: 0 };
};

/** Audit events of an authority in order: action and who. What was refused did not happen and is left out. */
export const auditOf = async (db: Kysely<Database>, authorityId: string): Promise<string[]> =>
  (
    await db
      .selectFrom('auditEvent')
      .select(['action', 'actorId'])
      .where('authorityId', '=', authorityId)
      .where('action', '<>', 'command.refused')
      .orderBy('id')
      .execute()
  ).map(({ action, actorId }) => `${action} ${actorId}`);

/** Messages of an authority by when they were written: `stage → recipient channel`. */
export const messagesOf = async (
  db: Kysely<Database>,
  authorityId: string,
  stage: RegExp = /./,
): Promise<string[]> =>
  (
    await db
      .selectFrom('message')
      .select(['stage', 'recipientId', 'channel'])
      .where('authorityId', '=', authorityId)
      .orderBy('businessAt')
      .orderBy('stage')
      .orderBy('recipientId')
      .orderBy('channel')
      .execute()
  )
    .map((message) => `${message.stage} → ${message.recipientId} ${message.channel}`)
    .filter((line) => stage.test(line));

export const deadlinesOf = (db: Kysely<Database>, authorityId: string, subjectId: string) =>
  db
    .selectFrom('deadline')
    .select(['kind', 'part', 'dueOn', 'version', 'upperBound', 'metOn', 'droppedReason'])
    .where('authorityId', '=', authorityId)
    .where('subjectId', '=', subjectId)
    .orderBy('kind')
    .orderBy('part')
    .execute();
