import type { InvariantName, InvariantSummary } from '../../../domain/rehearsal/summary.ts';
import { auditChain } from './audit-chain.ts';
import { countsFollowRatio } from './counts-follow-ratio.ts';
import { insideThePlan } from './inside-the-plan.ts';
import { type Invariant, outcomeOf, type RehearsedYear } from './invariant.ts';
import { messagesAccepted } from './messages-accepted.ts';
import { messagesAddUp } from './messages-add-up.ts';
import { oneEnding } from './one-ending.ts';
import { publishedInTime } from './published-in-time.ts';
import { remindedOnce } from './reminded-once.ts';
import { sameDraw } from './same-draw.ts';
import { scenarioPlayed } from './scenario-played.ts';
import { validTeams } from './valid-teams.ts';

/** Every invariant of {@link import('../../../domain/rehearsal/summary.ts').INVARIANTS} with its check. */
export const CHECKS: Readonly<Record<InvariantName, Invariant>> = {
  'one-ending': oneEnding,
  'valid-teams': validTeams,
  'published-in-time': publishedInTime,
  'reminded-once': remindedOnce,
  'inside-the-plan': insideThePlan,
  'counts-follow-ratio': countsFollowRatio,
  'audit-chain': auditChain,
  'messages-accepted': messagesAccepted,
  'messages-add-up': messagesAddUp,
  'same-seed-same-draw': sameDraw,
  'scenario-played': scenarioPlayed,
};

export interface CheckedInvariant extends InvariantSummary {
  /** The first few facts that break it (Chinese). */
  readonly examples: readonly string[];
}

/** Checks every invariant on the facts of a rehearsed year. */
export const checkYear = async (year: RehearsedYear): Promise<CheckedInvariant[]> => {
  const results: CheckedInvariant[] = [];
  for (const [name, check] of Object.entries(CHECKS) as [InvariantName, Invariant][]) {
    results.push({ name, ...outcomeOf(await check(year)) });
  }
  return results;
};
