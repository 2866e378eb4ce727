/** What is in the database, to prove that something left no trace, or exactly this one. */
import { type Kysely, sql } from 'kysely';
import type { Database } from '../../../db/connect.ts';

/** One fingerprint per table, over its rows in any order. */
export const fingerprints = async (db: Kysely<Database>): Promise<Readonly<Record<string, string>>> => {
  const { rows: tables } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
     where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`.execute(db);
  const each = tables.map(
    ({ name }) => sql`
      select ${name}::text as name,
             (select count(*) || ' ' || coalesce(md5(string_agg(t::text, ',' order by t::text)), '')
                from ${sql.table(name)} t) as print`,
  );
  const { rows } = await sql<{ name: string; print: string }>`${sql.join(each, sql` union all `)}`.execute(
    db,
  );
  return Object.fromEntries(rows.map(({ name, print }) => [name, print]));
};

/** Audit events of an authority in order: action and who. */
export const auditOf = async (db: Kysely<Database>, authorityId: string): Promise<string[]> =>
  (
    await db
      .selectFrom('auditEvent')
      .select(['action', 'actorId'])
      .where('authorityId', '=', authorityId)
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
