import { DEFAULT_LADDERS } from '../../../domain/deadline/ladder.ts';
import { DEFAULT_SETTINGS } from '../../../domain/settings/settings.ts';
import { type Case, taskOf } from '../../support/cases/case.ts';
import { finding, visit } from '../../support/cases/contents.ts';
import { at, type ChinaTime, openSteps, type Steps } from '../../support/cases/steps.ts';
import { deadlinesOf, messagesOf } from '../../support/cases/traces.ts';

/** Visits due on the fifth working day: Monday 8 March for what is dispatched on Monday 1 March. */
const FIVE_DAYS = { task: { ...DEFAULT_SETTINGS.task, visitWorkingDays: 5 } };
const to = (stage: string, people: readonly string[], channels = ['email', 'sms']): string[] =>
  [...people].sort().flatMap((person) => channels.map((channel) => `${stage} → ${person} ${channel}`));
const ONE = [{ number: '202101', itemId: 'freight', order: [1, 2], drawn: 1 }];

describe('reminders', () => {
  let steps: Steps;
  beforeAll(async () => {
    steps = await openSteps();
  });
  afterAll(() => steps.close());

  const begin = async (
    id: string,
    more: object = {},
  ): Promise<{ made: Case; task: ReturnType<typeof taskOf> }> => {
    const made = await steps.addCase({ id, openedOn: '2021-03-01', rows: ONE, settings: FIVE_DAYS, ...more });
    const task = taskOf(made);
    await steps.look('task', id, task.id, '2021-03-01 08:30');
    return { made, task };
  };
  const lookEach = async (
    id: string,
    subject: string,
    times: readonly ChinaTime[],
    kind: 'task' | 'publication' | 'order' = 'task',
  ) => {
    let progress = null;
    for (const time of times) progress = await steps.look(kind, id, subject, time);
    return progress;
  };
  const reminders = (id: string): Promise<string[]> =>
    messagesOf(steps.db, id, /^(visit|entry|review|publication\/|rectification|reinspection).*\./);

  it('go out before, on and after a deadline, once each, and climb from the person to chief and office [R79]', async () => {
    const { task } = await begin('ladder');
    const days = ['02', '03', '04', '05', '06', '07', '08', '09', '10', '11', '12'];
    const often = days.flatMap((day) =>
      ['07:00', '09:00', '09:00', '14:00'].map((hour): ChinaTime => `2021-03-${day} ${hour}`),
    );
    await lookEach('ladder', task.id, often);
    expect(await reminders('ladder')).toEqual([
      ...to('visit.before-3', ['i1', 'i2'], ['email']),
      ...to('visit.on', ['i1', 'i2']),
      ...to('visit.after-1', ['chief', 'i1', 'i2']),
      ...to('visit.after-3', ['chief', 'i1', 'i2', 'office']),
    ]);
    const sentAt = await steps.db
      .selectFrom('message')
      .select(['stage', 'businessAt', 'params'])
      .where('authorityId', '=', 'ladder')
      .where('stage', '=', 'visit.after-1')
      .executeTakeFirst();
    expect(sentAt).toMatchObject({
      businessAt: at('2021-03-09 09:00'),
      params: { phase: 'after', workingDays: 1, dueOn: '2021-03-08' },
    });
  });

  it('say when the next one is due, to the minute', async () => {
    const { task } = await begin('wake');
    expect(await lookEach('wake', task.id, ['2021-03-02 12:00'])).toMatchObject({
      wakeAt: at('2021-03-03 09:00'),
    });
    expect(await lookEach('wake', task.id, ['2021-03-03 08:59'])).toMatchObject({
      wakeAt: at('2021-03-03 09:00'),
    });
    expect(await reminders('wake')).toEqual([]);
    expect(await lookEach('wake', task.id, ['2021-03-03 09:00'])).toMatchObject({
      wakeAt: at('2021-03-08 09:00'),
    });
    expect(await reminders('wake')).toHaveLength(2);
  });

  it('of stages that were slept through are not sent any more; the one that is reached speaks of its own day', async () => {
    const { task } = await begin('asleep');
    await lookEach('asleep', task.id, ['2021-03-10 09:30']);
    expect(await reminders('asleep')).toEqual(to('visit.after-1', ['chief', 'i1', 'i2']));
    const { params } = await steps.db
      .selectFrom('message')
      .select('params')
      .where('authorityId', '=', 'asleep')
      .where('stage', '=', 'visit.after-1')
      .executeTakeFirstOrThrow();
    expect(params).toMatchObject({ phase: 'after', workingDays: 2 });
    await lookEach('asleep', task.id, ['2021-04-28 09:30']);
    expect((await reminders('asleep')).slice(6)).toEqual(to('visit.after-33', ['office'], ['email']));
    expect(await lookEach('asleep', task.id, ['2021-04-29 09:30'])).toMatchObject({
      ended: false,
      wakeAt: null,
    });
  });

  it('start anew for a deadline that was moved, and leave the old one’s stages alone', async () => {
    const { made, task } = await begin('moved');
    await lookEach('moved', task.id, ['2021-03-03 09:00']);
    await steps.send(
      made,
      'extendDeadline',
      task.id,
      { actorId: 'approver', kind: 'visit', newDueOn: '2021-03-19', reason: '停业检修' },
      '2021-03-08 08:00',
    );
    await lookEach('moved', task.id, [
      '2021-03-08 09:00',
      '2021-03-09 09:00',
      '2021-03-16 09:00',
      '2021-03-19 09:00',
    ]);
    const sent = await steps.db
      .selectFrom('message')
      .select(['stage', 'deadlineVersion', 'dueOn'])
      .distinct()
      .where('authorityId', '=', 'moved')
      .where('stage', 'like', 'visit.%')
      .orderBy('deadlineVersion')
      .orderBy('stage')
      .execute();
    expect(sent).toEqual([
      { stage: 'visit.before-3', deadlineVersion: 1, dueOn: '2021-03-08' },
      { stage: 'visit.before-3', deadlineVersion: 2, dueOn: '2021-03-19' },
      { stage: 'visit.on', deadlineVersion: 2, dueOn: '2021-03-19' },
    ]);
  });

  it('stop when what was owed is done, and overdue stays on record', async () => {
    const { made, task } = await begin('late');
    await lookEach('late', task.id, ['2021-03-09 09:00']);
    const time = '2021-03-10 10:00' as const;
    await steps.send(made, 'recordVisit', task.id, visit(task, Date.parse(at(time))), time);
    await lookEach('late', task.id, ['2021-03-11 09:00']);
    expect((await reminders('late')).filter((line) => line.startsWith('visit'))).toEqual(
      to('visit.after-1', ['chief', 'i1', 'i2']),
    );
    expect((await deadlinesOf(steps.db, 'late', task.id)).find(({ kind }) => kind === 'visit')).toMatchObject(
      { dueOn: '2021-03-08', metOn: '2021-03-10' },
    );
  });

  it('are silent while the cycle is paused', async () => {
    const { task } = await begin('silent');
    await steps.db
      .updateTable('cycle')
      .set({ pausedOn: '2021-03-02' })
      .where('authorityId', '=', 'silent')
      .execute();
    expect(await lookEach('silent', task.id, ['2021-03-03 09:00', '2021-03-08 09:00'])).toMatchObject({
      wakeAt: at('2021-03-09 09:00'),
    });
    expect(await reminders('silent')).toEqual([]);
  });

  it('never reach the unit before an unannounced visit, even where a ladder names it', async () => {
    const visitToUnit = [
      { stage: 'on', offsetWorkingDays: 0, recipients: ['owner', 'unit'], channels: ['sms'] },
    ] as const;
    const settings = { ...FIVE_DAYS, ladders: { ...DEFAULT_LADDERS, visit: visitToUnit } };
    for (const [id, announced] of [
      ['secret', false],
      ['open', true],
    ] as const) {
      const { task } = await begin(id, { settings, announced });
      await lookEach(id, task.id, ['2021-03-08 09:00']);
      const people = announced ? ['i1', 'i2', 'u1'] : ['i1', 'i2'];
      expect(await reminders(id)).toEqual(to('visit.on', people, ['sms']));
    }
    expect(await messagesOf(steps.db, 'secret', /→ u/)).toEqual([]);
  });

  it('count a deadline on a day off as owed on the next working day, and are not expired when they go out', async () => {
    const { made, task } = await begin('dayoff');
    await steps.review(made, task, '2021-03-02 10:00', [
      finding({ measure: 'correct-by-date', dueOn: '2021-03-13' }),
    ]);
    const order = `${task.id}-R1`;
    await lookEach('dayoff', order, ['2021-03-08 09:00', '2021-03-12 09:00', '2021-03-15 09:00'], 'order');
    const sent = await steps.db
      .selectFrom('message')
      .select(['stage', 'expiresAt'])
      .distinct()
      .where('authorityId', '=', 'dayoff')
      .where('stage', 'like', 'rectification/%')
      .orderBy('stage')
      .execute();
    expect(sent).toEqual(
      // Each is true until the next is reached, the last one until the day is over.
      [
        ['before-1', '2021-03-15 09:00'],
        ['before-5', '2021-03-12 09:00'],
        ['on', '2021-03-16 00:00'],
      ].map(([stage, until]) => ({
        stage: `rectification/2021-03-13.${stage}`,
        expiresAt: at(until as ChinaTime),
      })),
    );
    expect((await deadlinesOf(steps.db, 'dayoff', order)).map(({ kind }) => kind)).toEqual(['rectification']);
    await lookEach('dayoff', order, ['2021-03-16 09:00'], 'order');
    expect(
      (await deadlinesOf(steps.db, 'dayoff', order)).map(({ kind, dueOn }) => `${kind} ${dueOn}`),
    ).toEqual(['rectification 2021-03-13', 'reinspection 2021-03-22']);
  });

  it('of a rectification go to the unit first, then to team, chief and office; its re-inspection is owed by the team [R8]', async () => {
    const { made, task } = await begin('rectify');
    await steps.review(made, task, '2021-03-01 10:00', [
      finding({ measure: 'correct-by-date', dueOn: '2021-03-10' }),
    ]);
    const order = `${task.id}-R1`;
    await lookEach(
      'rectify',
      order,
      ['2021-03-03 09:00', '2021-03-09 09:00', '2021-03-10 09:00', '2021-03-11 09:00', '2021-03-15 09:00'],
      'order',
    );
    const stage = 'rectification/2021-03-10';
    expect(await reminders('rectify')).toEqual([
      ...to(`${stage}.before-5`, ['u1']),
      ...to(`${stage}.before-1`, ['u1']),
      ...to(`${stage}.on`, ['i1', 'i2', 'u1']),
      ...to(`${stage}.after-1`, ['chief', 'i1', 'i2', 'u1']),
      ...to(`${stage}.after-3`, ['chief', 'i1', 'i2', 'office']),
      ...to('reinspection/2021-03-10.before-3', ['i1', 'i2'], ['email']),
    ]);
  });

  it('do not repeat, on the day a duty begins, what its notice has just said', async () => {
    const { made, task } = await begin('firstday');
    await steps.review(made, task, '2021-03-01 10:00', [finding()]);
    await lookEach('firstday', `${task.id}-R1`, ['2021-03-01 11:00'], 'order');
    expect(await reminders('firstday')).toEqual([]);
  });

  it('of a publication warn the chief before it is late, for it cannot be extended [R269]', async () => {
    const { made, task } = await begin('publish');
    await steps.review(made, task, '2021-03-01 10:00');
    const subject = `${task.id}/1`;
    await lookEach(
      'publish',
      subject,
      ['2021-03-05 09:00', '2021-03-09 09:00', '2021-03-10 09:00', '2021-03-11 09:00', '2021-03-15 09:00'],
      'publication',
    );
    expect(await reminders('publish')).toEqual([
      ...to('publication/1.before-3', ['publisher'], ['email']),
      ...to('publication/1.before-1', ['head', 'publisher']),
      ...to('publication/1.on', ['publisher']),
      ...to('publication/1.after-1', ['head', 'publisher']),
      ...to('publication/1.after-3', ['head', 'office', 'publisher']),
    ]);
  });

  it('of a returned result are of its own deadline: a late first entry stays late', async () => {
    const { made, task } = await begin('returned');
    const first = '2021-03-01 10:00' as const;
    await steps.send(made, 'recordVisit', task.id, visit(task, Date.parse(at(first))), first);
    const result = {
      actorId: 'i1',
      codes: ['1'],
      findings: [],
      answers: [1, 2].map((lineNo) => ({ itemId: 'freight', lineNo, answer: 'yes' })),
    };
    await steps.send(made, 'enterResult', task.id, result, '2021-03-08 10:00');
    await steps.send(
      made,
      'reviewResult',
      task.id,
      { actorId: 'reviewer', decision: 'return', opinion: '请补充' },
      '2021-03-08 11:00',
    );
    await lookEach('returned', task.id, ['2021-03-11 09:00']);
    const entries = (await deadlinesOf(steps.db, 'returned', task.id)).filter(({ kind }) => kind === 'entry');
    expect(entries).toMatchObject([
      { part: '', dueOn: '2021-03-04', metOn: '2021-03-08' },
      { part: '1', dueOn: '2021-03-11', metOn: null },
    ]);
    expect(await reminders('returned')).toEqual(to('entry/1.on', ['i1', 'i2']));
  });

  it('wait with the dispatch itself for the morning after a pause', async () => {
    const made = await steps.addCase({ id: 'beforestart', openedOn: '2021-03-01', rows: ONE });
    const task = taskOf(made);
    const pause = (on: string | null) =>
      steps.db.updateTable('cycle').set({ pausedOn: on }).where('authorityId', '=', 'beforestart').execute();
    await pause('2021-03-01');
    expect(await steps.look('task', 'beforestart', task.id, '2021-03-02 10:00')).toEqual({
      state: 'created',
      ended: false,
      wakeAt: at('2021-03-03 09:00'),
    });
    expect(await messagesOf(steps.db, 'beforestart')).toEqual([]);
    await pause(null);
    expect(await steps.look('task', 'beforestart', task.id, '2021-03-03 09:00')).toMatchObject({
      state: 'dispatched',
    });
  });
});
