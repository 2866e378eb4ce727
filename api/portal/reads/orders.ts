import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Database } from '../../../db/connect.ts';
import type { IsoDate } from '../../../domain/calendar/dates.ts';
import { type ChecklistWords, wordsOfArticle } from '../../../domain/result/article-words.ts';
import { publicUnit } from './results.ts';

/** An order to correct (责令改正) of a result that is shown. What was found is told by its article, never by free text. */
export interface ShownOrder {
  readonly number: string;
  readonly resultId: string;
  readonly year: number;
  readonly unitName: string;
  readonly unitCode: string | null;
  readonly issuedOn: IsoDate;
  readonly state: 'issued' | 'rectified' | 'referred' | 'closed';
  readonly findings: readonly {
    readonly no: number;
    readonly article: string;
    /** What the article demands, by the published checklists; null where none names it. */
    readonly demand: string | null;
    readonly dueOn: IsoDate | null;
    readonly state: 'open' | 'rectified' | 'waived' | 'referred';
    /** When the unit last reported that it was put right. */
    readonly reportedOn: IsoDate | null;
    /** Of the latest re-inspection that looked at it. */
    readonly reinspectedOn: IsoDate | null;
    /** A re-inspection found it as bad as before: what was reported then was not so. */
    readonly failed: boolean;
  }[];
}

const unit = publicUnit('u');

type StoredOrder = Omit<ShownOrder, 'findings'> & {
  readonly findings: readonly (Omit<ShownOrder['findings'][number], 'demand'> & {
    readonly itemId: string;
  })[];
};

const checklists = (db: Kysely<Database>, authorityId: string): Promise<ChecklistWords[]> =>
  db
    .selectFrom('checklistLine')
    .select(['itemId', 'text', 'legalBasis'])
    .where('authorityId', '=', authorityId)
    .orderBy('itemId')
    .orderBy('lineNo')
    .execute();

const orders = async (
  db: Kysely<Database>,
  authorityId: string,
  condition: RawBuilder<unknown>,
  limit: number,
): Promise<ShownOrder[]> => {
  const { rows } = await sql<StoredOrder>`
    select o.number, o.task_id as result_id, c.year, ${unit.name} as unit_name, ${unit.code} as unit_code,
           (o.issued_at at time zone 'Asia/Shanghai')::date as issued_on, o.state,
           (select coalesce(jsonb_agg(jsonb_build_object('no', f.finding_no, 'article', f.article, 'itemId', f.item_id,
                                                         'dueOn', f.due_on, 'state', f.state, 'reportedOn', f.reported_on,
                    'failed', exists (select from reinspection ri
                                       where (ri.authority_id, ri.order_id) = (o.authority_id, o.id)
                                         and ri.outcomes @> jsonb_build_array(jsonb_build_object('findingId', f.id,
                                                                                                 'outcome', 'not-rectified'))),
                    'reinspectedOn', (select max(ri.inspected_on) from reinspection ri
                                       where (ri.authority_id, ri.order_id) = (o.authority_id, o.id)
                                         and ri.outcomes @> jsonb_build_array(jsonb_build_object('findingId', f.id)))
                    ) order by f.finding_no), '[]')
              from finding f where (f.authority_id, f.order_id) = (o.authority_id, o.id)
               and f.state <> 'withdrawn') as findings
      from rectification_order o
      join task t on (t.authority_id, t.id) = (o.authority_id, o.task_id)
      join cycle c on (c.authority_id, c.id) = (t.authority_id, t.cycle_id)
      join unit u on (u.authority_id, u.id) = (o.authority_id, o.unit_id)
     where o.authority_id = ${authorityId} and o.state <> 'withdrawn' and ${condition}
       and exists (select from publication p
                    where (p.authority_id, p.id) = (o.authority_id, o.task_id) and p.confirmed_on is not null)
       and not exists (select from publication p
                        where (p.authority_id, p.id, p.kind) = (o.authority_id, o.task_id, 'withdrawal'))
     order by o.issued_at desc, o.id
     limit ${limit}`.execute(db);
  const lines = rows.length === 0 ? [] : await checklists(db, authorityId);
  return rows.map((order) => ({
    ...order,
    findings: order.findings.map(({ itemId, ...finding }) => ({
      ...finding,
      demand: wordsOfArticle(finding.article, itemId, lines),
    })),
  }));
};

/** Orders of a year, newest first. */
export const shownOrders = (
  db: Kysely<Database>,
  authorityId: string,
  year: number,
  limit: number,
): Promise<ShownOrder[]> => orders(db, authorityId, sql`c.year = ${year}`, limit);

/** Orders that followed one result. */
export const ordersOfResult = (
  db: Kysely<Database>,
  authorityId: string,
  resultId: string,
): Promise<ShownOrder[]> => orders(db, authorityId, sql`o.task_id = ${resultId}`, 10);
