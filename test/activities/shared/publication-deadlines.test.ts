import { carryOutRecordVisit } from '../../../activities/inspection-task/record-visit.ts';
import { inTransaction } from '../../../activities/shared/step.ts';
import { systemDoing } from '../../../db/actor.ts';
import { changeSettings } from '../../../db/authority.ts';
import { importHolidayNotice } from '../../../db/holidays.ts';
import { recomputeDeadlines } from '../../../db/recompute-deadlines.ts';
import { FIVE_AFTER_INSPECTION } from '../../../domain/deadline/publication-due.ts';
import { DEFAULT_SETTINGS } from '../../../domain/settings/settings.ts';
import { type Case, taskOf } from '../../support/cases/case.ts';
import { approval, cleanResult, visit } from '../../support/cases/contents.ts';
import { at, type ChinaTime, openSteps, type Steps } from '../../support/cases/steps.ts';
import { deadlinesOf } from '../../support/cases/traces.ts';

const TWO = [{ number: '202101', itemId: 'freight', order: [1, 2], drawn: 2 }];
const publicationOf = async (steps: Steps, made: Case, index = 0, revision = 1) =>
  (await deadlinesOf(steps.db, made.authorityId, taskOf(made, index).id)).find(
    ({ kind, part }) => kind === 'publication' && part === String(revision),
  );

describe('the deadline of a publication', () => {
  let steps: Steps;
  beforeAll(async () => {
    steps = await openSteps();
  });
  afterAll(() => steps.close());

  const begin = async (id: string, more: object = {}): Promise<Case> => {
    const made = await steps.addCase({ id, openedOn: '2021-03-01', rows: TWO, ...more });
    for (const task of made.tasks) await steps.look('task', id, task.id, '2021-03-01 08:30');
    return made;
  };
  const visited = (made: Case, index: number, time: ChinaTime) => {
    const task = taskOf(made, index);
    return steps.send(made, 'recordVisit', task.id, visit(task, Date.parse(at(time))), time);
  };

  it('is settled though the last visit of the row and the review come at the same moment [R269]', async () => {
    const made = await begin('moment');
    const [first, last] = [taskOf(made), taskOf(made, 1)];
    await visited(made, 0, '2021-03-02 10:00');
    await steps.send(made, 'enterResult', first.id, cleanResult(first), '2021-03-02 11:00');
    let reviewing: Promise<unknown> = Promise.resolve();
    await inTransaction(
      { db: steps.db },
      { authorityId: 'moment', at: at('2021-03-03 10:00') },
      async (step) => {
        const command = { ...visit(last, Date.parse(step.at)), id: 'last-visit' } as never;
        await carryOutRecordVisit({ ...step, command, subjectId: last.id });
        // The row has ended, but nobody can see it yet.
        reviewing = steps.send(made, 'reviewResult', first.id, approval, '2021-03-03 10:00');
        await new Promise((resolve) => setTimeout(resolve, 400));
      },
      { kind: 'officer', id: last.team[0] ?? '' },
    );
    await reviewing;
    expect(await publicationOf(steps, made)).toMatchObject({ dueOn: '2021-03-12', upperBound: false });
  });

  it('is settled by the rule it was opened under, though the setting has changed since [R279]', async () => {
    const made = await begin('setting');
    await steps.review(made, taskOf(made), '2021-03-02 10:00');
    const publication = { ...DEFAULT_SETTINGS.publication, ...FIVE_AFTER_INSPECTION };
    const change = { settings: { ...DEFAULT_SETTINGS, publication }, expectedVersion: 1 };
    const doing = systemDoing('test', at('2021-03-02 12:00'));
    await steps.db.transaction().execute((trx) => changeSettings(trx, 'setting', change, doing));
    await visited(made, 1, '2021-03-03 10:00');
    expect(await publicationOf(steps, made)).toMatchObject({ dueOn: '2021-03-12', upperBound: false });
  });

  it('that is an upper bound is counted anew by a holiday notice, and still settled by the last visit [R280]', async () => {
    // Without a notice every weekday of 2027 is worked: seven days from Friday 30 April end on 11 May.
    const made = await begin('notice', { openedOn: '2027-03-01', windowEnd: '2027-04-30' });
    for (const task of made.tasks) await steps.look('task', 'notice', task.id, '2027-03-01 08:30');
    await steps.review(made, taskOf(made), '2027-03-02 10:00');
    expect(await publicationOf(steps, made)).toMatchObject({ dueOn: '2027-05-11', upperBound: true });
    const notice = {
      year: 2027,
      offDays: ['2027-01-01', '2027-05-03', '2027-05-04'],
      makeUpWorkdays: [],
      source: '测试通知',
    };
    await steps.db.transaction().execute(async (trx) => {
      await importHolidayNotice(trx, 'notice', notice, systemDoing('test', at('2027-03-03 10:00')));
      await recomputeDeadlines(trx, 'notice', '2027-03-03');
    });
    expect(await publicationOf(steps, made)).toMatchObject({ dueOn: '2027-05-13', upperBound: true });
    await visited(made, 1, '2027-03-03 10:00');
    expect(await publicationOf(steps, made)).toMatchObject({ dueOn: '2027-03-12', upperBound: false });
  });

  it('is not extended by a correction of what was never shown [R269]', async () => {
    const made = await begin('correction', {
      rows: [{ number: '202101', itemId: 'freight', order: [1], drawn: 1 }],
    });
    const { id, team } = taskOf(made);
    await steps.review(made, taskOf(made), '2021-03-02 10:00');
    const correction = {
      actorId: 'reviewer',
      reason: '结果代码录入错误',
      codes: ['7'],
      enteredBy: team[0],
    };
    await steps.send(made, 'correctPublication', `${id}/2`, correction, '2021-03-10 10:00');
    expect(await publicationOf(steps, made, 0, 2)).toMatchObject({ dueOn: '2021-03-11', metOn: null });
  });
});
