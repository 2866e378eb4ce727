import { type Kysely, sql } from 'kysely';
import type { Database } from '../../../db/connect.ts';
import type { IsoDate } from '../../../domain/calendar/dates.ts';
import type { Role } from '../../../domain/rights/rights.ts';
import { type LateDays, loadLateDays } from '../late-days.ts';

/** Whose work is asked for: the person with his roles of today, whom he stands in for, and by which days it is late. */
export interface WorkAsked {
  readonly authorityId: string;
  readonly officerId: string;
  readonly today: IsoDate;
  /** In his own right and as a deputy. */
  readonly roles: ReadonlySet<Role>;
  /** He and those absent inspectors whose deputy he is. */
  readonly members: readonly string[];
  /** Sections whose chief he is, or stands in for. */
  readonly sections: readonly string[];
  readonly late: LateDays;
}

interface Held {
  readonly role: Role;
  readonly holderId: string;
  readonly sectionId: string | null;
}

/** Each role the officer may act in today, with whose it is. */
const heldBy = async (
  db: Kysely<Database>,
  authorityId: string,
  officerId: string,
  today: IsoDate,
): Promise<Held[]> => {
  const { rows } = await sql<Held>`
    select r.role, r.officer_id as holder_id, o.section_id
      from officer_role r join officer o on (o.authority_id, o.id) = (r.authority_id, r.officer_id)
     where r.authority_id = ${authorityId} and r.officer_id = ${officerId} and o.active
    union all
    select r.role, r.officer_id, o.section_id
      from deputy d
      join officer_role r on (r.authority_id, r.officer_id, r.role) = (d.authority_id, d.officer_id, d.role)
      join officer o on (o.authority_id, o.id) = (r.authority_id, r.officer_id)
     where d.authority_id = ${authorityId} and d.deputy_id = ${officerId} and o.active
       and ${today}::date between d.from_on and d.to_on`.execute(db);
  return rows;
};

export const workAsked = async (
  db: Kysely<Database>,
  authorityId: string,
  officerId: string,
  today: IsoDate,
): Promise<WorkAsked> => {
  const [held, late] = await Promise.all([
    heldBy(db, authorityId, officerId, today),
    loadLateDays(db, authorityId, today),
  ]);
  return {
    ...{ authorityId, officerId, today, late },
    roles: new Set(held.map(({ role }) => role)),
    members: [
      ...new Set([
        officerId,
        ...held.filter(({ role }) => role === 'inspector').map(({ holderId }) => holderId),
      ]),
    ],
    sections: held.flatMap(({ role, sectionId }) =>
      role === 'chief' && sectionId !== null ? [sectionId] : [],
    ),
  };
};
