import type { Instant, IsoDate } from '../../domain/calendar/dates.ts';

/** How far time is to be moved: one day, to what happens next, or to a date. */
export type RehearsalStep =
  | { readonly by: 'day' }
  | { readonly by: 'next-event' }
  | { readonly by: 'date'; readonly date: IsoDate };

/** Where the rehearsed time stands. */
export interface RehearsalClock {
  /** Business time, epoch milliseconds. */
  readonly nowMs: number;
  /** What time is on its way to; null: it stands. */
  readonly movingToMs: number | null;
  /** Why the last step did not come to its end, in words; null: it did. */
  readonly fault: string | null;
}

/** A mail or SMS as it went out. */
export interface RehearsedMessage {
  readonly channel: 'email' | 'sms';
  /** Within its channel, counted from 1. */
  readonly number: number;
  /** Business time; null where it names none. */
  readonly at: Instant | null;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** Id of the message in the outbox; empty where the mail names none. */
  readonly messageId: string;
}

/**
 * A rehearsal by hand (手动演练) as the application sees it: whoever runs it owns engine and clock. An application
 * without one has none of its routes.
 */
export interface RehearsalRoom {
  readonly id: string;
  readonly year: number;
  /** Opens the room to who holds it; made anew at each start. */
  readonly entryKey: string;
  readonly authorityId: string;
  clock(): Promise<RehearsalClock>;
  /**
   * Begins to move time and returns; everybody else does what falls due on the way where `withOthers` is set.
   * @throws Refusal WrongState while it moves, InvalidInput for a date that is past or too far
   */
  move(step: RehearsalStep, withOthers: boolean): Promise<void>;
  /** Everybody else does what is due by today. @throws Refusal WrongState while time moves */
  playOthers(): Promise<void>;
  /** Waits until time stands. @returns whether it does */
  settled(withinMs: number): Promise<boolean>;
  /** Newest first. */
  messages(): Promise<readonly RehearsedMessage[]>;
}
