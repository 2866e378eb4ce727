import { z } from 'zod';
import { isoDate } from '../../http/schemas.ts';
import { cycle } from '../cycle/cycle-schema.ts';

/** A day found by counting working days; provisional where a notice of holidays is not loaded yet (暂定). */
const due = z.object({ date: isoDate, provisional: z.boolean() });

const window = z.object({
  number: z.number(),
  name: z.string(),
  start: isoDate,
  end: isoDate,
  rows: z.number(),
  planned: z
    .object({ opensOn: due, drawOn: due, drawLatestOn: due, visitsUntil: due, publishBy: due })
    .nullable(),
  cycle: z.object({ id: z.string(), state: cycle.shape.state, drawOn: isoDate }).nullable(),
});

export const planCalendar = z.object({
  year: z.number(),
  version: z.number().nullable(),
  knowsYear: z.boolean(),
  windows: z.array(window),
});

export const planWorkload = z.object({
  year: z.number(),
  version: z.number(),
  teamSize: z.number(),
  rows: z.array(
    z.object({
      number: z.string(),
      taskName: z.string(),
      item: z.string(),
      /** Units of the register that the row may draw, today. */
      eligible: z.number(),
      /** Visits to be expected. */
      visits: z.number(),
      conflicts: z.array(z.string()),
      from: isoDate,
      to: isoDate,
      /** Inspectors who may go in these days, and who may take the first seat. */
      able: z.number(),
      qualified: z.number(),
    }),
  ),
  months: z.array(z.object({ month: z.number(), workingDays: z.number(), visits: z.number() })),
  inspectors: z.array(z.object({ officerId: z.string(), months: z.array(z.number()) })),
});

export const planReadiness = z.object({
  year: z.number(),
  asOf: isoDate,
  /** Of the authority as a whole, for a live system in the running year: keys, randomness, roles, providers. */
  missing: z.array(
    z.object({
      what: z.string(),
      remedy: z.string(),
      /** Where in the console it is mended, below `/console`; null: only on the server. */
      page: z.object({ path: z.string(), name: z.string() }).nullable(),
    }),
  ),
  cycles: z.array(
    window.extend({
      /** The draw has taken place or can no longer: nothing is looked at any more. */
      over: z.boolean(),
      gaps: z.array(
        z.object({
          what: z.string(),
          mendedIn: z.enum(['plan', 'holidays', 'items', 'units', 'inspectors', 'draw']),
        }),
      ),
    }),
  ),
});

/** As the pages read them. */
export type PlanCalendar = z.output<typeof planCalendar>;
export type PlanWorkload = z.output<typeof planWorkload>;
export type PlanReadiness = z.output<typeof planReadiness>;
