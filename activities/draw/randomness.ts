import type { BeaconChain } from '../../domain/beacon/chain.ts';
import type { Instant, IsoDate } from '../../domain/calendar/dates.ts';
import type { AnnouncedFallback, AnnouncedSource } from '../../domain/draw/announced-sources.ts';
import type { SourceValue } from '../../domain/draw/prk.ts';
import type { RandomnessSettings } from '../../domain/settings/randomness.ts';
import type { Step } from '../shared/step.ts';

/** What an announcement says of its randomness, before any of it exists. */
export interface SourcePlan {
  /** In the order in which the values enter the key. */
  readonly sources: readonly AnnouncedSource[];
  readonly noticeHours: number;
  /** What happens when a source stays silent. */
  readonly fallback: AnnouncedFallback;
}

/** What a draw waits for, in Chinese. */
export interface Waiting {
  readonly waitingFor: string;
}

/** A question to the relays of a beacon, asked outside of any transaction. */
export interface BeaconQuestion {
  readonly round: number;
  readonly relays: readonly string[];
}

/** How one relay answered. Only `verified` carries a value, and it was verified. */
export interface RelayAnswer {
  readonly relay: string;
  readonly outcome:
    | 'verified'
    | 'not-yet'
    | 'unreachable'
    | 'late'
    | 'malformed'
    | 'other-round'
    | 'wrong-signature';
  readonly signature?: string;
}

export type Looked =
  | { readonly kind: 'obtained'; readonly values: readonly SourceValue[] }
  | { readonly kind: 'ask'; readonly question: BeaconQuestion }
  | ({ readonly kind: 'wait'; readonly wakeAt: Instant } & Waiting)
  | { readonly kind: 'void'; readonly reason: string };

export interface AskingDraw {
  readonly id: string;
  readonly rehearsal: boolean;
}

/** Where a draw's randomness comes from. What it is must be in the announcement, before any of it exists. */
export interface RandomnessSource {
  /** The chain whose rounds it takes; null in a rehearsal. Pinned in code. */
  readonly beacon: BeaconChain | null;
  /** The instant an announcement bears: six fractional digits. */
  announcedAt(at: Instant): string;
  /** Salt of an inspector's hash in one draw: hex, kept like a one-time code. */
  saltOf(drawId: string, inspectorId: string): string;
  /** Before an announcement, outside of any transaction: what forbids it now; null when nothing does. */
  obstacleToAnnouncing(settings: RandomnessSettings | null, at: Instant): Promise<Waiting | null>;
  /** What an announcement made in this step names. @param latestOn the latest day of the draw */
  plan(step: Step, announcedAt: string, latestOn: IsoDate): Promise<SourcePlan | Waiting>;
  /** Where an announced draw stands. @param answers of the relays, where they were asked since the last look */
  look(step: Step, draw: AskingDraw, answers?: readonly RelayAnswer[]): Promise<Looked>;
  /** Asks the relays, outside of any transaction. Never throws for what a relay does. */
  ask(question: BeaconQuestion, timeoutMs?: number): Promise<readonly RelayAnswer[]>;
}
