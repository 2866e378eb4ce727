import type { Kysely } from 'kysely';
import type { Database } from '../../../db/connect.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { giveToStep } from '../../support/give.ts';
import { addBureau } from '../support/bureau.ts';
import { ASKED_ON, beginEnlarging, CYCLE_ID, REASON, ROW, SECOND } from '../support/enlarging.ts';
import { bench } from '../support/play.ts';
import { at } from '../support/running-cycle.ts';

let test: TestDatabase;
let db: Kysely<Database>;
beforeAll(async () => {
  test = await createTestDatabase();
  db = test.db;
});
afterAll(() => test.drop());

describe('an enlargement is refused', () => {
  let made: Awaited<ReturnType<typeof beginEnlarging>>;
  beforeAll(async () => {
    made = await beginEnlarging(db, 'refused');
  });

  const WRONG: readonly (readonly [string, object, string, string])[] = [
    ['to who may not order draws', { actorId: 'approver' }, 'Forbidden', '抽取人'],
    ['without a reason', { reason: ' ' }, 'InvalidInput', '理由'],
    ['of no unit', { additional: 0 }, 'InvalidInput', '整数'],
    ['of half a unit', { additional: 1.5 }, 'InvalidInput', '整数'],
    ['of more than are left', { additional: 33 }, 'InvalidInput', '只有 32 个'],
    ['of a row of another cycle', { rowNumber: '202103' }, 'InvalidInput', '202103'],
  ];
  it.each(WRONG)('%s', async (_, command, type, words) => {
    const refused = made.ask({ id: `wrong ${JSON.stringify(command)}`, ...command });
    await expect(refused).rejects.toMatchObject({ type, message: expect.stringContaining(words) });
  });

  it('after the window', async () => {
    await expect(made.ask({ id: 'late' }, '2021-05-06')).rejects.toMatchObject({ type: 'TooLate' });
  });

  it('before the cycle has drawn', async () => {
    const authorityId = await addBureau(db, { id: 'undrawn' });
    const { cycle } = await bench(db);
    await cycle.advanceCycle({ authorityId, subjectId: CYCLE_ID, at: '2021-01-04T01:00:00.000Z' });
    const asked = giveToStep(db, cycle.enlargeDraw, {
      ...{ authorityId, name: 'enlargeDraw', subjectId: CYCLE_ID, at: at('2021-01-05') },
      command: { id: 'a', actorId: 'drawer', rowNumber: ROW, additional: 1, reason: REASON } as never,
    });
    await expect(asked).rejects.toMatchObject({ type: 'WrongState' });
  });

  it('to who asked for it himself, though he may approve, and to who may not', async () => {
    await db
      .insertInto('officerRole')
      .values({ authorityId: 'refused', officerId: 'drawer', role: 'approver' })
      .execute();
    await made.ask();
    await expect(made.decide({ actorId: 'drawer' })).rejects.toMatchObject({ type: 'SamePerson' });
    await expect(made.decide({ actorId: 'office' })).rejects.toMatchObject({ type: 'Forbidden' });
    expect(await made.stateOf()).toBeUndefined();
  });

  it('a second time while the first waits, and decides once', async () => {
    await expect(made.ask({ id: 'second' })).rejects.toMatchObject({ type: 'WrongState' });
    expect(await made.decide({ decision: 'refused', reason: '力量不足' })).toMatchObject({
      message: '已不同意扩大抽查',
    });
    await expect(made.decide()).rejects.toMatchObject({ type: 'WrongState' });
    expect(await made.stateOf()).toBeUndefined();
  });

  it('while another draw of the cycle goes on', async () => {
    await made.ask({ id: 'third' });
    await made.decide({ enlargementId: 'third' });
    await expect(made.ask({ id: 'fourth', rowNumber: '202101', additional: 1 })).rejects.toMatchObject({
      type: 'WrongState',
      message: expect.stringContaining(SECOND),
    });
    await made.draw();
    await made.ask({ id: 'fifth', rowNumber: '202101', additional: 1 });
    await made.decide({ enlargementId: 'fifth' });
    expect(await made.stateOf('2021-003')).toMatchObject({ purpose: 'enlargement', batch: 2 });
  });

  it('once the row’s work has ended', async () => {
    const ended = await beginEnlarging(db, 'ended');
    await ended.endAllWork(ASKED_ON);
    await expect(ended.ask()).rejects.toMatchObject({
      type: 'WrongState',
      message: expect.stringContaining('已于'),
    });
  });

  it('by the database, if what was decided is to be changed', async () => {
    const change = db
      .updateTable('drawEnlargement')
      .set({ additional: 9 })
      .where('authorityId', '=', 'refused')
      .where('id', '=', 'third')
      .execute();
    await expect(change).rejects.toThrow(/enlargement stays/);
  });

  it('of a command that was given before: the same answer, nothing twice', async () => {
    const twice = await beginEnlarging(db, 'twice');
    const asked = await twice.ask();
    expect((await twice.ask()).message).toBe(asked.message);
    const granted = await twice.decide({ id: 'decided' });
    expect(await twice.decide({ id: 'decided' })).toMatchObject({
      message: granted.message,
      repeated: true,
    });
    const draws = await db.selectFrom('draw').select('id').where('authorityId', '=', 'twice').execute();
    expect(draws.map(({ id }) => id).sort()).toEqual(['2021-001', SECOND]);
  });
});
