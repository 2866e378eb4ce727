/** Orders to correct on a stage: from a reviewed task on, what unit, team and approver do with them. */
import type { EnteredFinding } from '../../../workflows/inspection-task/contract.ts';
import { type Case, taskOf } from '../../support/cases/case.ts';
import { finding } from '../../support/cases/contents.ts';
import { reach } from '../../support/cases/reach.ts';
import type { Stage } from '../../support/cases/stage.ts';
import { deadlinesOf } from '../../support/cases/traces.ts';

/** A Monday without holidays near. */
export const MONDAY = '2021-03-01T02:00:00.000Z';
export const TODAY = '2021-03-01';
export const byDate = (dueOn: string): EnteredFinding => finding({ measure: 'correct-by-date', dueOn });

export interface Order {
  readonly made: Case;
  readonly taskId: string;
  readonly id: string;
  readonly member: string;
  readonly unit: { readonly actorId: string; readonly actorKind: 'unit' };
  /** Ids of findings by their place. */
  readonly f: (no: number) => string;
}

export const ordersOn = (stage: () => Stage) => {
  const begin = async (
    authority: string,
    findings: readonly EnteredFinding[],
    more: object = {},
  ): Promise<Order> => {
    const made = await stage().addCase({
      id: authority,
      rows: [{ number: '202101', itemId: 'freight', order: [1], drawn: 1 }],
      ...more,
    });
    await stage().dispatch(made);
    const task = taskOf(made);
    await reach(stage(), task, 'reviewed', findings);
    await stage().settled();
    return {
      made,
      taskId: task.id,
      id: `${task.id}-R1`,
      member: task.team[0] ?? '',
      unit: { actorId: task.unitId, actorKind: 'unit' },
      f: (no) => `${task.id}-F1.${no}`,
    };
  };

  const order = ({ id }: Order) =>
    stage().db.selectFrom('rectificationOrder').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  const findings = ({ id }: Order) =>
    stage()
      .db.selectFrom('finding')
      .select(['state', 'dueOn', 'disposalReason'])
      .where('orderId', '=', id)
      .orderBy('findingNo')
      .execute();
  /** `kind/part due met|dropped|open` of each deadline. */
  const owed = async ({ made, id }: Order): Promise<string[]> =>
    (await deadlinesOf(stage().db, made.authorityId, id)).map(
      ({ kind, part, dueOn, metOn, droppedReason }) =>
        `${kind}/${part} ${dueOn} ${droppedReason === null ? (metOn ?? 'open') : 'dropped'}`,
    );
  const report = (it: Order, ...nos: number[]) =>
    stage().send('reportRectified', it.id, { ...it.unit, findingIds: nos.map(it.f), note: '已整改' });
  const inspect = (it: Order, outcomes: Readonly<Record<number, boolean>>) =>
    stage().send('reinspect', it.id, {
      actorId: it.member,
      inspectedOn: TODAY,
      outcomes: Object.entries(outcomes).map(([no, good]) => ({
        findingId: it.f(Number(no)),
        outcome: good ? 'rectified' : 'not-rectified',
      })),
    });
  const ask = (it: Order, dueOn: string, newDueOn: string, id: string) =>
    stage().send('requestExtension', it.id, { ...it.unit, dueOn, newDueOn, reason: '设备采购中' }, { id });
  const decide = (it: Order, extensionId: string, decision: string) =>
    stage().send('decideExtension', it.id, {
      actorId: 'approver',
      extensionId,
      decision,
      reason: '情况属实',
    });

  return { begin, order, findings, owed, report, inspect, ask, decide };
};
