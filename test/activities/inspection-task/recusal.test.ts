import { randomUUID } from 'node:crypto';
import { answerStatement, saveStatement } from '../../../db/unit-link/statements.ts';
import type { StatementKind } from '../../../domain/unit-link/statement.ts';
import { type Case, type CaseTask, taskOf } from '../../support/cases/case.ts';
import { visit } from '../../support/cases/contents.ts';
import { at, type ChinaTime, openSteps, refusedStep, type Steps } from '../../support/cases/steps.ts';
import { fingerprints } from '../../support/cases/traces.ts';

const ROWS = [{ number: '202101', itemId: 'freight', order: [1, 2], drawn: 1 }];

describe('a request for recusal that nobody has decided', () => {
  let steps: Steps;
  beforeAll(async () => {
    steps = await openSteps();
  });
  afterAll(() => steps.close());

  const begin = async (id: string) => {
    const made = await steps.addCase({ id, openedOn: '2021-03-01', rows: ROWS });
    const task = taskOf(made);
    await steps.look('task', id, task.id, '2021-03-01 08:30');
    await steps.db
      .insertInto('unitLink')
      .values({
        ...{ authorityId: id, id: `link${id}`.padEnd(12, '0').slice(0, 12), taskId: task.id },
        ...{ unitId: task.unitId, requestedBy: 'test', expiresAt: at('2021-03-15 09:00') },
        businessAt: at('2021-03-01 09:00'),
      })
      .execute();
    return { made, task };
  };
  const nameOf = async (authorityId: string, officerId: string) =>
    (
      await steps.db
        .selectFrom('officer')
        .select('name')
        .where('authorityId', '=', authorityId)
        .where('id', '=', officerId)
        .executeTakeFirstOrThrow()
    ).name;
  const ask = (
    { authorityId }: Case,
    { id: taskId, unitId }: CaseTask,
    about: string | null,
    time: ChinaTime,
    kind: StatementKind = 'recusal',
  ) =>
    steps.db.transaction().execute((trx) =>
      saveStatement(
        trx,
        {
          ...{ authorityId, taskId, unitId },
          linkId: `link${authorityId}`.padEnd(12, '0').slice(0, 12),
        },
        { kind, about, text: '有亲属关系', person: '王五', files: [] },
        at(time),
      ),
    );
  const go = (made: Case, task: CaseTask, time: ChinaTime, id: string = randomUUID()) =>
    steps.send(made, 'recordVisit', task.id, { ...visit(task, Date.parse(at(time))), id }, time);

  it('keeps the one it names from the visit until it is answered, and says so', async () => {
    const { made, task } = await begin('asked');
    const name = await nameOf('asked', task.team[1] ?? '');
    const statementId = await ask(made, task, name, '2021-03-01 16:00');
    const before = await fingerprints(steps.db);
    expect(await refusedStep(go(made, task, '2021-03-02 10:00'))).toEqual({
      code: 'NotReady',
      message: `检查对象 2021-03-01 申请${name}回避，尚未决定，不得由该人员实施检查。请先由办公室决定并答复，或者更换检查人员`,
      retryable: false,
    });
    expect(await fingerprints(steps.db)).toEqual(before);
    await steps.db.transaction().execute((trx) =>
      answerStatement(
        trx,
        'asked',
        { statementId, text: '经审查，不予回避' },
        {
          actor: { kind: 'officer', id: 'office' },
          ...{ commandId: null, at: at('2021-03-02 10:30') },
        },
      ),
    );
    const done = await go(made, task, '2021-03-02 11:00', 'visit-asked');
    expect(done.message).toMatch(/^已登记检查/);
    expect(await go(made, task, '2021-03-02 11:00', 'visit-asked')).toEqual({ ...done, repeated: true });
  });

  it('holds nothing up once he has given way, though the unit is still owed its answer', async () => {
    const { made, task } = await begin('gone');
    const leaving = task.team[1] ?? '';
    await ask(made, task, await nameOf('gone', leaving), '2021-03-01 16:00');
    const content = { actorId: 'approver', officerId: leaving, reason: '申请回避' };
    await steps.send(made, 'recuseInspector', task.id, content, '2021-03-02 09:00');
    expect((await go(made, task, '2021-03-02 10:00')).message).toMatch(/^已登记检查/);
  });

  it('may mean any of the team where it names nobody', async () => {
    const { made, task } = await begin('anybody');
    await ask(made, task, null, '2021-03-01 16:00');
    const { message } = await refusedStep(go(made, task, '2021-03-02 10:00'));
    expect(message).toContain(`申请${await nameOf('anybody', task.team[0] ?? '')}、`);
    expect(message).toContain('不得由这些人员');
  });

  it('stops no visit that has begun, and nothing else that a unit says does', async () => {
    const { made, task } = await begin('begun');
    await ask(made, task, null, '2021-03-01 16:00', 'statement');
    await ask(made, task, null, '2021-03-02 10:30');
    const began = { startedAt: at('2021-03-02 10:00'), endedAt: at('2021-03-02 11:00') };
    const content = { ...visit(task, 0), ...began };
    const done = await steps.send(made, 'recordVisit', task.id, content, '2021-03-02 11:00');
    expect(done.message).toMatch(/^已登记检查/);
  });

  it('is to be decided on the next working day', async () => {
    const { made, task } = await begin('owed');
    const id = await ask(made, task, null, '2021-03-05 16:00');
    const { dueOn } = await steps.db
      .selectFrom('unitStatement')
      .select('dueOn')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    expect(dueOn).toBe('2021-03-08');
  });
});
