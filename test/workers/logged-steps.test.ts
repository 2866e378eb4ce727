import { createLog } from '../../runtime/log.ts';
import { createTaskQueueActivities } from '../../workers/activities.ts';
import { idsOfStep, loggedSteps } from '../../workers/logged-steps.ts';
import { taskOf } from '../support/cases/case.ts';
import { visit } from '../support/cases/contents.ts';
import { at, openSteps, refusedStep, type Steps } from '../support/cases/steps.ts';
import { type CommandActivity, giveToStep } from '../support/give.ts';

const TIME = '2021-03-01 10:00';
const ROWS = [{ number: '202101', itemId: 'freight', order: [1, 2], drawn: 1 }];

describe('the log of the worker', () => {
  let steps: Steps;
  beforeAll(async () => {
    steps = await openSteps();
  });
  afterAll(() => steps.close());

  const begin = async (id: string) => {
    const made = await steps.addCase({ id, openedOn: '2021-03-01', rows: ROWS });
    const written: string[] = [];
    const destination = { write: (line: string) => void written.push(line) };
    const log = createLog({ process: 'worker', level: 'debug', destination });
    const logged = loggedSteps(log, createTaskQueueActivities({ db: steps.db, engine: steps.engine }));
    const step = (name: string): CommandActivity => {
      const found = logged[name];
      if (found === undefined) throw new Error(`no step ${name}`);
      return found as unknown as CommandActivity;
    };
    const lines = () =>
      written.map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>).splice(0);
    return { task: taskOf(made), step, lines, written };
  };
  const give = (
    step: CommandActivity,
    name: 'recordVisit' | 'cancelTask',
    subjectId: string,
    authorityId: string,
    command: { readonly id: string; readonly actorId: string },
  ) => giveToStep(steps.db, step, { authorityId, name, subjectId, at: at(TIME), command });

  it('says of every step which authority, cycle and task it was about, and which command', async () => {
    const { task, step, lines } = await begin('ids');
    const of = { process: 'worker', authority: 'ids', cycle: '2021-1', task: task.id };
    await (step('advanceTask') as unknown as (input: object) => Promise<unknown>)({
      ...{ authorityId: 'ids', subjectId: task.id, at: at('2021-03-01 08:30') },
    });
    await give(step('recordVisit'), 'recordVisit', task.id, 'ids', {
      id: 'visit-1',
      ...visit(task, Date.parse(at(TIME))),
    });
    const refusal = await refusedStep(
      give(step('cancelTask'), 'cancelTask', task.id, 'ids', { id: 'cancel-1', actorId: 'nobody' }),
    );
    expect(lines()).toEqual([
      expect.objectContaining({ ...of, level: 'debug', step: 'advanceTask', msg: 'carried out' }),
      expect.objectContaining({ ...of, level: 'info', step: 'recordVisit', command: 'visit-1' }),
      expect.objectContaining({ ...of, step: 'cancelTask', command: 'cancel-1', code: refusal.code }),
    ]);
  });

  it('says no name, number, place or word of anybody', async () => {
    const { task, step, written } = await begin('quiet');
    await steps.look('task', 'quiet', task.id, '2021-03-01 08:30');
    await give(step('recordVisit'), 'recordVisit', task.id, 'quiet', {
      id: 'visit-2',
      ...visit(task, Date.parse(at(TIME))),
    });
    const telling = { id: 'cancel-2', actorId: 'nobody', reason: '张三的电话 13800000000' };
    await refusedStep(give(step('cancelTask'), 'cancelTask', task.id, 'quiet', telling));
    const unit = await steps.db
      .selectFrom('unit')
      .select('name')
      .where('authorityId', '=', 'quiet')
      .where('id', '=', task.unitId)
      .executeTakeFirstOrThrow();
    const text = written.join('');
    for (const id of ['visit-2', 'cancel-2', task.id]) expect(text).toContain(id);
    for (const word of [unit.name, '城关镇', '人员', '张三', '1380000', '@example.com']) {
      expect(text).not.toContain(word);
    }
  });

  it('says of a step that the machine could not carry out what it was about, and that it is tried again', async () => {
    const { task, lines } = await begin('broken');
    const written: string[] = [];
    const log = createLog({ process: 'worker', destination: { write: (line) => void written.push(line) } });
    const broken = loggedSteps(log, {
      advanceTask: async () => {
        throw new Error('the connection was lost');
      },
    });
    const input = { authorityId: 'broken', subjectId: task.id, at: at(TIME) };
    const act = broken['advanceTask'] as unknown as (given: object) => Promise<unknown>;
    await expect(act(input)).rejects.toThrow('the connection was lost');
    expect(JSON.parse(written.join(''))).toMatchObject({
      ...{ level: 'warn', authority: 'broken', task: task.id, msg: 'failed, and is tried again' },
      err: { message: 'the connection was lost' },
    });
    expect(lines()).toEqual([]);
  });

  it.each([
    ['2021-1', { cycle: '2021-1' }],
    ['2021-12', { cycle: '2021-12' }],
    ['2021-001', { draw: '2021-001' }],
    ['ping-lu-2021-1-0001', { cycle: '2021-1', task: 'ping-lu-2021-1-0001' }],
    ['a-2021-1-10001/2', { cycle: '2021-1', task: 'a-2021-1-10001', subject_id: 'a-2021-1-10001/2' }],
    ['a-2021-3-0001-R1', { cycle: '2021-3', task: 'a-2021-3-0001', subject_id: 'a-2021-3-0001-R1' }],
  ])('finds cycle, draw and task of subject %s', (subjectId, ids) => {
    expect(idsOfStep({ authorityId: 'a', subjectId })).toEqual({ authority: 'a', ...ids });
  });
});
