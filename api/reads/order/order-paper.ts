import { type Kysely, sql } from 'kysely';
import type { Database } from '../../../db/connect.ts';
import { installationMode } from '../../../db/installation.ts';
import type { OrderFinding, OrderPaper } from '../../../domain/documents/order-document.ts';
import { Refusal } from '../../../domain/failure/failures.ts';

type Row = Omit<OrderPaper, 'rehearsal' | 'unit'> & {
  readonly unitName: string;
  readonly unitKind: string;
  readonly unitCode: string;
  readonly unitAddress: string | null;
  readonly representative: string | null;
};

/**
 * Everything that stands on an order to correct. A deadline keeps in its part the day that was ordered; what an
 * extension made of it stands beside. @throws Refusal NotFound
 */
export const orderPaper = async (
  db: Kysely<Database>,
  authorityId: string,
  orderId: string,
): Promise<OrderPaper> => {
  const { rows } = await sql<Row>`
    select a.name as authority_name, a.settings ->> 'officePhone' as office_phone, o.number, o.issued_at,
           o.state = 'withdrawn' as withdrawn, t.visited_on, t.visit_place, u.name as unit_name, u.kind as unit_kind,
           u.code as unit_code, u.address as unit_address, u.legal_representative as representative,
           coalesce((select jsonb_agg(jsonb_build_object('no', f.finding_no, 'itemName', i.name, 'text', f.text,
                       'article', f.article, 'measure', f.measure, 'dueOn', coalesce(ordered.day, f.due_on),
                       'extendedTo', case when ordered.day <> f.due_on then f.due_on end) order by f.finding_no)
              from finding f join item i on (i.authority_id, i.id) = (f.authority_id, f.item_id)
              left join lateral (
                select min(d.part)::date as day from deadline d
                 where (d.authority_id, d.subject_kind, d.subject_id, d.kind, d.due_on)
                     = (o.authority_id, 'order', o.id, 'rectification', f.due_on)
                   and d.part <> '' and d.dropped_reason is null) ordered on true
             where (f.authority_id, f.order_id) = (o.authority_id, o.id)), '[]') as findings,
           coalesce((select jsonb_agg(jsonb_build_object('name', p.name,
                       'certificateNumber', n.certificate_number) order by m.slot)
              from team_member m join officer p on (p.authority_id, p.id) = (m.authority_id, m.officer_id)
              join inspector n on (n.authority_id, n.officer_id) = (m.authority_id, m.officer_id)
             where (m.authority_id, m.task_id, m.state) = (o.authority_id, o.task_id, 'assigned')), '[]') as officers
      from rectification_order o
      join authority a on a.id = o.authority_id
      join task t on (t.authority_id, t.id) = (o.authority_id, o.task_id)
      join unit u on (u.authority_id, u.id) = (o.authority_id, o.unit_id)
     where o.authority_id = ${authorityId} and o.id = ${orderId}`.execute(db);
  const [row] = rows;
  if (row === undefined) throw new Refusal('NotFound', `没有编号为“${orderId}”的责令改正通知书。`);
  const { unitName, unitKind, unitCode, unitAddress, representative, ...rest } = row;
  return {
    ...rest,
    // JSON of this very query.
    findings: rest.findings as OrderFinding[],
    rehearsal: (await installationMode(db)) === 'rehearsal',
    unit: {
      name: unitName,
      isPerson: unitKind === 'person',
      code: unitCode,
      address: unitAddress,
      representative,
    },
  };
};
