import type { DrandSource } from '../../../domain/draw/announced-sources.ts';
import type { RandomnessSettings } from '../../../domain/settings/randomness.ts';

/** Those that were announced, and those of today: a relay is never trusted, so any may be asked. */
export const relaysOf = (source: DrandSource, settings: RandomnessSettings | null): readonly string[] => [
  ...new Set([...source.where.split('、'), ...(settings?.relays ?? [])]),
];
