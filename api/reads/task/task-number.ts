import type { Reader } from '../../../db/actor.ts';
import { loadSettings } from '../../../db/authority.ts';
import { taskNumberOf } from '../../../domain/cycle/task-number.ts';

/** How an authority writes its task numbers (任务编号): 平交检〔2021〕10001号 of a task's id. */
export const taskNumbers = async (db: Reader, authorityId: string): Promise<(taskId: string) => string> => {
  const { settings } = await loadSettings(db, authorityId);
  return (taskId) => taskNumberOf(settings.orderNumberPrefix, taskId);
};
