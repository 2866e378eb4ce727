import type { Selectable } from 'kysely';
import type { Finding, RectificationOrder, Task, Unit } from '../../db/types.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import { requireList } from '../shared/fields.ts';
import { isCyclePaused } from '../shared/pause.ts';
import { teamOf } from '../shared/people.ts';
import type { Step } from '../shared/step.ts';

export interface OrderFacts {
  readonly order: Selectable<RectificationOrder>;
  readonly task: Selectable<Task>;
  readonly unit: Selectable<Unit>;
  readonly findings: readonly Selectable<Finding>[];
  /** The team that inspected: it follows the order up. */
  readonly team: readonly string[];
  readonly paused: boolean;
}

/** Reads an order and locks it until the step ends. @throws Refusal NotFound */
export const lockOrder = async (step: Step, orderId: string): Promise<OrderFacts> => {
  const { trx, authorityId } = step;
  const order = await trx
    .selectFrom('rectificationOrder')
    .selectAll()
    .where('authorityId', '=', authorityId)
    .where('id', '=', orderId)
    .forUpdate()
    .executeTakeFirstOrThrow(() => new Refusal('NotFound', `没有编号为 ${orderId} 的责令改正通知书`));
  const task = await trx
    .selectFrom('task')
    .selectAll()
    .where('authorityId', '=', authorityId)
    .where('id', '=', order.taskId)
    .executeTakeFirstOrThrow();
  const unit = await trx
    .selectFrom('unit')
    .selectAll()
    .where('authorityId', '=', authorityId)
    .where('id', '=', order.unitId)
    .executeTakeFirstOrThrow();
  const findings = await trx
    .selectFrom('finding')
    .selectAll()
    .where('authorityId', '=', authorityId)
    .where('orderId', '=', orderId)
    .orderBy('findingNo')
    .execute();
  return {
    order,
    task,
    unit,
    findings,
    team: await teamOf(trx, authorityId, order.taskId),
    paused: await isCyclePaused(step, task.cycleId),
  };
};

export const openFindings = ({ findings }: OrderFacts): readonly Selectable<Finding>[] =>
  findings.filter(({ state }) => state === 'open');

/** @throws Refusal AlreadyEnded, or Paused while the cycle is */
export const assertOrderOpen = ({ order, paused }: OrderFacts, act: string): void => {
  if (order.endedAt !== null) throw new Refusal('AlreadyEnded', `${order.number}已办结，不能${act}`);
  if (paused) throw new Refusal('Paused', `本周期已暂停，恢复后再${act}`);
};

/** The open findings named by a command. @throws Refusal InvalidInput naming the first that is none */
export const namedFindings = (
  facts: OrderFacts,
  ids: readonly string[],
  field = 'findingIds',
): readonly Selectable<Finding>[] => {
  requireList(ids, field, '请选择问题');
  const open = new Map(openFindings(facts).map((finding) => [finding.id, finding]));
  return [...new Set(ids)].map((id) => {
    const finding = open.get(id);
    if (finding === undefined) {
      throw new Refusal(
        'InvalidInput',
        `所选问题中有不属于${facts.order.number}或已处置的，请刷新后重新选择`,
        field,
      );
    }
    return finding;
  });
};

/** The words of an order's notices. */
export const orderWords = ({ order, unit }: Pick<OrderFacts, 'order' | 'unit'>) => ({
  orderNumber: order.number,
  unitName: unit.name,
});

type Numbered = Pick<Selectable<Finding>, 'id' | 'findingNo'>;

/** 第1、3项: which of an order's findings. */
export const itemsOf = (findings: readonly Numbered[]): string =>
  `第${findings.map(({ findingNo }) => findingNo).join('、')}项`;

/** A number that is longer would be cut short in an SMS, and its findings with it. */
const MOST_IN_SMS = 20;

/**
 * The words of a reminder: of an order with several findings it names those that are due on the day, for the others may
 * be put right, or have time.
 */
export const reminderWords = (facts: OrderFacts, dueOn: string): ReturnType<typeof orderWords> => {
  const words = orderWords(facts);
  const due = openFindings(facts).filter((finding) => finding.dueOn === dueOn);
  if (facts.findings.length < 2 || due.length === 0) return words;
  const orderNumber = `${words.orderNumber}${itemsOf(due)}`;
  return orderNumber.length > MOST_IN_SMS ? words : { ...words, orderNumber };
};
