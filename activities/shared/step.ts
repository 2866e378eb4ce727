import { ApplicationFailure } from '@temporalio/common';
import type { Transaction } from 'kysely';
import type { AuditActor } from '../../db/actor.ts';
import type { AuditEvent } from '../../db/audit/append-audit.ts';
import { appendAuditRows } from '../../db/audit/audit-rows.ts';
import { beginStep, type StepContext } from '../../db/begin-step.ts';
import type { Database } from '../../db/connect.ts';
import { dateAt, type Instant, type IsoDate } from '../../domain/calendar/dates.ts';
import type { WorkingCalendar } from '../../domain/calendar/working-calendar.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import type { AuthoritySettings } from '../../domain/settings/settings.ts';
import type { StepInput } from '../../workflows/shared/contract.ts';
import type { ActivityDeps, Salts } from './deps.ts';

/** One business step: a transaction, the authority it belongs to, its business time, and who acts. */
export interface Step {
  readonly trx: Transaction<Database>;
  readonly authorityId: string;
  readonly authorityName: string;
  readonly settings: AuthoritySettings;
  readonly calendar: WorkingCalendar;
  readonly at: Instant;
  readonly today: IsoDate;
  readonly actor: AuditActor;
  readonly commandId: string | null;
  readonly randomness?: Salts;
  /** Audit events that are written at the step's end, all by one statement. */
  readonly unwritten: AuditEvent[];
  /** An audit event of this step, written in its transaction. */
  audit(action: string, subject: readonly [kind: string, id: string], data?: object): Promise<void>;
}

export const SYSTEM: AuditActor = { kind: 'system', id: 'workflow' };

/** PostgreSQL quotes whole rows in these, and Temporal's SDK logs every failure of an activity as it is. */
export const forgetRows = (error: unknown): unknown => {
  if (error instanceof Error) for (const field of ['detail', 'where']) Reflect.deleteProperty(error, field);
  return error;
};

/** Refusals go back to Temporal as final; anything else is a fault of the machine and is tried again. */
export const asFailure = (error: unknown): unknown =>
  error instanceof Refusal
    ? ApplicationFailure.create({
        type: error.code,
        message: error.message,
        nonRetryable: true,
        details: [error.field],
      })
    : forgetRows(error);

/** How a step begins: what it goes by is read, and the triggers are told who acts. */
type Begin = (...args: Parameters<typeof beginStep>) => Promise<StepContext>;

/** Runs the body in one transaction: facts, audit events and outbox rows are written together or not at all. */
export const inTransaction = <T>(
  { db, randomness }: Pick<ActivityDeps, 'db' | 'randomness'>,
  { authorityId, at }: Pick<StepInput, 'authorityId' | 'at'>,
  body: (step: Step) => Promise<T>,
  actor: AuditActor = SYSTEM,
  commandId: string | null = null,
  begin: Begin = beginStep,
): Promise<T> =>
  db.transaction().execute(async (trx) => {
    const unwritten: AuditEvent[] = [];
    const done = await body({
      trx,
      authorityId,
      ...(await begin(trx, authorityId, actor, at)),
      at,
      today: dateAt(at),
      actor,
      commandId,
      ...(randomness === undefined ? {} : { randomness }),
      unwritten,
      audit: async (action, [subjectKind, subjectId], data = {}) => {
        unwritten.push({
          ...{ authorityId, action, subjectKind, subjectId, actor, commandId },
          data: { ...data },
          at,
        });
      },
    });
    await appendAuditRows(trx, unwritten);
    return done;
  });

/** A step that nobody commanded: in one transaction, its refusals told to Temporal as they are. */
export const inStep = async <T>(
  deps: Pick<ActivityDeps, 'db' | 'randomness'>,
  input: Pick<StepInput, 'authorityId' | 'at'>,
  body: (step: Step) => Promise<T>,
): Promise<T> => {
  try {
    return await inTransaction(deps, input, body);
  } catch (error) {
    throw asFailure(error);
  }
};
