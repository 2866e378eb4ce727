import { type Client, ScheduleNotFoundError } from '@temporalio/client';
import type { Instant } from '../../domain/calendar/dates.ts';
import { calendarScheduleId } from '../../workflows/calendar/contract.ts';
import type { Fault, Round } from './fault.ts';
import { mendSchedule, type ScheduleFault } from './schedule.ts';

/** At start and when authorities come or go: one Schedule for each, none for those that are gone. */
export const reconcileSchedules = async (
  client: Client,
  authorityIds: readonly string[],
  now: Instant,
): Promise<{ readonly mended: readonly string[]; readonly deleted: readonly string[] }> => {
  const mended: string[] = [];
  for (const id of authorityIds) if ((await mendSchedule(client, id, now)) !== null) mended.push(id);
  const wanted = new Set(authorityIds.map(calendarScheduleId));
  const deleted: string[] = [];
  for await (const { scheduleId } of client.schedule.list()) {
    if (!scheduleId.startsWith(calendarScheduleId('')) || wanted.has(scheduleId)) continue;
    deleted.push(scheduleId);
    await client.schedule
      .getHandle(scheduleId)
      .delete()
      .catch((error: unknown) => {
        // The list may still name what is gone.
        if (!(error instanceof ScheduleNotFoundError)) throw error;
      });
  }
  return { mended, deleted };
};

const DETAILS: Readonly<Record<ScheduleFault, string>> = {
  missing: '每日定时计划不存在，已重新建立',
  paused: '每日定时计划被暂停，已恢复',
  wrong: '每日定时计划与设置不符，已改正',
  stopped: '每日定时计划到时没有执行，已重新建立',
};

export const keepSchedule = async ({ deps, authorityId, now }: Round): Promise<Fault[]> => {
  const fault = await mendSchedule(deps.client, authorityId, now);
  if (fault === null) return [];
  return [{ kind: 'schedule', subject: calendarScheduleId(authorityId), detail: DETAILS[fault] }];
};
