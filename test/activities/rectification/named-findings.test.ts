import { taskOf } from '../../support/cases/case.ts';
import { finding } from '../../support/cases/contents.ts';
import { openSteps, type Steps } from '../../support/cases/steps.ts';

const ONE = [{ number: '202101', itemId: 'freight', order: [1, 2], drawn: 1 }];
const byDate = (dueOn: string) => finding({ measure: 'correct-by-date', dueOn });

describe('what a unit is told of an order with several findings', () => {
  let steps: Steps;
  beforeAll(async () => {
    steps = await openSteps();
  });
  afterAll(() => steps.close());

  /** Finding 1 is found put right on 5 March, finding 2 is due on 10 March. @returns params told to the unit, by template */
  const told = async (id: string, dueDays: readonly string[]) => {
    const made = await steps.addCase({ id, openedOn: '2021-03-01', rows: ONE });
    const task = taskOf(made);
    await steps.look('task', id, task.id, '2021-03-01 08:30');
    await steps.review(made, task, '2021-03-01 10:00', dueDays.map(byDate));
    const order = `${task.id}-R1`;
    const outcomes = [{ findingId: `${task.id}-F1.1`, outcome: 'rectified' }];
    const looked = { actorId: 'i1', inspectedOn: '2021-03-02', outcomes };
    await steps.send(made, 'reinspect', order, looked, '2021-03-02 10:00');
    for (const time of ['2021-03-05 09:00', '2021-03-10 09:00'] as const) {
      await steps.look('order', id, order, time);
    }
    const rows = await steps.db
      .selectFrom('message')
      .select(['template', 'params'])
      .where('authorityId', '=', id)
      .where('recipientKind', '=', 'unit')
      .where('template', 'in', ['order.reinspected', 'reminder.rectification'])
      .execute();
    const number = (
      await steps.db
        .selectFrom('rectificationOrder')
        .select('number')
        .where('authorityId', '=', id)
        .executeTakeFirstOrThrow()
    ).number;
    return {
      number,
      outcomes: [...new Set(rows.flatMap(({ params }) => (params as { outcome?: string }).outcome ?? []))],
      reminded: [
        ...new Set(
          rows
            .filter(({ template }) => template === 'reminder.rectification')
            .map(({ params }) => (params as { orderNumber: string }).orderNumber),
        ),
      ],
    };
  };

  it('names the findings of which a result and a term speak: one put right, another still due', async () => {
    const { number, outcomes, reminded } = await told('several', ['2021-03-31', '2021-03-10']);
    expect(outcomes).toEqual(['第1项已改正，第2项尚待复查']);
    expect(reminded).toEqual([`${number}第2项`]);
  });

  it('names none where there is but one', async () => {
    expect((await told('single', ['2021-03-10'])).outcomes).toEqual(['已改正']);
  });
});
