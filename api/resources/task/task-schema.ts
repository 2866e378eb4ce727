import { z } from 'zod';
import { isoDate } from '../../http/schemas.ts';
import { deadlineKind } from './deadline-schema.ts';

export const taskState = z.enum(['created', 'dispatched', 'visited', 'entered', 'reviewed', 'closed']);
export const endKind = z.enum(['published', 'replaced', 'cancelled']).nullable();

export const taskLine = z.object({
  id: z.string(),
  /** 任务编号, as notices and papers name it: 平交检〔2021〕10001号. */
  number: z.string(),
  cycleId: z.string(),
  sequenceNo: z.number(),
  state: taskState,
  endKind,
  unitId: z.string(),
  unitName: z.string(),
  rows: z.array(z.string()),
  team: z.array(z.string()),
  teamNames: z.array(z.string()),
  visitedOn: isoDate.nullable(),
  dueOn: isoDate.nullable(),
  dueKind: deadlineKind.nullable(),
  overdue: z.boolean(),
});
