import { z } from 'zod';
import { id, instant, json } from '../../http/schemas.ts';

import { DUTY_FILTERS } from '../../reads/duty-filter.ts';
import { BULK_NAMES, type BulkCommand } from '../../services/bulk/bulk-commands.ts';
import { COMMAND_BODIES } from '../commands/command-bodies.ts';
import { taskState } from './task-schema.ts';

/** More are taken in several actions: a person must be able to look them through. */
export const MOST_SUBJECTS = 5_000;

/** Those chosen one by one, or all that the list shows under its conditions. */
const target = {
  ids: z.exactOptional(z.array(id).min(1).max(MOST_SUBJECTS)),
  filter: z.exactOptional(
    z.strictObject({
      cycle: id.optional(),
      row: id.optional(),
      state: taskState.optional(),
      inspector: id.optional(),
      unit: id.optional(),
      overdue: z.boolean().optional(),
      due: z.enum(DUTY_FILTERS).optional(),
      text: z.string().trim().max(100).optional(),
    }),
  ),
};

const commandOf = <N extends BulkCommand>(command: N) =>
  z.strictObject({
    command: z.literal(command),
    fields: (COMMAND_BODIES[command] as z.ZodObject).omit({ id: true }),
    ...target,
  });

const forms = [
  commandOf('reviewResult'),
  commandOf('extendDeadline'),
  commandOf('cancelTask'),
  commandOf('reassignInspector'),
  commandOf('confirmChannel'),
] as const;

export const bulkAsked = z.discriminatedUnion('command', forms);

export const foreseen = z.object({
  able: z.number(),
  unable: z.number(),
  subjects: z.array(
    z.object({
      taskId: z.string(),
      subjectId: z.string(),
      /** 任务编号 */
      taskNumber: z.string(),
      unitName: z.string(),
      problem: z.string().nullable(),
    }),
  ),
});

const count = z.number();
export const bulkLine = z.object({
  id: z.string(),
  command: z.enum(BULK_NAMES),
  fields: json,
  requestedBy: z.string(),
  requestedAt: instant,
  state: z.enum(['running', 'stopped', 'finished']),
  finishedAt: instant.nullable(),
  total: count,
  done: count,
  refused: count,
  waiting: count,
  stopped: count,
});

export const itemState = z.enum(['waiting', 'done', 'refused', 'stopped']);
export const bulkItem = z.object({
  no: z.number(),
  subjectId: z.string(),
  taskId: z.string(),
  /** 任务编号 */
  taskNumber: z.string(),
  unitName: z.string().nullable(),
  state: itemState,
  code: z.string().nullable(),
  message: z.string().nullable(),
  endedAt: instant.nullable(),
});

export type Foreseen = z.output<typeof foreseen>;
export type BulkLineShown = z.output<typeof bulkLine>;
export type BulkItemShown = z.output<typeof bulkItem>;
