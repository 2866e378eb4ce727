import { type RawBuilder, sql } from 'kysely';
import type { Family } from '../shared/engine.ts';

/** How the facts say whether a family's subject still needs its workflow. */
interface FamilyFacts {
  /** Subject ids of an authority that must have a workflow. */
  readonly open: (authorityId: string) => RawBuilder<unknown>;
  /** Subject ids whose part is over for good: nothing is ever started for them again. */
  readonly finished: (authorityId: string) => RawBuilder<unknown>;
}

/** The task's workflow lives on until what belongs to another body is with it. */
const OWES_TRANSFER = sql`state = 'reviewed' and exists (
  select from finding f where (f.authority_id, f.task_id) = (task.authority_id, task.id)
     and f.measure = 'transfer' and f.order_id is null and f.state = 'open')`;

export const FAMILY_FACTS: Readonly<Record<Family, FamilyFacts>> = {
  'inspection-cycle': {
    open: (authorityId) => sql`
      select id from cycle where authority_id = ${authorityId} and state not in ('closed', 'not-drawn', 'cancelled')`,
    finished: (authorityId) => sql`
      select id from cycle where authority_id = ${authorityId} and state in ('closed', 'not-drawn', 'cancelled')`,
  },
  draw: {
    open: (authorityId) => sql`
      select id from draw where authority_id = ${authorityId}
         and (state not in ('published', 'void', 'not-drawn') or awaiting)`,
    finished: (authorityId) => sql`
      select id from draw where authority_id = ${authorityId}
         and state in ('published', 'void', 'not-drawn') and not awaiting`,
  },
  'inspection-task': {
    open: (authorityId) => sql`
      select id from task where authority_id = ${authorityId}
         and (ended_at is null and state in ('created', 'dispatched', 'visited', 'entered') or ${OWES_TRANSFER})
         and not exists (select from draw d where (d.authority_id, d.id) = (task.authority_id, task.draw_id)
                            and d.state = 'sealed')`,
    finished: (authorityId) => sql`
      select id from task where authority_id = ${authorityId} and (ended_at is not null or state in ('reviewed', 'closed'))
         and not (${OWES_TRANSFER})`,
  },
  publication: {
    open: (authorityId) => sql`
      select id || '/' || revision from publication where authority_id = ${authorityId} and state = 'due'`,
    finished: (authorityId) => sql`
      select id || '/' || revision from publication where authority_id = ${authorityId} and state <> 'due'`,
  },
  rectification: {
    open: (authorityId) => sql`
      select id from rectification_order where authority_id = ${authorityId} and state = 'issued'`,
    finished: (authorityId) => sql`
      select id from rectification_order where authority_id = ${authorityId} and state <> 'issued'`,
  },
};

export const FAMILY_NAMES = Object.keys(FAMILY_FACTS) as readonly Family[];
