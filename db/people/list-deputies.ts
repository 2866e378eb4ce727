import { sql } from 'kysely';
import type { Reader } from '../actor.ts';
import type { Role } from '../officers.ts';

/** Deputies (代理人) of an authority or of one person, whose absence is not over on the given day; soonest first. */
export const listDeputies = (
  db: Reader,
  authorityId: string,
  { officerId, from }: { readonly officerId: string | null; readonly from: string },
) =>
  db
    .selectFrom('deputy')
    .innerJoin('officer', (join) =>
      join
        .onRef('officer.authorityId', '=', 'deputy.authorityId')
        .onRef('officer.id', '=', 'deputy.officerId'),
    )
    .innerJoin('officer as standIn', (join) =>
      join
        .onRef('standIn.authorityId', '=', 'deputy.authorityId')
        .onRef('standIn.id', '=', 'deputy.deputyId'),
    )
    .select(['deputy.officerId', 'officer.name as officerName'])
    .select(sql<Role>`deputy.role`.as('role'))
    .select(['deputy.deputyId', 'standIn.name as deputyName', 'deputy.fromOn', 'deputy.toOn'])
    .where('deputy.authorityId', '=', authorityId)
    .where('deputy.toOn', '>=', from)
    .$if(officerId !== null, (query) =>
      query.where((eb) =>
        eb.or([eb('deputy.officerId', '=', officerId), eb('deputy.deputyId', '=', officerId)]),
      ),
    )
    .orderBy('deputy.fromOn')
    .orderBy('deputy.officerId')
    .orderBy('deputy.role')
    .execute();
