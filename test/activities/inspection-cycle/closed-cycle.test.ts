import { createInspectionCycleActivities } from '../../../activities/inspection-cycle/inspection-cycle.activities.ts';
import { taskOf } from '../../support/cases/case.ts';
import { CHANNELS, finding, shownOn } from '../../support/cases/contents.ts';
import { at, type ChinaTime, openSteps, type Steps } from '../../support/cases/steps.ts';
import { auditOf } from '../../support/cases/traces.ts';

const DAY_MS = 86_400_000;
const ROWS = [
  { number: '202101', itemId: 'freight', order: [1, 2, 3, 4, 5], drawn: 3 },
  { number: '202102', itemId: 'repair', order: [6, 7, 8], drawn: 1 },
];

describe('a cycle that nothing disturbs', () => {
  let steps: Steps;
  beforeAll(async () => {
    steps = await openSteps();
  });
  afterAll(() => steps.close());

  const begin = async (id: string) => {
    const made = await steps.addCase({ id, openedOn: '2021-03-01', rows: ROWS });
    const { advanceCycle } = createInspectionCycleActivities({ db: steps.db, engine: steps.engine });
    for (const task of made.tasks) await steps.look('task', id, task.id, '2021-03-01 08:30');
    const look = (time: ChinaTime) =>
      advanceCycle({ authorityId: id, subjectId: made.cycleId, at: at(time) });
    const filed = () =>
      steps.db
        .selectFrom('cycle')
        .select(['state', 'report', 'closedAt'])
        .where('authorityId', '=', id)
        .executeTakeFirstOrThrow();
    return { made, look, filed };
  };

  it('looks at its facts once a week while tasks are open', async () => {
    const { look, filed } = await begin('weekly');
    for (const time of ['2021-03-01 10:00', '2021-03-08 10:00', '2021-03-11 15:30'] as const) {
      const wakeAt = new Date(Date.parse(at(time)) + 7 * DAY_MS).toISOString();
      expect(await look(time)).toMatchObject({ state: 'running', ended: false, wakeAt });
    }
    expect(await filed()).toMatchObject({ state: 'running', report: null });
  });

  it('files, as it closes, what came of each row, of its results and orders, and how much was late', async () => {
    const { made, look, filed } = await begin('filed');
    const clean = taskOf(made, 0);
    const violating = taskOf(made, 1);
    const cancelled = taskOf(made, 2);
    const repair = taskOf(made, 3);
    await steps.review(made, clean, '2021-03-02 10:00');
    await steps.review(made, violating, '2021-03-03 10:00', [finding(), finding()]);
    const cancel = { actorId: 'approver', reason: '计划调整' };
    await steps.send(made, 'cancelTask', cancelled.id, cancel, '2021-03-04 10:00');
    await steps.publish(made, clean, '2021-03-05 10:00');
    await steps.review(made, repair, '2021-03-08 10:00');
    await steps.publish(made, repair, '2021-03-09 10:00');
    expect(await look('2021-03-09 11:00')).toMatchObject({ state: 'running', ended: false });
    // Seven working days from the end of the row's work on 4 March are over on the 15th.
    for (const [index, channel] of CHANNELS.entries()) {
      const shown = shownOn(channel, `2021-03-${15 + index}`);
      await steps.send(made, 'confirmChannel', `${violating.id}/1`, shown, '2021-03-16 10:00');
    }
    expect(await look('2021-03-16 10:05')).toMatchObject({ state: 'closed', ended: true });
    const row = { replaced: 0, cancelled: 0, withFindings: 0 };
    const report = {
      rows: [
        {
          ...{ rowNumber: '202101', itemId: 'freight', eligible: 5, quota: 3, drawn: 3 },
          ...{ ...row, visited: 2, cancelled: 1, withFindings: 1 },
        },
        {
          ...{ rowNumber: '202102', itemId: 'repair', eligible: 3, quota: 1, drawn: 1 },
          ...{ ...row, visited: 1 },
        },
      ],
      ...{ tasks: 4, withFindings: 1 },
      publications: { inTime: 2, late: 1, open: 0 },
      orders: { issued: 1, rectified: 0, referred: 0, open: 1 },
      lateDeadlines: 1,
    };
    expect(await filed()).toEqual({ state: 'closed', report, closedAt: at('2021-03-16 10:05') });
    expect((await auditOf(steps.db, 'filed')).filter((line) => line.startsWith('cycle.'))).toEqual([
      'cycle.closed workflow',
    ]);
    // What is filed stays as it was filed, whatever becomes of the order.
    const waiver = { actorId: 'approver', findingIds: [`${violating.id}-F1.1`, `${violating.id}-F1.2`] };
    const waived = { ...waiver, reason: '已停止经营' };
    await steps.send(made, 'waiveFindings', `${violating.id}-R1`, waived, '2021-03-17 10:00');
    expect(await look('2021-03-18 10:00')).toMatchObject({ state: 'closed', ended: true });
    expect(await filed()).toMatchObject({ report });
  });
});
