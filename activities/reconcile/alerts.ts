import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Database } from '../../db/connect.ts';
import type { Fault, FaultKind } from './fault.ts';

/** More than so many faults of one kind are one alert with their number. */
const TOLD_ONE_BY_ONE = 10;

const summed = (faults: readonly Fault[]): readonly Fault[] => {
  const [first] = faults;
  if (first === undefined || faults.length <= TOLD_ONE_BY_ONE) return faults;
  return [
    { kind: first.kind, subject: '*', detail: `共${faults.length}处，例如${first.subject}：${first.detail}` },
  ];
};

/**
 * Keeps the alerts of some kinds in step with what was found now: new faults are raised, each once, and what is no
 * longer found is marked healed.
 */
export const keepAlerts = async (
  db: Kysely<Database>,
  authorityId: string,
  kinds: readonly FaultKind[],
  found: readonly Fault[],
): Promise<void> => {
  const faults = kinds.flatMap((kind) => summed(found.filter((fault) => fault.kind === kind)));
  if (faults.length > 0) {
    await db
      .insertInto('alert')
      .values(faults.map((fault) => ({ authorityId, ...fault })))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  const standing = faults.map(({ kind, subject }) => `${kind} ${subject}`);
  await sql`
    update alert set healed_at = clock_timestamp()
     where authority_id = ${authorityId} and healed_at is null and kind = any(${kinds}::text[])
       and kind || ' ' || subject <> all(${standing}::text[])`.execute(db);
};

/** Subjects with an open alert of a kind: looked at again in every round until they are well. */
export const alertedSubjects = async (
  db: Kysely<Database>,
  authorityId: string,
  kind: FaultKind,
): Promise<string[]> =>
  (
    await db
      .selectFrom('alert')
      .select('subject')
      .where('authorityId', '=', authorityId)
      .where('kind', '=', kind)
      .where('healedAt', 'is', null)
      .execute()
  ).map(({ subject }) => subject);
