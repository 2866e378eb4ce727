import { shiftDeadlines } from '../../../activities/inspection-cycle/shift-deadlines.ts';
import { inStep } from '../../../activities/shared/step.ts';
import { systemDoing } from '../../../db/actor.ts';
import { importHolidayNotice } from '../../../db/holidays.ts';
import { recomputeDeadlines } from '../../../db/recompute-deadlines.ts';
import { SHIPPED_NOTICES } from '../../../domain/calendar/notices.ts';
import { taskOf } from '../../support/cases/case.ts';
import { at, openSteps, type Steps } from '../../support/cases/steps.ts';
import { deadlinesOf } from '../../support/cases/traces.ts';

const ONE = [{ number: '202101', itemId: 'freight', order: [1, 2], drawn: 1 }];
const [NOTICE_2021] = SHIPPED_NOTICES.filter(({ year }) => year === 2021);

describe('a visit deadline within its window, when a holiday notice comes', () => {
  let steps: Steps;
  beforeAll(async () => {
    steps = await openSteps();
  });
  afterAll(() => steps.close());

  /** Dispatched on 2021-03-01: 30 working days are over on 2021-04-13. */
  const dispatched = async (id: string, windowEnd: string) => {
    const made = await steps.addCase({ id, openedOn: '2021-03-01', windowEnd, rows: ONE });
    const task = taskOf(made);
    await steps.look('task', id, task.id, '2021-03-01 08:30');
    const due = async () => {
      const [visit] = await deadlinesOf(steps.db, id, task.id);
      return { on: visit?.dueOn, version: visit?.version };
    };
    const notice = async (more: {
      readonly off?: readonly string[];
      readonly worked?: readonly string[];
    }) => {
      const { off = [], worked = [] } = more;
      const revised = {
        year: 2021,
        source: '修订',
        offDays: [...(NOTICE_2021?.offDays ?? []), ...off],
        makeUpWorkdays: [...(NOTICE_2021?.makeUpWorkdays ?? []), ...worked],
      };
      await steps.db.transaction().execute(async (trx) => {
        await importHolidayNotice(trx, id, revised, systemDoing('test', at('2021-03-05 10:00')));
        await recomputeDeadlines(trx, id, '2021-03-05');
      });
      return due();
    };
    return { made, due, notice };
  };

  it('stays at the window’s end though more working days are left, and moves with that end [R280]', async () => {
    const { due, notice } = await dispatched('atend', '2021-04-09');
    expect(await due()).toEqual({ on: '2021-04-09', version: 1 });
    expect(await notice({ off: ['2021-04-08', '2021-04-09'] })).toEqual({ on: '2021-04-07', version: 2 });
  });

  it('is not pushed past the window’s end [R280]', async () => {
    const { due, notice } = await dispatched('pushed', '2021-04-14');
    expect(await due()).toEqual({ on: '2021-04-13', version: 1 });
    expect(await notice({ off: ['2021-03-15', '2021-03-16'] })).toEqual({ on: '2021-04-14', version: 2 });
  });

  it('keeps past the window’s end the days that a pause gave back', async () => {
    const { made, due, notice } = await dispatched('paused', '2021-04-12');
    await inStep({ db: steps.db }, { authorityId: 'paused', at: at('2021-03-04 09:00') }, (step) =>
      shiftDeadlines(step, made.cycleId, '2021-03-02'),
    );
    expect(await due()).toEqual({ on: '2021-04-14', version: 2 });
    expect(await notice({ off: ['2021-03-15'] })).toEqual({ on: '2021-04-14', version: 2 });
  });

  it('comes before the window’s end once its working days are over sooner [R280]', async () => {
    const { due, notice } = await dispatched('sooner', '2021-04-12');
    expect(await due()).toEqual({ on: '2021-04-12', version: 1 });
    expect(await notice({ worked: ['2021-03-13', '2021-03-20'] })).toEqual({ on: '2021-04-09', version: 2 });
  });
});
