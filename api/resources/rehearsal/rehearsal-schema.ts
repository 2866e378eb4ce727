import { z } from 'zod';
import { ROLES, type Role } from '../../../domain/rights/rights.ts';
import { instant, isoDate } from '../../http/schemas.ts';
import { HAPPENINGS, type Happening } from '../../reads/rehearsal/rehearsal-days.ts';

export const roomState = z.object({
  id: z.string(),
  year: z.int(),
  now: instant,
  /** What time is on its way to; null: it stands. */
  movingTo: instant.nullable(),
  /** Why the last step did not come to its end. */
  fault: z.string().nullable(),
  /** What happens by itself next, in its order. */
  events: z.array(
    z.object({ kind: z.enum(['opening', 'draw', 'deadline', 'reminder']), at: instant, what: z.string() }),
  ),
});

export const step = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('day'), withOthers: z.boolean().default(false) }),
  z.strictObject({ by: z.literal('next-event'), withOthers: z.boolean().default(false) }),
  z.strictObject({ by: z.literal('date'), date: isoDate, withOthers: z.boolean().default(false) }),
]);

export const officer = z.object({
  officerId: z.string(),
  name: z.string(),
  section: z.string().nullable(),
  roles: z.array(z.enum(Object.keys(ROLES) as [Role, ...Role[]])),
  openTasks: z.int(),
});

export const sentMessage = z.object({
  channel: z.enum(['email', 'sms']),
  number: z.int(),
  at: instant.nullable(),
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  messageId: z.string(),
});

export const rehearsedDay = z.object({
  date: isoDate,
  counts: z.array(
    z.object({
      kind: z.enum(Object.keys(HAPPENINGS) as [Happening, ...Happening[]]),
      name: z.string(),
      count: z.int(),
    }),
  ),
});

/** As the pages read them. */
export type RoomState = z.output<typeof roomState>;
export type RoomStep = z.input<typeof step>;
export type Playable = z.output<typeof officer>;
export type SentMessage = z.output<typeof sentMessage>;
export type DayOfRehearsal = z.output<typeof rehearsedDay>;
