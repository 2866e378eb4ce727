import { ApplicationFailure } from '@temporalio/common';
import { isFailureCode, Refusal } from '../../domain/failure/failures.ts';

/** Causes nest update → activity → application; a chain longer than this is a loop. */
const LONGEST_CHAIN = 20;

/** Errors from the outside in: the error, its cause, the cause of that. */
export function* causesOf(error: unknown): Generator<unknown> {
  let current = error;
  for (let depth = 0; current !== undefined && current !== null && depth < LONGEST_CHAIN; depth += 1) {
    yield current;
    current = (current as { cause?: unknown }).cause;
  }
}

/** The refusal that lies somewhere in the chain of causes, or null where the machine itself failed. */
export const refusalIn = (error: unknown): Refusal | null => {
  for (const cause of causesOf(error)) {
    if (cause instanceof Refusal) return cause;
    if (!(cause instanceof ApplicationFailure) || !isFailureCode(cause.type)) continue;
    const field = cause.details?.[0];
    return new Refusal(cause.type, cause.message, typeof field === 'string' ? field : null);
  }
  return null;
};
