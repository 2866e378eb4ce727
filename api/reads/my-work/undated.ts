import { type RawBuilder, sql } from 'kysely';
import type { WorkKind } from './kinds.ts';

export const NO_DAY = sql`null::date`;

/** Columns of a matter that no day is set for. @param taskId where it is about a task */
export const undated = (
  kind: WorkKind,
  subject: string,
  id: RawBuilder<unknown>,
  detail: RawBuilder<unknown>,
  taskId: RawBuilder<unknown> = sql`null`,
) => sql`
  ${sql.lit(kind)}::text as kind, ${sql.lit(subject)}::text as subject_kind, ${id}::text as subject_id, ''::text as part,
  null::date as due_on, false as provisional, ${taskId}::text as task_id, ${detail}::text as detail`;
