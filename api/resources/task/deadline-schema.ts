import { z } from 'zod';
import { DEADLINE_KINDS, type DeadlineKind } from '../../../domain/deadline/kinds.ts';
import { instant, isoDate } from '../../http/schemas.ts';

export const deadlineKind = z.enum(DEADLINE_KINDS as [DeadlineKind, ...DeadlineKind[]]);

export const deadline = z.object({
  subjectKind: z.string(),
  subjectId: z.string(),
  kind: deadlineKind,
  part: z.string(),
  dueOn: isoDate,
  version: z.number(),
  /** Counted without that year's holiday notice. */
  provisional: z.boolean(),
  upperBound: z.boolean(),
  calendarVersion: z.string(),
  openedOn: isoDate,
  metOn: isoDate.nullable(),
  droppedReason: z.string().nullable(),
});

export const extension = z.object({
  id: z.string(),
  kind: z.string(),
  part: z.string(),
  requestedBy: z.string(),
  requestReason: z.string(),
  requestedAt: instant,
  newDueOn: isoDate,
  /** `moot`: the order ended before anybody decided. */
  decision: z.enum(['granted', 'refused', 'moot']).nullable(),
  decidedBy: z.string().nullable(),
  decisionReason: z.string().nullable(),
  decidedAt: instant.nullable(),
});
