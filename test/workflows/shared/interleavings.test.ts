import fc from 'fast-check';
import { SHIPPED_NOTICES } from '../../../domain/calendar/notices.ts';
import { buildCalendar } from '../../../domain/calendar/working-calendar.ts';
import { addWorkingDays } from '../../../domain/calendar/working-days.ts';
import { nudgeSignal } from '../../../workflows/shared/contract.ts';
import { type Case, taskOf } from '../../support/cases/case.ts';
import type { CaseCommand, Content } from '../../support/cases/commands.ts';
import {
  approval,
  CHANNELS,
  closedDown,
  finding,
  resultWith,
  returned,
  shownOn,
  visit,
} from '../../support/cases/contents.ts';
import { refusalOf, type Stage, startStage } from '../../support/cases/stage.ts';
import { auditOf, deadlinesOf, messagesOf } from '../../support/cases/traces.ts';

const calendar = buildCalendar(SHIPPED_NOTICES);
const RUNS = 4;

/** How a noisy run disturbs a day beside the command of that day. */
interface Noise {
  readonly nudges: number;
  readonly repeats: number;
  readonly strangers: boolean;
}

interface Course {
  /** Working days until the next command, one per command. */
  readonly gaps: readonly number[];
  readonly noise: readonly Noise[];
}

const course: fc.Arbitrary<Course> = fc.record({
  gaps: fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 7, maxLength: 7 }),
  noise: fc.array(fc.record({ nudges: fc.nat(3), repeats: fc.nat(2), strangers: fc.boolean() }), {
    minLength: 7,
    maxLength: 7,
  }),
});

describe('a subject', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await startStage({ initialTime: '2021-03-01T00:00:00.000Z' });
  });
  afterAll(() => stage.stop());

  const commandsOf = (
    made: Case,
    now: number,
    today: string,
  ): readonly (readonly [CaseCommand, string, Content])[] => {
    const task = taskOf(made);
    const result = resultWith(task, [finding()]);
    const outcomes = [{ findingId: `${task.id}-F2.1`, outcome: 'rectified' }];
    return [
      ['recordVisit', task.id, visit(task, now)],
      ['enterResult', task.id, result],
      ['reviewResult', task.id, returned],
      ['correctResult', task.id, result],
      ['reviewResult', task.id, approval],
      ['confirmChannel', `${task.id}/1`, shownOn(CHANNELS[0], today)],
      ['reinspect', `${task.id}-R2`, { actorId: task.team[0] ?? '', inspectedOn: today, outcomes }],
    ];
  };
  const disturb = async (
    made: Case,
    day: number,
    noise: Noise,
    sent: readonly [CaseCommand, string, Content] | undefined,
  ) => {
    const open = await stage.db
      .selectFrom('workflowProgress')
      .select('workflowId')
      .where('authorityId', '=', made.authorityId)
      .where('ended', '=', false)
      .execute();
    const nudges = open.flatMap(({ workflowId }) =>
      Array.from({ length: noise.nudges }, () =>
        stage.client.workflow
          .getHandle(workflowId)
          .signal(nudgeSignal)
          .catch(() => undefined),
      ),
    );
    const repeats = Array.from({ length: sent === undefined ? 0 : noise.repeats }, (_, index) => {
      const [command, subjectId, content] = sent ?? ['cancelTask', '', approval];
      return stage
        .send(command, subjectId, content, {
          id: `${made.authorityId}-${day}`,
          updateId: `${day} again ${index}`,
        })
        .catch(() => undefined);
    });
    const strangers = noise.strangers
      ? [
          refusalOf(stage.send('replaceUnit', taskOf(made).id, { ...closedDown, actorId: 'nobody' })).catch(
            () => undefined,
          ),
        ]
      : [];
    await Promise.all([...nudges, ...repeats, ...strangers]);
  };

  /** Facts without ids and moments of their own: what was done, by whom, on which day, and who was told. */
  const factsOf = async (made: Case) => {
    const own = (line: string): string => line.replaceAll(made.authorityId, 'it');
    const subjects = [taskOf(made).id, `${taskOf(made).id}-R2`];
    return {
      audit: (await auditOf(stage.db, made.authorityId)).map(own),
      messages: (await messagesOf(stage.db, made.authorityId)).map(own).sort(),
      deadlines: await Promise.all(
        subjects.map((subject) => deadlinesOf(stage.db, made.authorityId, subject)),
      ),
      task: await stage.db
        .selectFrom('task')
        .select(['state', 'endKind', 'visitedOn'])
        .where('id', '=', taskOf(made).id)
        .executeTakeFirst(),
    };
  };

  it('comes to the same facts however its commands, nudges and timers fall together', async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(course, async ({ gaps, noise }) => {
        run += 1;
        const rows = [{ number: '202101', itemId: 'freight', order: [1, 2], drawn: 1 }];
        const quiet = await stage.addCase({ id: `quiet${run}`, rows });
        const noisy = await stage.addCase({ id: `noisy${run}`, rows });
        await Promise.all([quiet, noisy].map(stage.dispatch));
        for (const [day, gap] of gaps.entries()) {
          const before = await stage.today();
          await stage.sleepTo(addWorkingDays(calendar, before, gap === 0 ? 1 : gap).date, '10:00');
          const [now, today] = [await stage.now(), await stage.today()];
          for (const made of [quiet, noisy]) {
            const [command, subjectId, content] = commandsOf(made, now, today)[day] ?? [];
            if (command === undefined || subjectId === undefined || content === undefined)
              throw new Error('no command');
            const sending = stage.send(command, subjectId, content, { id: `${made.authorityId}-${day}` });
            if (made === noisy)
              await disturb(made, day, noise[day] ?? { nudges: 0, repeats: 0, strangers: false }, [
                command,
                subjectId,
                content,
              ]);
            await sending;
          }
          await stage.settled();
        }
        expect(await factsOf(noisy)).toEqual(await factsOf(quiet));
        await stage.endOpenWorkflows();
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
  }, 240_000);

  it('is reminded by its own timers, once per stage, while nobody asks', async () => {
    const made = await stage.addCase({
      id: 'timers',
      rows: [{ number: '202101', itemId: 'freight', order: [1, 2], drawn: 1 }],
    });
    await stage.dispatch(made);
    const task = taskOf(made);
    const [visitDue] = await deadlinesOf(stage.db, 'timers', task.id);
    const due = visitDue?.dueOn ?? '';
    for (let day = -5; day <= 9; day += 1) {
      await stage.sleepTo(addWorkingDays(calendar, due, day).date, '12:00');
      await stage.client.workflow.getHandle(`task/${task.id}`).signal(nudgeSignal);
    }
    await stage.settled();
    const sent = await stage.db
      .selectFrom('message')
      .select(['stage', 'businessAt'])
      .distinct()
      .where('authorityId', '=', 'timers')
      .where('stage', 'like', 'visit.%')
      .orderBy('businessAt')
      .execute();
    expect(sent.map(({ stage: name }) => name)).toEqual(
      ['before-3', 'on', 'after-1', 'after-3', 'after-8'].map((name) => `visit.${name}`),
    );
    const days = [-3, 0, 1, 3, 8].map((offset) => addWorkingDays(calendar, due, offset).date);
    expect(sent.map(({ businessAt }) => String(businessAt).slice(0, 16))).toEqual(
      days.map((day) => `${day}T01:00`),
    );
    await stage.endOpenWorkflows();
  });

  it('is woken by a publication deadline that came earlier, in time for its reminder [R269]', async () => {
    const made = await stage.addCase({ id: 'earlier' });
    await stage.dispatch(made);
    const [first, second] = [taskOf(made), taskOf(made, 1)];
    for (const [command, content] of [
      ['recordVisit', visit(first, await stage.now())],
      ['enterResult', { ...resultWith(first, []), codes: ['1'] }],
      ['reviewResult', approval],
    ] as const) {
      await stage.send(command, first.id, content);
    }
    await stage.sleepTo(addWorkingDays(calendar, await stage.today(), 10).date);
    await stage.send('recordVisit', second.id, visit(second, await stage.now()));
    const ended = await stage.today();
    await stage.sleepTo(addWorkingDays(calendar, ended, 4).date);
    expect(await messagesOf(stage.db, 'earlier', /publication\/1\./)).toEqual([
      'publication/1.before-3 → publisher email',
    ]);
    await stage.endOpenWorkflows();
  });
});
