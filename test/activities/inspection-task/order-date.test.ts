import { taskOf } from '../../support/cases/case.ts';
import { approval, finding, resultWith, visit } from '../../support/cases/contents.ts';
import { at, openSteps, refusedStep, type Steps } from '../../support/cases/steps.ts';

const ONE = [{ number: '202101', itemId: 'freight', order: [1, 2], drawn: 1 }];

describe('an order whose day has passed before the review', () => {
  let steps: Steps;
  beforeAll(async () => {
    steps = await openSteps();
  });
  afterAll(() => steps.close());

  const entered = async (id: string, dueOn: string) => {
    const made = await steps.addCase({ id, openedOn: '2021-03-01', rows: ONE });
    const task = taskOf(made);
    await steps.look('task', id, task.id, '2021-03-01 08:30');
    const time = '2021-03-01 10:00';
    await steps.send(made, 'recordVisit', task.id, visit(task, Date.parse(at(time))), time);
    const content = resultWith(task, [finding({ measure: 'correct-by-date', dueOn })]);
    await steps.send(made, 'enterResult', task.id, content, time);
    return { made, task };
  };

  it('is not issued: the reviewer is told to return the result [R8]', async () => {
    const { made, task } = await entered('past', '2021-03-05');
    const refused = await refusedStep(
      steps.send(made, 'reviewResult', task.id, approval, '2021-03-08 09:00'),
    );
    expect(refused).toMatchObject({ code: 'WrongState' });
    expect(refused.message).toContain('2021-03-05 已过');
    expect(
      await steps.db
        .selectFrom('rectificationOrder')
        .select('id')
        .where('authorityId', '=', 'past')
        .execute(),
    ).toEqual([]);
  });

  it('is issued on that very day [R8]', async () => {
    const { made, task } = await entered('same', '2021-03-05');
    const done = await steps.send(made, 'reviewResult', task.id, approval, '2021-03-05 16:00');
    expect(done.message).toContain('已下达');
  });
});
