/** Where the randomness will come from, and what happens if it does not: declared before any of it exists. */

/** What is announced of every source. */
interface SourcePlace {
  /** RFC 3339 instant, or words in a rehearsal. */
  readonly when: string;
  readonly where: string;
}

/** Ten-sided dice thrown before witnesses (骰子). The value: the digits read, nothing between them. */
export interface DiceSource extends SourcePlace {
  readonly id: string;
  readonly kind: 'dice';
  readonly faces: 10;
  readonly least: number;
  readonly normalisation: typeof DICE_NORMALISATION;
}

/** A round of a drand chain (公共随机信标). The value: lowercase hex of SHA-256 over the round's signature. */
export interface DrandSource extends SourcePlace {
  readonly id: string;
  readonly kind: 'drand';
  readonly chain_hash: string;
  readonly public_key: string;
  readonly scheme: typeof DRAND_SCHEME;
  /** Unix seconds of round 1. */
  readonly genesis: number;
  /** Seconds between rounds. */
  readonly period: number;
  readonly round: number;
  readonly normalisation: typeof DRAND_NORMALISATION;
}

/** What only a rehearsal (演练) uses. */
export interface RehearsalSource extends SourcePlace {
  readonly id: string;
  readonly kind: 'rehearsal';
  readonly normalisation: string;
}

export type AnnouncedSource = DiceSource | DrandSource | RehearsalSource;

export const DICE_NORMALISATION = 'decimal digits in reading order, nothing else';
export const DRAND_NORMALISATION = 'lowercase hex of SHA-256(signature)';
export const DRAND_SCHEME = 'bls-unchained-g1-rfc9380';
/** 39 ten-sided dice carry 129.6 bits. */
export const LEAST_DICE = 39;
export const FALLBACK_DICE = 'dice-fallback';
export const REHEARSAL_SOURCE = 'rehearsal';

/** Until `wait_until` the SAME value is waited for; then what is named here happens. */
export type AnnouncedFallback = {
  readonly wait_until: string;
  /** Too few inspectors for every seat: the draw is void, its number stays used. */
  readonly lack_of_people: 'void';
  /** What it means, in Chinese. */
  readonly text: string;
} & ({ readonly then: 'void' } | { readonly then: 'dice'; readonly source: DiceSource });

const MS_PER_SECOND = 1000;

/** Instant of the round, RFC 3339 with six fractional digits: genesis + (round - 1) * period. */
export const roundInstant = ({
  genesis,
  period,
  round,
}: Pick<DrandSource, 'genesis' | 'period' | 'round'>): string =>
  `${new Date((genesis + (round - 1) * period) * MS_PER_SECOND).toISOString().slice(0, 19)}.000000Z`;
