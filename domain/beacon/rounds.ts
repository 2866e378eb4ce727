/** Rounds and their instants, in whole numbers: `time(r) = genesis + (r - 1) * period` (drand `common/time.go`). */
import type { BeaconChain } from './chain.ts';

const SECOND_MS = 1_000;

/**
 * How wrong a machine's clock is allowed to be. Whatever must come before a round is known must come this much before
 * its instant by our clock, and nothing that decides over a draw may happen in that hour.
 */
export const CLOCK_TOLERANCE_MS = 3_600_000;

type Times = Pick<BeaconChain, 'genesisSeconds' | 'periodSeconds'>;

const assertRound = (round: number): void => {
  if (!Number.isSafeInteger(round) || round < 1) {
    throw new RangeError(`信标轮次“${round}”无效：应为不小于 1 的整数。`);
  }
};

/** The instant of a round, milliseconds since 1970. @throws RangeError (Chinese) on anything but 1, 2, 3 … */
export const timeOfRound = ({ genesisSeconds, periodSeconds }: Times, round: number): number => {
  assertRound(round);
  return (genesisSeconds + (round - 1) * periodSeconds) * SECOND_MS;
};

/** The latest round whose instant is not after `ms`; 0 before the chain began. */
export const roundAt = ({ genesisSeconds, periodSeconds }: Times, ms: number): number =>
  Math.max(0, Math.floor((ms - genesisSeconds * SECOND_MS) / (periodSeconds * SECOND_MS)) + 1);

/** The first round whose instant is not before `ms`. */
export const firstRoundFrom = (chain: Times, ms: number): number => {
  const round = Math.max(1, roundAt(chain, ms));
  return timeOfRound(chain, round) < ms ? round + 1 : round;
};
