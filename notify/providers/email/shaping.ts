/** How gently one recipient domain wants to be written to. */
export interface DomainLimit {
  /** Mails a second, over all processes. */
  readonly perSecond?: number | undefined;
  /** Mails in hand at once, per process. */
  readonly atOnce?: number | undefined;
}

export interface ShapingSettings {
  /** Limits by recipient domain, `*` for every other one. */
  readonly domains: Readonly<Record<string, DomainLimit>>;
  /** Notifier processes that share each rate. @default 1 */
  readonly processes?: number | undefined;
}

export interface Shaper {
  /**
   * Asks for a mail's turn.
   * @returns 0 where it may go now, and then {@link Shaper.done} must be called; else milliseconds after which to ask again
   */
  admit(messageId: string, address: string): number;
  /** @param tookMs how long the mail was in hand */
  done(address: string, tookMs: number): void;
}

const SECOND_MS = 1000;
/** How long a mail takes until we have seen one; afterwards the last ones tell. */
const FIRST_GUESS_MS = 250;
const WEIGHT_OF_LAST = 0.2;
/** A place that was given and not taken up, because its message was cancelled or went to another process. */
const FORGET_AFTER_MS = 600_000;
const SWEEP_EVERY = 1000;

interface Lane {
  readonly intervalMs: number;
  readonly atOnce: number;
  inHand: number;
  /** Mean time of the last mails. */
  takesMs: number;
  /** Where too many are in hand: when the next one is likely to find room. */
  roomAtMs: number;
  /** When the next place is free. */
  nextAtMs: number;
}

/**
 * Paces the mails to single domains. Each domain has evenly spaced places, and a mail that comes too early is given
 * the next free one and comes back then, so that nobody waits in a connection's way. Kept in the process: the queue's own
 * limiter knows only whole queues, and a queue per domain would be one more thing to watch for every domain there is.
 * With several processes each takes its part of the rate.
 */
export const createShaper = (
  { domains, processes = 1 }: ShapingSettings,
  now: () => number = Date.now,
): Shaper => {
  const lanes = new Map<string, Lane>();
  const places = new Map<string, number>();
  let asked = 0;

  const laneOf = (address: string): Lane | null => {
    const domain = address.slice(address.lastIndexOf('@') + 1).toLowerCase();
    const limit = domains[domain] ?? domains['*'];
    if (limit === undefined) return null;
    const known = lanes.get(domain);
    if (known !== undefined) return known;
    const lane = {
      intervalMs: limit.perSecond === undefined ? 0 : (SECOND_MS * processes) / limit.perSecond,
      atOnce: limit.atOnce ?? Number.POSITIVE_INFINITY,
      inHand: 0,
      takesMs: FIRST_GUESS_MS,
      roomAtMs: 0,
      nextAtMs: 0,
    };
    lanes.set(domain, lane);
    return lane;
  };

  const forgetOld = (): void => {
    asked += 1;
    if (asked % SWEEP_EVERY !== 0) return;
    for (const [id, at] of places) if (at < now() - FORGET_AFTER_MS) places.delete(id);
  };

  /** Those that find no room are spread over the time in which it comes, so that few come in vain. */
  const untilRoom = (lane: Lane, time: number): number => {
    if (lane.inHand < lane.atOnce) return 0;
    lane.roomAtMs = Math.max(time, lane.roomAtMs) + lane.takesMs / lane.atOnce;
    return Math.ceil(lane.roomAtMs - time);
  };

  return {
    admit: (messageId, address) => {
      const lane = laneOf(address);
      if (lane === null) return 0;
      forgetOld();
      const time = now();
      const place = places.get(messageId) ?? Math.max(time, lane.nextAtMs);
      if (!places.has(messageId)) lane.nextAtMs = place + lane.intervalMs;
      const waitMs = place > time ? Math.ceil(place - time) : untilRoom(lane, time);
      if (waitMs > 0) {
        places.set(messageId, place);
        return waitMs;
      }
      places.delete(messageId);
      lane.inHand += 1;
      return 0;
    },
    done: (address, tookMs) => {
      const lane = laneOf(address);
      if (lane === null) return;
      lane.inHand -= 1;
      lane.takesMs += (tookMs - lane.takesMs) * WEIGHT_OF_LAST;
    },
  };
};
