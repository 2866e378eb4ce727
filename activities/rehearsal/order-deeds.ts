import { addWorkingDays } from '../../domain/calendar/working-days.ts';
import { type OrderDeed, RECTIFICATION_EXTENSION_WORKING_DAYS } from '../../domain/rehearsal/order-course.ts';
import * as contract from '../../workflows/rectification/contract.ts';
import type { Day } from './day.ts';
import type { StagedOrder } from './due-orders.ts';
import { type Deed, deed } from './send.ts';

type Maker = (day: Day, order: StagedOrder, id: string) => Promise<Deed>;

const subjectOf = ({ orderId }: StagedOrder): readonly [string, string] => [
  orderId,
  contract.rectificationWorkflowId(orderId),
];

/** The unit acts through its link. */
const asUnit = ({ unitId }: StagedOrder) => ({ actorId: unitId, actorKind: 'unit' as const });

const decide =
  (decision: 'granted' | 'refused', reason: string): Maker =>
  async (day, order, id) =>
    deed(subjectOf(order), contract.decideExtensionUpdate, {
      id,
      actorId: await day.cast.who('approver', order.orderId),
      extensionId: order.extensionId ?? '',
      decision,
      reason,
    });

const reinspect =
  (outcome: 'rectified' | 'not-rectified'): Maker =>
  async (day, order, id) =>
    deed(subjectOf(order), contract.reinspectUpdate, {
      id,
      actorId: order.team[0] ?? '',
      inspectedOn: day.today,
      outcomes: order.findingIds.map((findingId) => ({ findingId, outcome })),
      note: outcome === 'rectified' ? '现场复查，已改正' : '现场复查，仍未改正',
    });

/** Each deed about an order as the command that unit, team or approver would give. */
export const ORDER_DEEDS: Readonly<Record<OrderDeed, Maker>> = {
  report: async (_, order, id) =>
    deed(subjectOf(order), contract.reportRectifiedUpdate, {
      id,
      ...asUnit(order),
      findingIds: order.findingIds,
      note: '已按要求整改完毕，申请复查',
    }),
  request: async (day, order, id) =>
    deed(subjectOf(order), contract.requestExtensionUpdate, {
      id,
      ...asUnit(order),
      dueOn: order.dueOn,
      newDueOn: addWorkingDays(day.calendar, order.dueOn, RECTIFICATION_EXTENSION_WORKING_DAYS).date,
      reason: '所需设备尚在采购，不能按期完成',
    }),
  grant: decide('granted', '情况属实，同意延期'),
  refuse: decide('refused', '不影响按期整改，不同意延期'),
  pass: reinspect('rectified'),
  fail: reinspect('not-rectified'),
  refer: async (day, order, id) =>
    deed(subjectOf(order), contract.referFindingsUpdate, {
      id,
      actorId: await day.cast.who('approver', order.orderId),
      findingIds: order.findingIds,
      receiver: '交通运输综合行政执法队',
      reason: '经复查仍未改正',
    }),
};
