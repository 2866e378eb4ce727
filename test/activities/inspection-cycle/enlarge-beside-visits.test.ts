import type { Kysely } from 'kysely';
import type { Database } from '../../../db/connect.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { giveToStep } from '../../support/give.ts';
import { ASKED_ON, beginEnlarging, DRAWN_ON, LATER, ROW, SECOND } from '../support/enlarging.ts';
import { at } from '../support/running-cycle.ts';

let test: TestDatabase;
let db: Kysely<Database>;
beforeAll(async () => {
  test = await createTestDatabase();
  db = test.db;
});
afterAll(() => test.drop());

describe('an enlargement beside the visits of its cycle', () => {
  it('keeps the row’s work and the cycle open until its tasks are done too', async () => {
    const made = await beginEnlarging(db, 'waiting');
    await made.ask();
    await made.decide();
    await made.endAllWork(ASKED_ON);
    expect(await made.row()).toMatchObject({ workEndedOn: null });
    await db
      .updateTable('task')
      .set({ state: 'closed', endKind: 'cancelled', endReason: '试', endedAt: at(ASKED_ON) })
      .where('authorityId', '=', 'waiting')
      .execute();
    expect(await made.look(ASKED_ON)).toMatchObject({ state: 'running', ended: false });
    await made.draw();
    expect(await made.row()).toMatchObject({ workEndedOn: null });
    await made.endAllWork(LATER);
    expect(await made.row()).toMatchObject({ workEndedOn: LATER });
  });

  it('lets the row’s work end when it comes to nothing, and tells the office why', async () => {
    const made = await beginEnlarging(db, 'nothing');
    await made.ask();
    await made.decide();
    await made.endAllWork(ASKED_ON);
    await db.updateTable('unit').set({ status: 'closed' }).where('authorityId', '=', 'nothing').execute();
    await db
      .updateTable('task')
      .set({ state: 'closed', endKind: 'cancelled', endReason: '试', endedAt: at(ASKED_ON) })
      .where('authorityId', '=', 'nothing')
      .execute();
    expect(await made.draw()).toMatchObject({ state: 'not-drawn', ended: true });
    expect(await made.row()).toMatchObject({ workEndedOn: DRAWN_ON });
    expect((await made.stateOf())?.endReason).toContain('没有尚未抽取的检查对象');
    const told = await db
      .selectFrom('message')
      .select(['recipientId', 'template'])
      .where('authorityId', '=', 'nothing')
      .where('template', '=', 'cycle.enlargement')
      .where('subjectKind', '=', 'draw')
      .execute();
    expect(new Set(told.map(({ recipientId }) => recipientId))).toEqual(new Set(['office']));
    expect(await made.look(DRAWN_ON)).toMatchObject({ state: 'closed', ended: true });
  });

  it('is void where people do not suffice, and is not tried again with the same people', async () => {
    const made = await beginEnlarging(db, 'few', { inspectors: 2 });
    const drawn = new Set((await made.tasks()).map(({ unitId }) => unitId));
    const others = Array.from({ length: 40 }, (_, index) => `u${index + 1}`).filter((id) => !drawn.has(id));
    await db
      .insertInto('inspectorInterest')
      .values(
        others.map((unitId) => ({
          ...{ authorityId: 'few', officerId: 'i1', unitId, kind: '近亲属', declaredOn: ASKED_ON },
        })),
      )
      .execute();
    await made.ask();
    await made.decide();
    await db.updateTable('task').set({ visitedOn: ASKED_ON }).where('authorityId', '=', 'few').execute();
    await made.endAllWork(ASKED_ON);
    expect(await made.draw()).toMatchObject({ state: 'void' });
    expect(await made.tasks()).toHaveLength(drawn.size);
    // Not on the day of the last visit: results are shown in time from the day on which no further units come.
    expect(await made.row()).toMatchObject({ quota: 8, drawn: 8, workEndedOn: DRAWN_ON });
    // The row's work ended with it; of one whose work goes on:
    await db
      .updateTable('cycleRow')
      .set({ workEndedOn: null })
      .where('authorityId', '=', 'few')
      .where('rowNumber', '=', ROW)
      .execute();
    await made.ask({ id: 'once-more' });
    await expect(made.decide({ enlargementId: 'once-more' })).rejects.toMatchObject({
      type: 'NotReady',
      message: expect.stringContaining('检查人员情况没有变化'),
    });
  });

  it('ends without a result when the cycle is cancelled, its row with it', async () => {
    const made = await beginEnlarging(db, 'stopped');
    await made.ask();
    await made.decide();
    await made.endAllWork(ASKED_ON);
    await made.give('cancelCycle', { reason: '上级要求停止' }, ASKED_ON);
    expect(await made.row()).toMatchObject({ workEndedOn: ASKED_ON });
    expect(await made.draw()).toMatchObject({ state: 'not-drawn', ended: true });
  });

  it('stands still while the cycle is paused', async () => {
    const made = await beginEnlarging(db, 'paused');
    await made.ask();
    await made.decide();
    await made.give('pauseCycle', { reason: '疫情防控' }, ASKED_ON);
    expect(await made.draw()).toMatchObject({ state: 'waiting', ended: false });
    await expect(made.ask({ id: 'again' }, DRAWN_ON)).rejects.toMatchObject({ type: 'Paused' });
  });

  it('is over after the plan’s window, and not before', async () => {
    const made = await beginEnlarging(db, 'late');
    await made.ask();
    await made.decide();
    expect(await made.draw('2021-05-01')).toMatchObject({ state: 'not-drawn' });
    expect((await made.stateOf())?.endReason).toContain('2021-04-30');
  });

  it('lets nobody take another’s place between its announcement and its result', async () => {
    const made = await beginEnlarging(db, 'between');
    await made.ask();
    await made.decide();
    const input = { authorityId: 'between', subjectId: SECOND, at: at(DRAWN_ON) };
    await made.table.draw.announceDraw(input);
    const [task] = await made.tasks();
    const replace = (id: string) =>
      giveToStep(db, made.steps.replaceUnit, {
        ...{ authorityId: 'between', name: 'replaceUnit', subjectId: task?.id ?? '', at: at(DRAWN_ON) },
        command: {
          ...{ id, actorId: 'approver', reason: '已停业' },
          ...{ unitStatus: 'closed', evidence: '现场照片' },
        } as never,
      });
    await expect(replace('too-early')).rejects.toMatchObject({
      type: 'WrongState',
      message: expect.stringContaining(SECOND),
    });
    await made.draw();
    expect((await replace('later')).message).toContain('已递补');
    const substitute = (await made.tasks()).at(-1);
    const entry = db.selectFrom('drawEntry').select('drawn').where('authorityId', '=', 'between');
    // The task's own draw gives the substitute; whoever the other drew is passed over.
    expect(substitute?.drawId).toBe(task?.drawId);
    const ofOther = await entry
      .where('drawId', '=', SECOND)
      .where('unitId', '=', substitute?.unitId ?? '')
      .where('drawn', '=', true)
      .execute();
    expect(ofOther).toEqual([]);
  });
});
