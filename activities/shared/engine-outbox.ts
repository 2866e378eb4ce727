import { type Kysely, sql, type Transaction } from 'kysely';
import type { Database } from '../../db/connect.ts';
import type { Instant } from '../../domain/calendar/dates.ts';
import type { Progress } from '../../workflows/shared/contract.ts';
import { type Engine, FAMILIES, type Family } from './engine.ts';

/** What each transaction asked of the engine, by workflow id: after its commit it delivers that, not everybody's. */
const requested = new WeakMap<Transaction<Database>, Set<string>>();

const noteRequest = (trx: Transaction<Database>, workflowIds: readonly string[]): void => {
  const known = requested.get(trx);
  if (known === undefined) requested.set(trx, new Set(workflowIds));
  else for (const id of workflowIds) known.add(id);
};

/** Workflow ids that a transaction asked to start or nudge. */
export const requestedIn = (trx: Transaction<Database>): readonly string[] => [...(requested.get(trx) ?? [])];

/**
 * What Temporal must be told is written with the facts, in their transaction, and carried out after the commit:
 * a workflow to start, a workflow to nudge. A crash in between leaves a row that the next step or the reconciler
 * carries out; doing it twice changes nothing.
 */
export const requestStart = async (
  trx: Transaction<Database>,
  family: Family,
  authorityId: string,
  subjectIds: readonly string[],
  at: Instant,
): Promise<void> => {
  const ROWS_PER_INSERT = 1000;
  noteRequest(
    trx,
    subjectIds.map((subjectId) => FAMILIES[family].workflowId(authorityId, subjectId)),
  );
  for (let start = 0; start < subjectIds.length; start += ROWS_PER_INSERT) {
    await trx
      .insertInto('workflowProgress')
      .values(
        subjectIds.slice(start, start + ROWS_PER_INSERT).map((subjectId) => ({
          authorityId,
          workflowId: FAMILIES[family].workflowId(authorityId, subjectId),
          family,
          subjectId,
          nextWakeAt: at,
          progressedAt: at,
        })),
      )
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
};

export const requestNudge = async (
  trx: Transaction<Database>,
  authorityId: string,
  family: Family,
  subjectIds: readonly string[],
): Promise<void> => {
  if (subjectIds.length === 0) return;
  noteRequest(
    trx,
    subjectIds.map((subjectId) => FAMILIES[family].workflowId(authorityId, subjectId)),
  );
  await trx
    .updateTable('workflowProgress')
    .set((row) => ({ nudgesRequested: row('nudgesRequested', '+', 1) }))
    .where('authorityId', '=', authorityId)
    .where('family', '=', family)
    .where('subjectId', 'in', subjectIds)
    .where('ended', '=', false)
    .execute();
};

/** Written by every step of a subject: the reconciler compares it with the clock. */
export const noteProgress = async (
  trx: Transaction<Database>,
  family: Family,
  authorityId: string,
  subjectId: string,
  progress: Progress,
  at: Instant,
): Promise<void> => {
  await progressNoted(family, authorityId, subjectId, progress, at).execute(trx);
};

/** The statement of {@link noteProgress}, for one that writes other facts beside it. */
export const progressNoted = (
  family: Family,
  authorityId: string,
  subjectId: string,
  { ended, wakeAt }: Progress,
  at: Instant,
) => sql`
  insert into workflow_progress
         (authority_id, workflow_id, family, subject_id, started, ended, next_wake_at, progressed_at)
  values (${authorityId}, ${FAMILIES[family].workflowId(authorityId, subjectId)}, ${family}, ${subjectId},
          true, ${ended}, ${wakeAt}, ${at})
  on conflict (authority_id, workflow_id) do update
     set started = true, ended = excluded.ended, next_wake_at = excluded.next_wake_at,
         progressed_at = excluded.progressed_at`;

/**
 * Carries out what is requested and not yet done.
 * @param only these workflows; all of the authority's where absent
 * @returns how many rows were carried out; call again while it equals `limit`
 */
export const deliverToEngine = async (
  db: Kysely<Database>,
  engine: Engine,
  authorityId: string,
  limit = 200,
  only?: readonly string[],
): Promise<number> => {
  let query = db
    .selectFrom('workflowProgress')
    .select(['workflowId', 'family', 'subjectId', 'started', 'nudgesRequested'])
    .where('authorityId', '=', authorityId)
    .where((row) =>
      row.or([row('nudgesRequested', '>', row.ref('nudgesDelivered')), row('started', '=', false)]),
    )
    .where('ended', '=', false);
  if (only !== undefined) query = query.where('workflowId', 'in', only);
  const pending = await query.orderBy('workflowId').limit(limit).execute();
  for (const { workflowId, family, subjectId, started, nudgesRequested } of pending) {
    if (started) await engine.nudge(workflowId);
    else await engine.start(family as Family, authorityId, subjectId);
    await db
      .updateTable('workflowProgress')
      // Only as far as was seen: a nudge asked for meanwhile is delivered in the next turn.
      .set({ started: true, nudgesDelivered: nudgesRequested })
      .where('authorityId', '=', authorityId)
      .where('workflowId', '=', workflowId)
      .execute();
  }
  return pending.length;
};
