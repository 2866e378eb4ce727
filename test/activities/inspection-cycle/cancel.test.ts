import type { Kysely } from 'kysely';
import type { Database } from '../../../db/connect.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { addBureau } from '../support/bureau.ts';
import { bench, OPENING } from '../support/play.ts';
import { at, deadlinesOf, giveToCycle, nudgedTasks, running } from '../support/running-cycle.ts';

let test: TestDatabase;
let db: Kysely<Database>;
beforeAll(async () => {
  test = await createTestDatabase();
  db = test.db;
});
afterAll(() => test.drop());

describe('cancelling a cycle', () => {
  it('ends its unfinished tasks with the reason, drops what they owe, and keeps what is approved', async () => {
    const { authorityId, give, table, taskIds } = await running(db, 'cancelled');
    await db
      .updateTable('task')
      .set({ state: 'reviewed' })
      .where('authorityId', '=', authorityId)
      .where('id', '=', taskIds[0] ?? '')
      .execute();
    await give('cancelCycle', '2021-01-11', { reason: '上级要求停止' });
    const tasks = await db
      .selectFrom('task')
      .select(['id', 'state', 'endKind', 'endReason'])
      .where('authorityId', '=', authorityId)
      .orderBy('id')
      .execute();
    expect(tasks[0]).toMatchObject({ state: 'reviewed', endKind: null });
    for (const task of tasks.slice(1)) {
      expect(task).toMatchObject({ state: 'closed', endKind: 'cancelled', endReason: '上级要求停止' });
    }
    const dropped = (await deadlinesOf(db, authorityId)).filter(
      ({ droppedReason }) => droppedReason !== null,
    );
    expect(dropped).toHaveLength(tasks.length - 1);
    expect((await nudgedTasks(db, authorityId)).sort()).toEqual(taskIds.slice(1));
    const input = { authorityId, subjectId: '2021-1', at: at('2021-01-12') };
    // The cycle itself ends when the workflows of its tasks have been told, however many.
    await table.cycle.startTasks(input);
    expect(await table.cycle.advanceCycle(input)).toMatchObject({ state: 'cancelled', ended: true });
    expect(table.engine.nudged.filter((id) => id.startsWith('task/'))).toHaveLength(tasks.length - 1);
    await expect(give('cancelCycle', '2021-01-12', {})).rejects.toMatchObject({ type: 'AlreadyEnded' });
  });

  it('is refused in the moments between a draw’s randomness and its result', async () => {
    const authorityId = await addBureau(db, { id: 'moments' });
    const { cycle, draw } = await bench(db);
    const on = (subjectId: string, instant: string) => ({ authorityId, subjectId, at: instant });
    await cycle.advanceCycle(on('2021-1', OPENING));
    await cycle.advanceCycle(on('2021-1', at('2021-01-07')));
    await draw.announceDraw(on('2021-001', at('2021-01-07')));
    await draw.obtainRandomness(on('2021-001', at('2021-01-07')));
    const asked = { id: 'c', reason: '结果不理想' };
    const cancel = giveToCycle(db, cycle, authorityId, 'cancelCycle', '2021-01-07', asked);
    await expect(cancel).rejects.toMatchObject({ type: 'WrongState' });
  });

  it('ends a draw that has not come to its randomness', async () => {
    const authorityId = await addBureau(db, { id: 'early' });
    const { cycle, draw } = await bench(db);
    const on = (subjectId: string, instant: string) => ({ authorityId, subjectId, at: instant });
    await cycle.advanceCycle(on('2021-1', OPENING));
    await cycle.advanceCycle(on('2021-1', at('2021-01-07')));
    await giveToCycle(db, cycle, authorityId, 'cancelCycle', '2021-01-07', { id: 'c', reason: '机构撤并' });
    await draw.announceDraw(on('2021-001', at('2021-01-07')));
    expect(await draw.obtainRandomness(on('2021-001', at('2021-01-07')))).toEqual({
      obtained: false,
      progress: { state: 'not-drawn', ended: true, wakeAt: null },
    });
  });
});
