import { sql } from 'kysely';
import { loadSettings } from '../../db/authority.ts';
import { dateAt, type Instant, type IsoDate } from '../../domain/calendar/dates.ts';
import type { EventKind } from '../../domain/rehearsal/events.ts';
import { nextOfOrder, type OrderCourseFacts, type OrderDeed } from '../../domain/rehearsal/order-course.ts';
import type { Day } from './day.ts';

/** The findings of one order that are due on one day, with what their actors need. */
export interface StagedOrder extends OrderCourseFacts {
  readonly orderId: string;
  readonly unitId: string;
  readonly team: readonly string[];
  readonly findingIds: readonly string[];
  /** Id of the latest request for more time. */
  readonly extensionId: string | null;
}

interface Row {
  orderId: string;
  taskId: string;
  unitId: string;
  issuedAt: Instant;
  dueOn: IsoDate;
  findingIds: string[];
  team: string[];
  reportedOn: IsoDate | null;
  extensionId: string | null;
  requestedAt: Instant | null;
  decided: boolean;
  failedRounds: number;
  failedOn: IsoDate | null;
}

const openOrders = async ({ deps: { db }, authorityId }: Day): Promise<StagedOrder[]> => {
  const { settings } = await loadSettings(db, authorityId);
  const { rows } = await sql<Row>`
    select o.id as order_id, o.task_id, o.unit_id, o.issued_at, f.due_on, f.finding_ids,
           array(select officer_id from team_member m where (m.authority_id, m.task_id) = (o.authority_id, o.task_id)
                  and m.state = 'assigned' order by m.slot) as team,
           (select max(d.met_on) from deadline d where d.authority_id = o.authority_id and d.subject_kind = 'order'
             and d.subject_id = o.id and d.kind = 'rectification' and d.due_on = f.due_on) as reported_on,
           x.id as extension_id, x.requested_at, x.decision is not null as decided,
           failed.rounds as failed_rounds, failed.last_on as failed_on
      from rectification_order o
      join task t on (t.authority_id, t.id) = (o.authority_id, o.task_id)
      join cycle c on (c.authority_id, c.id) = (t.authority_id, t.cycle_id)
      join lateral (select due_on, array_agg(id order by finding_no) as finding_ids from finding
                     where (authority_id, order_id) = (o.authority_id, o.id) and state = 'open'
                     group by due_on) f on true
      left join lateral (select * from extension where authority_id = o.authority_id and subject_kind = 'order'
                          and subject_id = o.id order by requested_at desc limit 1) x on true
      join lateral (select count(*)::int as rounds, max(r.inspected_on) as last_on from reinspection r
                     where (r.authority_id, r.order_id) = (o.authority_id, o.id)
                       and r.outcomes @> jsonb_build_array(jsonb_build_object(
                             'findingId', f.finding_ids[1], 'outcome', 'not-rectified'))) failed on true
     where o.authority_id = ${authorityId} and o.state = 'issued' and c.paused_on is null
     order by o.id, f.due_on`.execute(db);
  return rows.map(({ issuedAt, requestedAt, decided, ...row }) => ({
    ...row,
    issuedOn: dateAt(issuedAt),
    extension: requestedAt === null ? null : { requestedOn: dateAt(requestedAt), decided },
    maximumRounds: settings.rectification.maximumRounds,
  }));
};

export interface DueOrder {
  readonly order: StagedOrder;
  readonly deed: OrderDeed;
}

/** One id for ever, see {@link import('./due-tasks.ts').deedId}. */
export const orderDeedId = ({ order, deed }: DueOrder): string =>
  `rehearsal/${order.orderId}/${deed}/${order.dueOn}/${order.failedRounds}`;

/** What is to be done today on orders, by order and day; an ordinary course where the scenario's deed was refused. */
export const dueOrders = async (day: Day): Promise<DueOrder[]> => {
  const { refused, isByHand = () => false } = day.deps.play;
  const duty = (order: StagedOrder, event: EventKind | null): DueOrder | null => {
    const next = nextOfOrder(day.stage, order, event);
    const due = { order, deed: next.deed };
    if (refused.has(orderDeedId(due))) return event === null ? null : duty(order, null);
    return next.on <= day.today ? due : null;
  };
  return (await openOrders(day))
    .filter(({ taskId }) => !isByHand(taskId))
    .flatMap((order) => duty(order, day.eventOf(order.taskId)) ?? []);
};
