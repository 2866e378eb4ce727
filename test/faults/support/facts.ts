/** Everything that two runs of the same cycle must have in common: all facts but for instants, attempts and what they make. */
import { type Kysely, sql } from 'kysely';
import type { Database } from '../../../db/connect.ts';

/** Tables about the machine's own troubles, each with the reason why two runs differ in it. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  alert: 'what the reconciler found wrong',
  audit_seal: 'hashes over instants; verified by itself',
  audit_unsealed: 'what waits for the next seal',
  campaign: 'found by a round every half minute, which may come after the last visit of a quick run',
  message_attempt: 'attempts',
  sign_in: 'sessions',
};

/** Columns that hold instants, attempts or their hashes, beside every column of type instant, uuid or running number. */
const LEFT_OUT_COLUMNS: Readonly<Record<string, readonly string[]>> = {
  command: ['payload_hash'],
  // An event, a receipt and what is signed of them name the instant at which each came about.
  draw_event: ['hash', 'prev'],
  draw_event_signature: ['value'],
  draw_receipt: ['receipt', 'receipt_hash'],
  draw_signature: ['value'],
  message: ['attempts', 'failure', 'failure_class', 'provider_reference'],
  workflow_progress: ['nudges_requested', 'nudges_delivered'],
  officer: ['password_hash', 'failed_sign_ins'],
};

const INSTANT = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)/g;
/** Whether it left in the very moment of a kill nobody can know; the counts of the world outside tell the rest. */
const SETTLED = /"state": "(sent|unknown)"/;

const columnsToDrop = async (db: Kysely<Database>) => {
  const { rows } = await sql<{ table: string; drop: string[] }>`
    select t.table_name as "table",
           coalesce(array_agg(c.column_name::text) filter (where c.data_type in ('timestamp with time zone', 'uuid')
                                                              or c.is_identity = 'YES'), '{}') as drop
      from information_schema.tables t
      join information_schema.columns c using (table_schema, table_name)
     where t.table_schema = 'public' and t.table_type = 'BASE TABLE' and t.table_name not like 'kysely%'
     group by t.table_name order by t.table_name`.execute(db);
  return rows.filter(({ table }) => !(table in LEFT_OUT));
};

/** Every table's rows as text, sorted. */
export const comparableFacts = async (db: Kysely<Database>): Promise<Record<string, string[]>> => {
  const facts: Record<string, string[]> = {};
  for (const { table, drop } of await columnsToDrop(db)) {
    const dropped = [...drop, ...(LEFT_OUT_COLUMNS[table] ?? [])];
    const { rows } = await sql<{ row: string }>`
      select (to_jsonb(t) - ${dropped}::text[])::text as row from ${sql.table(table)} t`.execute(db);
    facts[table] = rows
      .map(({ row }) => row.replace(INSTANT, '<instant>'))
      .map((row) => (table === 'message' ? row.replace(SETTLED, '"state": "settled"') : row))
      .sort();
  }
  return facts;
};
