import { type Kysely, sql } from 'kysely';
import type { Database } from '../../../db/connect.ts';
import type { IsoDate } from '../../../domain/calendar/dates.ts';

/** Items of the list that was made public (R187); one that was not may not be inspected. */
export const publishedItems = (db: Kysely<Database>, authorityId: string) =>
  db
    .selectFrom('item')
    .select(['name', 'kind', 'unitCategory', 'legalBasis', 'method'])
    .where('authorityId', '=', authorityId)
    .where('published', '=', true)
    .orderBy('id')
    .execute();

export interface InspectorsOfSection {
  readonly section: string;
  readonly count: number;
  readonly people: { readonly name: string; readonly certificateNumber: string }[];
}

/** Inspectors with a certificate that is valid today, by section. @param named whether the authority shows who they are */
export const inspectorsBySection = async (
  db: Kysely<Database>,
  authorityId: string,
  on: IsoDate,
  named: boolean,
): Promise<InspectorsOfSection[]> => {
  const { rows } = await sql<InspectorsOfSection>`
    select coalesce(s.name, '未列科室') as section, count(*)::int as count,
           case when ${named} then jsonb_agg(jsonb_build_object('name', o.name, 'certificateNumber', i.certificate_number)
                                             order by o.name) else '[]' end as people
      from inspector i
      join officer o on (o.authority_id, o.id) = (i.authority_id, i.officer_id)
      left join section s on (s.authority_id, s.id) = (o.authority_id, o.section_id)
     where i.authority_id = ${authorityId} and i.active and o.active
       and ${on}::date between i.certificate_valid_from and i.certificate_valid_to
     group by 1 order by 1`.execute(db);
  return rows;
};
