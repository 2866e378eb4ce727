import { z } from 'zod';
import { year } from '../../http/schemas.ts';
import { words } from '../../http/validation.ts';

const count = z.int();
const message = { email: count, sms: count };

const cycle = z.object({
  number: count,
  window: z.string(),
  openedAt: z.string().nullable(),
  closedAt: z.string().nullable(),
  ...{ rows: count, eligible: count, drawn: count, visited: count, replaced: count, withFindings: count },
  published: z.object({ inTime: count, late: count, open: count }),
  rectification: z.object({ orders: count, rectified: count, referred: count, open: count }),
  reminders: z.object({ ...message, gathered: count }),
});

/** What a director asks of a rehearsed year, without the stages of its messages. */
const summary = z.object({
  year: count,
  seed: count,
  plan: z.object({ rows: count, doubts: count }),
  cycles: z.array(cycle),
  messages: z.object(message),
  inspectors: z.object({ count, minLoad: count, maxLoad: count }),
  invariants: z.array(z.object({ name: z.string(), holds: z.boolean(), checked: count })),
  wallSeconds: z.number(),
});

const keptRehearsal = z.object({
  rehearsalId: z.string(),
  state: z.enum(['running', 'finished', 'failed', 'interrupted', 'opening', 'open']),
  startedAt: z.string().nullable(),
  summary: summary.nullable(),
  kept: z.boolean(),
  word: z.string().nullable(),
});

export const keptRehearsals = z.object({
  /** This machine may run rehearsals. */
  canRun: z.boolean(),
  /** How they are run where it may not. */
  how: z.string().nullable(),
  items: z.array(keptRehearsal),
});

export const rehearsalId = z.object({
  id: z.string().regex(/^\d{4}-\d{1,9}(-hand)?$/, words('不是演练编号', '请用列表中的编号')),
});

const LARGEST_SEED = 999_999_999;
export const wish = z.strictObject({
  kind: z.enum(['hand', 'year']),
  year,
  seed: z.int().min(0).max(LARGEST_SEED),
  /** A version of the live plan of that year; null: none yet. */
  plan: z.strictObject({ year, version: z.int().min(1) }).nullable(),
});

export type RehearsalWishBody = z.output<typeof wish>;
export type Kept = z.output<typeof keptRehearsal>;
export type KeptList = z.output<typeof keptRehearsals>;
export type Wish = z.input<typeof wish>;
