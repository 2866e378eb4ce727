/** Steps without Temporal: the activities themselves on real PostgreSQL, at any time a test wants. */
import type { ActivityDeps } from '../../../activities/shared/deps.ts';
import { instantAt } from '../../../domain/calendar/dates.ts';
import type { EnteredFinding } from '../../../workflows/inspection-task/contract.ts';
import type { CarriedOut, CommandOutcome, Progress } from '../../../workflows/shared/contract.ts';
import { notingEngine } from '../../activities/support/quiet-engine.ts';
import { createTestDatabase } from '../database.ts';
import { giveToStep } from '../give.ts';
import { addCase, type Case, type CaseOptions, type CaseTask } from './case.ts';
import { activitiesOf, type CaseCommand, type Content } from './commands.ts';
import { approval, CHANNELS, cleanResult, resultWith, shownOn, visit } from './contents.ts';

/** When, in China: `2021-03-01 09:00`. */
export type ChinaTime = `${string} ${string}`;

export const at = (time: ChinaTime): string => {
  const [date = '', clock = ''] = time.split(' ');
  return instantAt(date, clock);
};

const LOOKS = { task: 'advanceTask', publication: 'advancePublication', order: 'advanceOrder' } as const;

export const openSteps = async (more: Partial<ActivityDeps> = {}) => {
  const database = await createTestDatabase();
  const engine = notingEngine();
  const activities = activitiesOf({ db: database.db, engine, ...more });
  let sent = 0;
  const send = (
    authorityId: string,
    command: CaseCommand,
    subjectId: string,
    content: Content,
    time: ChinaTime,
  ) => {
    sent += 1;
    const request = { authorityId, name: command, subjectId, at: at(time) };
    return giveToStep(database.db, activities[command], {
      ...request,
      command: { id: `command-${sent}`, ...content },
    });
  };
  return {
    db: database.db,
    url: database.url,
    engine,
    activities,
    addCase: (options: CaseOptions): Promise<Case> => addCase(database.db, options),
    /** One look of a subject's workflow at the facts. */
    look: (
      kind: keyof typeof LOOKS,
      authorityId: string,
      subjectId: string,
      time: ChinaTime,
    ): Promise<Progress> => activities[LOOKS[kind]]({ authorityId, subjectId, at: at(time) }),
    send: (
      made: Case,
      command: CaseCommand,
      subjectId: string,
      content: Content,
      time: ChinaTime,
    ): Promise<CarriedOut & CommandOutcome> => send(made.authorityId, command, subjectId, content, time),
    /** Visit, entry and review of a dispatched task at one moment. */
    review: async (
      made: Case,
      task: CaseTask,
      time: ChinaTime,
      findings: readonly EnteredFinding[] = [],
    ): Promise<void> => {
      const content = findings.length === 0 ? cleanResult(task) : resultWith(task, findings);
      await send(made.authorityId, 'recordVisit', task.id, visit(task, Date.parse(at(time))), time);
      await send(made.authorityId, 'enterResult', task.id, content, time);
      await send(made.authorityId, 'reviewResult', task.id, approval, time);
    },
    publish: async (made: Case, task: CaseTask, time: ChinaTime): Promise<void> => {
      for (const channel of CHANNELS) {
        await send(
          made.authorityId,
          'confirmChannel',
          `${task.id}/1`,
          shownOn(channel, time.slice(0, 10)),
          time,
        );
      }
    },
    close: () => database.drop(),
  };
};

export type Steps = Awaited<ReturnType<typeof openSteps>>;

/** The code of a refused step. @throws what is no refusal */
export const refusedStep = async (
  step: Promise<unknown>,
): Promise<{ code: unknown; message: string; retryable: boolean }> => {
  try {
    await step;
  } catch (error) {
    if (!(error instanceof Error && 'type' in error && 'nonRetryable' in error)) throw error;
    return { code: error.type, message: error.message, retryable: error.nonRetryable !== true };
  }
  throw new Error('the step was carried out');
};
