import type { Instant } from '../calendar/dates.ts';
import type { WorkingCalendar } from '../calendar/working-calendar.ts';
import type { MessageSettings } from '../settings/messages.ts';
import { type SendKind, type SendSpan, sendSpan } from './quiet-hours.ts';

/** When a message may go out, and whether it is gathered with others. */
export interface Release extends SendSpan {
  /** From how many reminders of one release on a digest takes their place; null: it goes out by itself. */
  readonly gatherAtLeast: number | null;
}

export const AT_ONCE: Release = { after: null, before: null, gatherAtLeast: null };

const MINUTE_MS = 60_000;

/**
 * The next full quarter of an hour (or whatever divides it): by the clock on the wall, not by which reminder came
 * first, so that the same reminders are gathered alike whoever is quicker.
 */
const nextGathering = (at: Instant, minutes: number): Instant => {
  const slot = minutes * MINUTE_MS;
  return new Date(Math.floor(Date.parse(at) / slot) * slot + slot).toISOString();
};

/**
 * When a message goes out. Reminders to an officer (not urgent ones, not escalations) wait for the next gathering, so
 * that many of them become one digest (汇总提醒); where the gathering would end outside their hours they do not wait.
 * @param kind.mayGather whether it is a reminder of a deadline to an officer
 */
export const releaseOf = (
  at: Instant,
  kind: SendKind & { readonly mayGather: boolean },
  settings: MessageSettings,
  calendar: WorkingCalendar,
): Release => {
  const span = sendSpan(at, kind, settings, calendar);
  const { threshold, gatherMinutes } = settings.digest;
  const isGathered =
    threshold > 0 && kind.mayGather && kind.category === 'reminder' && kind.lane !== 'urgent';
  if (!isGathered) return { ...span, gatherAtLeast: null };
  const after = nextGathering(span.after ?? at, gatherMinutes);
  if (span.before !== null && after >= span.before) return { ...span, gatherAtLeast: null };
  return { after, before: span.before, gatherAtLeast: threshold };
};
