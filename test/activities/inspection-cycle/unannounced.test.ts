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
});
