import { sql } from 'kysely';
import { DEADLINE_KINDS, type DeadlineKind } from '../../domain/deadline/kinds.ts';

/** What follows from an order to correct, as the boards count it in one: the rectification step of a plan row. */
const AFTER_ORDER: readonly DeadlineKind[] = ['rectification', 'reinspection', 'referral'];

/** What a task owes, as a list can be narrowed to it: one kind, or all that follows from an order (整改、复查和移送). */
export const DUTY_FILTERS = [...DEADLINE_KINDS, 'after-order'] as const;
export type DutyFilter = (typeof DUTY_FILTERS)[number];

/** Whether the deadline `d` is of that duty, as a condition. @param due undefined: of any */
export const isOfDuty = (due: DutyFilter | undefined) => {
  if (due === undefined) return sql<boolean>`true`;
  const kinds = due === 'after-order' ? AFTER_ORDER : [due];
  return sql<boolean>`d.kind = any(${kinds as string[]}::text[])`;
};
