import type { Instant } from '../../domain/calendar/dates.ts';
import type { AnnouncedSource } from '../../domain/draw/announcement.ts';
import type { SourceValue } from '../../domain/draw/prk.ts';
import type { Step } from '../shared/step.ts';

export type Asked =
  | { readonly obtained: true; readonly values: readonly SourceValue[] }
  /** What it waits for, in Chinese. */
  | { readonly obtained: false; readonly waitingFor: string };

/** Where a draw's randomness comes from. What it is must be in the announcement, before any of it exists. */
export interface RandomnessSource {
  /** In the order in which the values enter the key; empty while none is configured: then nothing is announced. */
  readonly sources: readonly AnnouncedSource[];
  /** What happens when a source stays silent: declared in the announcement. */
  readonly fallback: string;
  /** The instant an announcement bears: six fractional digits. */
  announcedAt(at: Instant): string;
  /** Salt of an inspector's hash in one draw: hex, kept like a one-time code. */
  saltOf(drawId: string, inspectorId: string): string;
  /** The values for an announced draw, or what they wait for. */
  ask(step: Pick<Step, 'trx'>, draw: { readonly id: string; readonly rehearsal: boolean }): Promise<Asked>;
}
