import { taskNumberOf } from '../../domain/cycle/task-number.ts';
import type { Step } from '../shared/step.ts';
import type { TaskFacts } from './task-facts.ts';

/** The words of a task's notices. */
export const taskWords = ({ settings }: Step, { task, unit }: Pick<TaskFacts, 'task' | 'unit'>) => ({
  taskNumber: taskNumberOf(settings.orderNumberPrefix, task.id),
  unitName: unit.name,
});

export const itemNames = ({ items }: TaskFacts): string =>
  [...new Set(items.map(({ itemName }) => itemName))].join('、');

/** Names of officers in the order given. */
export const officerNames = async (step: Step, ids: readonly string[]): Promise<string> => {
  if (ids.length === 0) return '';
  const rows = await step.trx
    .selectFrom('officer')
    .select(['id', 'name'])
    .where('authorityId', '=', step.authorityId)
    .where('id', 'in', ids)
    .execute();
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  return ids.flatMap((id) => names.get(id) ?? []).join('、');
};
