import type { Kysely } from 'kysely';
import { createInspectionTaskActivities } from '../../../activities/inspection-task/inspection-task.activities.ts';
import type { Database } from '../../../db/connect.ts';
import { messagesOf } from '../../support/cases/traces.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { giveToStep } from '../../support/give.ts';
import { addBureau, publishPlanRows, THREE_ROWS } from '../support/bureau.ts';
import { type Bench, bench, DRAW_DAY, OPENING, playToRunning } from '../support/play.ts';

const BASIS = '安全生产法第六十五条';
const ROW = '202102';
const BEFORE_THE_DRAW = '2021-01-05T02:00:00.000Z';

describe('a visit that is not announced', () => {
  let test: TestDatabase;
  let db: Kysely<Database>;
  beforeAll(async () => {
    test = await createTestDatabase();
    db = test.db;
  });
  afterAll(() => test.drop());

  const begin = async (id: string) => {
    const authorityId = await addBureau(db, { id });
    const table = await bench(db);
    await table.cycle.advanceCycle({ authorityId, subjectId: '2021-1', at: OPENING });
    return { authorityId, table };
  };
  const decide = (
    { authorityId, table }: { authorityId: string; table: Bench },
    more: object = {},
    at = BEFORE_THE_DRAW,
  ) =>
    giveToStep(db, table.cycle.makeUnannounced, {
      ...{ authorityId, name: 'makeUnannounced', subjectId: '2021-1', at },
      command: {
        id: `${authorityId}-1`,
        actorId: 'approver',
        rowNumber: ROW,
        basis: BASIS,
        ...more,
      } as never,
    });
  /** Each task with its rows, dispatched. */
  const dispatched = async ({ authorityId, table }: { authorityId: string; table: Bench }) => {
    const { advanceTask } = createInspectionTaskActivities({ db, engine: table.engine });
    const tasks = await db
      .selectFrom('task')
      .select(['id', 'unitId', 'announced', 'unannouncedBasis'])
      .where('authorityId', '=', authorityId)
      .orderBy('id')
      .execute();
    const items = await db
      .selectFrom('taskItem')
      .select(['taskId', 'rowNumber'])
      .where('authorityId', '=', authorityId)
      .execute();
    for (const { id } of tasks) await advanceTask({ authorityId, subjectId: id, at: DRAW_DAY });
    return tasks.map((task) => ({
      ...task,
      rows: items.filter(({ taskId }) => taskId === task.id).map(({ rowNumber }) => rowNumber),
    }));
  };

  it('is so for every unit that the row draws, by the basis and the approver on record; the others are told', async () => {
    const made = await begin('surprise');
    expect((await decide(made)).message).toBe(`计划行 ${ROW} 的检查不预先通知检查对象`);
    await playToRunning(made.table, made.authorityId);
    const tasks = await dispatched(made);
    const told = await messagesOf(db, made.authorityId, /task\.announced/);
    const silent = tasks.filter(({ rows }) => rows.includes(ROW));
    expect(silent.length).toBeGreaterThan(0);
    expect(silent.length).toBeLessThan(tasks.length);
    for (const { unitId, rows, announced, unannouncedBasis } of tasks) {
      const open = !rows.includes(ROW);
      expect({ rows, announced, unannouncedBasis }).toEqual({
        ...{ rows, announced: open },
        unannouncedBasis: open ? null : BASIS,
      });
      expect(told.some((line) => line.includes(`→ ${unitId} `))).toBe(open);
    }
    const decisions = await db.selectFrom('unannouncedRow').selectAll().execute();
    expect(decisions).toMatchObject([{ rowNumber: ROW, decidedBy: 'approver', decidedAt: BEFORE_THE_DRAW }]);
    const audit = db.selectFrom('auditEvent').select(['actorId', 'data']);
    expect(await audit.where('action', '=', 'cycle-row.unannounced').execute()).toEqual([
      { actorId: 'approver', data: { rowNumber: ROW, itemId: 'freight', basis: BASIS } },
    ]);
  });

  it('stays so when the plan is amended before the draw', async () => {
    const made = await begin('amended');
    await decide(made);
    await publishPlanRows(db, made.authorityId, THREE_ROWS, { version: 2 });
    await playToRunning(made.table, made.authorityId);
    const silent = (await dispatched(made)).filter(({ announced }) => !announced);
    expect(silent.length).toBeGreaterThan(0);
  });

  it('is decided by an approver alone, once, for a row of the cycle, with the law that allows it', async () => {
    const made = await begin('wrong');
    const wrong: readonly [object, string][] = [
      [{ actorId: 'office' }, 'Forbidden'],
      [{ actorId: 'i1' }, 'Forbidden'],
      [{ basis: ' ' }, 'InvalidInput'],
      [{ basis: undefined }, 'InvalidInput'],
      [{ rowNumber: '202103' }, 'InvalidInput'],
    ];
    for (const [index, [more, type]] of wrong.entries()) {
      await expect(decide(made, { id: `try-${index}`, ...more })).rejects.toMatchObject({ type });
    }
    await decide(made);
    await expect(decide(made, { id: 'twice' })).rejects.toMatchObject({
      type: 'WrongState',
      message: `计划行 ${ROW} 已决定不预先通知`,
    });
  });

  it('is not decided once the draw has begun: by then the choice would fall on units', async () => {
    const made = await begin('late');
    await playToRunning(made.table, made.authorityId);
    await expect(decide(made, {}, DRAW_DAY)).rejects.toMatchObject({ type: 'WrongState' });
    expect((await dispatched(made)).every(({ announced }) => announced)).toBe(true);
  });

  const revoke = (
    { authorityId, table }: { authorityId: string; table: Bench },
    more: object = {},
    at = BEFORE_THE_DRAW,
  ) =>
    giveToStep(db, table.cycle.revokeUnannounced, {
      ...{ authorityId, name: 'revokeUnannounced', subjectId: '2021-1', at },
      command: {
        id: `${authorityId}-r`,
        actorId: 'approver',
        rowNumber: ROW,
        reason: '改为联合检查',
        ...more,
      } as never,
    });

  it('is announced after all when the decision is taken back before the draw, and unannounced when decided anew', async () => {
    const back = await begin('back');
    await decide(back);
    expect((await revoke(back)).message).toBe(`计划行 ${ROW} 的检查恢复预先通知`);
    await playToRunning(back.table, back.authorityId);
    expect((await dispatched(back)).every(({ announced }) => announced)).toBe(true);
    const decisions = db.selectFrom('unannouncedRow').select(['no', 'revoked', 'basis']).orderBy('no');
    expect(await decisions.where('authorityId', '=', 'back').execute()).toEqual([
      { no: 1, revoked: false, basis: BASIS },
      { no: 2, revoked: true, basis: '改为联合检查' },
    ]);
    const anew = await begin('anew');
    await decide(anew);
    await revoke(anew);
    await decide(anew, { id: 'anew-2' });
    await playToRunning(anew.table, anew.authorityId);
    expect((await dispatched(anew)).some(({ announced }) => !announced)).toBe(true);
  });

  it('is taken back by an approver, with a reason, where it was decided, and not once the draw has begun', async () => {
    const made = await begin('notback');
    await expect(revoke(made, { id: 'none' })).rejects.toMatchObject({ type: 'WrongState' });
    await decide(made);
    await expect(revoke(made, { id: 'office', actorId: 'office' })).rejects.toMatchObject({
      type: 'Forbidden',
    });
    await expect(revoke(made, { id: 'blank', reason: ' ' })).rejects.toMatchObject({ type: 'InvalidInput' });
    await playToRunning(made.table, made.authorityId);
    await expect(revoke(made, { id: 'late' }, DRAW_DAY)).rejects.toMatchObject({ type: 'WrongState' });
  });

  it('is dispatched with the word that nothing may reach the unit, to a newcomer of the team too', async () => {
    const made = await begin('hushed');
    await decide(made);
    await playToRunning(made.table, made.authorityId);
    const silent = (await dispatched(made)).find(({ announced }) => !announced);
    const taskId = silent?.id ?? '';
    const team = await db
      .selectFrom('teamMember')
      .select('officerId')
      .where('taskId', '=', taskId)
      .orderBy('slot')
      .execute();
    const told = async () =>
      (
        await db
          .selectFrom('message')
          .select(['template', 'recipientId', 'params'])
          .where('subjectId', '=', taskId)
          .where('channel', '=', 'email')
          .execute()
      ).filter(({ template }) => template.startsWith('task.dispatched'));
    const dispatch = await told();
    expect(dispatch.map(({ template, recipientId }) => `${template} ${recipientId}`).sort()).toEqual(
      team.map(({ officerId }) => `task.dispatched-unannounced ${officerId}`).sort(),
    );
    expect(dispatch[0]?.params).toMatchObject({ basis: BASIS });
    const { reassignInspector } = createInspectionTaskActivities({ db, engine: made.table.engine });
    await giveToStep(db, reassignInspector, {
      ...{ authorityId: 'hushed', name: 'reassignInspector', subjectId: taskId, at: DRAW_DAY },
      command: {
        id: 'swap',
        actorId: 'approver',
        officerId: team[0]?.officerId ?? '',
        reason: '住院',
      } as never,
    });
    expect(await told()).toHaveLength(dispatch.length + 1);
    expect(silent?.unitId).not.toBe('');
    expect((await messagesOf(db, 'hushed')).filter((line) => line.includes(`→ ${silent?.unitId} `))).toEqual(
      [],
    );
  });
});
