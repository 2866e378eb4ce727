import type { Selectable } from 'kysely';
import type { Deadline, Finding } from '../../db/types.ts';
import type { IsoDate } from '../../domain/calendar/dates.ts';
import { countedFrom } from '../shared/deadline-dates.ts';
import { openDeadline } from '../shared/deadlines.ts';
import type { Step } from '../shared/step.ts';

interface ReinspectionOutcome {
  readonly findingId: string;
  readonly outcome: 'rectified' | 'not-rectified';
}

export interface Round {
  readonly round: number;
  readonly outcomes: readonly ReinspectionOutcome[];
}

/** The re-inspections of an order so far. */
export const roundsOf = async ({ trx, authorityId }: Step, orderId: string): Promise<Round[]> => {
  const rows = await trx
    .selectFrom('reinspection')
    .select(['round', 'outcomes'])
    .where('authorityId', '=', authorityId)
    .where('orderId', '=', orderId)
    .orderBy('round')
    .execute();
  // Written only by a re-inspection, from the same type.
  return rows.map(({ round, outcomes }) => ({
    round,
    outcomes: outcomes as unknown as ReinspectionOutcome[],
  }));
};

/** How often a finding was found not put right. */
export const failuresOf = (rounds: readonly Round[], findingId: string): number =>
  rounds
    .flatMap(({ outcomes }) => outcomes)
    .filter((each) => each.findingId === findingId && each.outcome === 'not-rectified').length;

/** A re-inspection is owed of what was due on a day, or once more of what failed in a round. */
const againPart = (failedRound: number): string => `round-${failedRound + 1}`;

const wasLookedAt = (rounds: readonly Round[], findingId: string): boolean =>
  rounds.some(({ outcomes }) => outcomes.some((each) => each.findingId === findingId));

const open = (step: Step, orderId: string, part: string, from: IsoDate): Promise<void> => {
  const key = { subjectKind: 'order', subjectId: orderId, kind: 'reinspection', part } as const;
  return openDeadline(
    step,
    key,
    countedFrom(step, from, step.settings.rectification.reinspectionWorkingDays),
  );
};

/** The day of what is re-inspected: `2021-03-31`, or `2021-03-31/2` where that day had one that is over. */
const dayOf = (part: string): string => part.split('/')[0] ?? part;

const ofDay = async ({ trx, authorityId }: Step, orderId: string, dueOn: IsoDate) =>
  (
    await trx
      .selectFrom('deadline')
      .select(['part', 'metOn', 'droppedReason'])
      .where('authorityId', '=', authorityId)
      .where('subjectKind', '=', 'order')
      .where('subjectId', '=', orderId)
      .where('kind', '=', 'reinspection')
      .execute()
  ).filter(({ part }) => dayOf(part) === dueOn);

/**
 * Re-inspection of what was due on a day, counted from the deadline or from the unit's report (R8). An extension may
 * bring findings to a day whose re-inspection is over: they are owed one of their own.
 * @param findings those of the order, as they stand
 */
export const openReinspection = async (
  step: Step,
  orderId: string,
  {
    findings,
    dueOn,
    from,
  }: {
    readonly findings: readonly Selectable<Finding>[];
    readonly dueOn: IsoDate;
    readonly from: IsoDate;
  },
): Promise<void> => {
  const before = await ofDay(step, orderId, dueOn);
  if (before.length === 0) return open(step, orderId, dueOn, from);
  if (before.some(({ metOn, droppedReason }) => metOn === null && droppedReason === null)) return;
  const rounds = await roundsOf(step, orderId);
  const isNew = (finding: Selectable<Finding>): boolean =>
    finding.state === 'open' && finding.dueOn === dueOn && !wasLookedAt(rounds, finding.id);
  if (findings.some(isNew)) await open(step, orderId, `${dueOn}/${before.length + 1}`, from);
};

/** Re-inspection once more of what failed in a round (R9). */
export const openReinspectionAgain = (
  step: Step,
  orderId: string,
  failedRound: number,
  from: IsoDate,
): Promise<void> => open(step, orderId, againPart(failedRound), from);

/** What failed every re-inspection is to be referred (移送): the approver owes it from then (R9). */
export const openReferral = async (
  step: Step,
  orderId: string,
  round: number,
  from: IsoDate,
): Promise<void> => {
  const part = `round-${round}`;
  const key = { subjectKind: 'order', subjectId: orderId, kind: 'referral', part } as const;
  await openDeadline(step, key, countedFrom(step, from, step.settings.rectification.referralWorkingDays));
};

/** The findings for which a deadline of an order stands, open or not. */
const findingsBehind = (
  { kind, part, dueOn }: Pick<Selectable<Deadline>, 'kind' | 'part' | 'dueOn'>,
  findings: readonly Selectable<Finding>[],
  rounds: readonly Round[],
  maximumRounds: number,
): readonly Selectable<Finding>[] => {
  if (kind === 'referral') return findings.filter(({ id }) => failuresOf(rounds, id) >= maximumRounds);
  if (kind === 'rectification') return findings.filter((finding) => finding.dueOn === dueOn);
  const failedRound = rounds.find(({ round }) => againPart(round) === part);
  // What was looked at and failed is owed by the round's own deadline.
  if (failedRound === undefined) {
    return findings.filter((finding) => finding.dueOn === dayOf(part) && !wasLookedAt(rounds, finding.id));
  }
  return findings.filter(({ id }) => failuresOf([failedRound], id) > 0);
};

/**
 * Closes what an order no longer owes, after a report, a re-inspection or a disposal: met on a day, or dropped with a
 * reason. A deadline stays open while one of its findings is still owed.
 * @param owed whether a finding is still owed by a deadline of that kind
 */
export const settleOrderDeadlines = async (
  { trx, authorityId, settings }: Step,
  orderId: string,
  facts: { readonly findings: readonly Selectable<Finding>[]; readonly rounds: readonly Round[] },
  owed: (finding: Selectable<Finding>, kind: Deadline['kind']) => boolean,
  settled: { readonly metOn: IsoDate } | { readonly droppedReason: string },
): Promise<void> => {
  const owedNow = await trx
    .selectFrom('deadline')
    .select(['kind', 'part', 'dueOn'])
    .where('authorityId', '=', authorityId)
    .where('subjectKind', '=', 'order')
    .where('subjectId', '=', orderId)
    .where('metOn', 'is', null)
    .where('droppedReason', 'is', null)
    .execute();
  for (const { kind, part, dueOn } of owedNow) {
    const behind = findingsBehind(
      { kind, part, dueOn },
      facts.findings,
      facts.rounds,
      settings.rectification.maximumRounds,
    );
    if (behind.some((finding) => owed(finding, kind))) continue;
    await trx
      .updateTable('deadline')
      .set(settled)
      .where('authorityId', '=', authorityId)
      .where('subjectKind', '=', 'order')
      .where('subjectId', '=', orderId)
      .where((row) => row.and({ kind, part }))
      .execute();
  }
};
