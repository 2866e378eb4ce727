/** A leader's order that voids an announced draw (作废决定): the draw's next event, signed before it is given. */
import { profileOf } from '../draw/profile.ts';
import { type DrawEvent, nextDrawEvent } from './draw-event.ts';

export const VOID_ORDER_SCHEMA = 'dr-1-void-order';

export interface VoidOrder {
  /** Published. */
  readonly reason: string;
  /** Number of the written decision (文号). */
  readonly orderNumber: string;
  /** When it was ordered, which is when the event happened: six fractional digits and `Z`. */
  readonly orderedAt: string;
}

/** What the public is told: `名录有误（平交〔2021〕3号）`. */
export const voidReason = ({ reason, orderNumber }: Omit<VoidOrder, 'orderedAt'>): string =>
  `${reason}（${orderNumber}）`;

/** The event that an order becomes. */
export const voidEvent = (order: VoidOrder) =>
  ({ at: order.orderedAt, kind: 'void', data: { by: 'order' }, reason: voidReason(order) }) as const;

/** What its signer reads, and what the event's hash is made with. */
export interface VoidOrderFile extends Pick<VoidOrder, 'reason'> {
  readonly schema: typeof VOID_ORDER_SCHEMA;
  readonly alg: string;
  readonly draw_id: string;
  readonly order_number: string;
  readonly event: DrawEvent;
}

/** @param before the draw's newest event, where it has one */
export const voidOrderFile = (
  {
    drawId,
    alg,
    before,
  }: {
    readonly drawId: string;
    readonly alg: string;
    readonly before: Pick<DrawEvent, 'no' | 'hash'> | undefined;
  },
  order: VoidOrder,
): VoidOrderFile => ({
  ...{ schema: VOID_ORDER_SCHEMA, alg, draw_id: drawId },
  ...{ reason: order.reason, order_number: order.orderNumber },
  event: nextDrawEvent(
    drawId,
    before,
    { ...voidEvent(order), evidence: null, approver: null },
    profileOf(alg),
  ),
});
