import { ApplicationFailure } from '@temporalio/common';
import { isFailureCode } from '../domain/failure/failures.ts';
import { type LogContext, type Logger, logFor } from '../runtime/log.ts';

type Step = (input: never) => Promise<unknown>;

/** What the inputs of all steps have in common, as far as they have it. */
interface StepIds {
  readonly authorityId?: string;
  readonly subjectId?: string;
  readonly command?: { readonly id: string };
}

/** `<authority>-<year>-<cycle>-<sequence>`; behind it an order's `-R1` or a publication's `/1`. */
const OF_TASK = /^.+-(\d{4}-\d{1,2})-\d{4,}(?=$|[-/])/;
const CYCLE = /^\d{4}-\d{1,2}$/;
const DRAW = /^\d{4}-\d{3,}$/;

/** The ids under which a log is searched: a step of an order or a publication is one of its task and cycle too. */
export const idsOfStep = ({ authorityId, subjectId = '', command }: StepIds): LogContext => {
  const [task, cycle] = OF_TASK.exec(subjectId) ?? [];
  const of: LogContext =
    task !== undefined && cycle !== undefined
      ? { cycle, task, ...(subjectId === task ? {} : { subject_id: subjectId }) }
      : {
          ...(CYCLE.test(subjectId) && { cycle: subjectId }),
          ...(DRAW.test(subjectId) && { draw: subjectId }),
        };
  return {
    ...(authorityId !== undefined && { authority: authorityId }),
    ...of,
    ...(command !== undefined && { command: command.id }),
  };
};

/** A refusal has been told to who asked and is on record: no fault of the machine. */
const refusedAs = (error: unknown): string | null =>
  error instanceof ApplicationFailure && error.nonRetryable === true && isFailureCode(error.type)
    ? error.type
    : null;

const logged =
  (log: Logger, step: string, act: Step): Step =>
  async (input) => {
    const ids = input as StepIds;
    const line = (): Logger => logFor(log, idsOfStep(ids));
    const begunAt = performance.now();
    const ms = (): number => Math.round(performance.now() - begunAt);
    try {
      const answer = await act(input);
      // The looks of thousands of workflows would bury what people did.
      line()[ids.command === undefined ? 'debug' : 'info']({ step, ms: ms() }, 'carried out');
      return answer;
    } catch (error) {
      const code = refusedAs(error);
      if (code === null) line().warn({ step, ms: ms(), err: error }, 'failed, and is tried again');
      else line().info({ step, ms: ms(), code }, 'refused');
      throw error;
    }
  };

/** The same steps, each with a line of its end: what it was about by ids, never what it says. */
export const loggedSteps = (
  log: Logger,
  steps: Readonly<Record<string, Step>>,
): Readonly<Record<string, Step>> =>
  Object.fromEntries(Object.entries(steps).map(([name, act]) => [name, logged(log, name, act)]));
