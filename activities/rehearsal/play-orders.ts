import { inParallel } from '../shared/in-parallel.ts';
import type { Day } from './day.ts';
import { type DueOrder, dueOrders, orderDeedId } from './due-orders.ts';
import { ORDER_DEEDS } from './order-deeds.ts';
import { HANDS } from './play-tasks.ts';
import { send } from './send.ts';

const byOrder = (due: readonly DueOrder[]): DueOrder[][] => [
  ...Map.groupBy(due, ({ order }) => order.orderId).values(),
];

/** Plays what is due today on orders: many orders at once, the deeds of one order one after the other. */
export const playOrders = async (day: Day): Promise<void> => {
  await inParallel(byOrder(await dueOrders(day)), HANDS, async (ofOneOrder) => {
    for (const due of ofOneOrder) {
      const make = ORDER_DEEDS[due.deed];
      await send(day, await make(day, due.order, orderDeedId(due)));
    }
  });
};
