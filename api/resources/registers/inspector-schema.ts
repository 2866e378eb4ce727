import { z } from 'zod';
import { id, isoDate } from '../../http/schemas.ts';

/** What the routes of the inspector register take and answer. */
export const entry = z.object({
  officerId: z.string(),
  name: z.string(),
  sectionName: z.string().nullable(),
  certificateNumber: z.string(),
  certificateValidFrom: isoDate,
  certificateValidTo: isoDate,
  qualifications: z.array(z.string()),
  active: z.boolean(),
  leaveUntil: isoDate.nullable(),
  openTasks: z.number(),
});
export const leave = z.object({ fromOn: isoDate, toOn: isoDate, reason: z.string().nullable() });
export const interest = z.object({
  unitId: z.string(),
  unitName: z.string(),
  kind: z.string(),
  declaredOn: isoDate,
});
const LONGEST = 200;
export const certificate = z.strictObject({
  certificateNumber: z.string().trim().min(1).max(LONGEST),
  certificateValidFrom: isoDate,
  certificateValidTo: isoDate,
  qualifications: z.array(z.string().trim().min(1).max(LONGEST)).max(50),
  active: z.boolean(),
});

export const oneInspector = z.object({ id });
export const done = z.object({ done: z.literal(true) });
export const DONE = { done: true } as const;
