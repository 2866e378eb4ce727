import type { Kysely } from 'kysely';
import type { Database } from '../../../db/connect.ts';
import type { Receipt } from '../../../notify/providers/receipt.ts';
import { joinLeftReceipts, joinReceipts } from '../../../notify/receipts/join-receipts.ts';
import { recordReceipt } from '../../../notify/receipts/record-receipt.ts';
import { addAuthority } from '../../db/support/authority.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { addSentMessage, stateOf } from './support/sent-message.ts';

const AUTHORITY = 'pinglu';
let test: TestDatabase;
let db: Kysely<Database>;

beforeAll(async () => {
  test = await createTestDatabase();
  db = test.db;
  await addAuthority(db, AUTHORITY);
});
afterAll(() => test.drop());

const receipt = (reference: string, state: Receipt['state'], code: string = state): Receipt => ({
  reference,
  state,
  code,
  way: 'push',
  reportedAt: '2021-04-26T01:00:05.000Z',
});
const record = (one: Receipt) => recordReceipt(db, 'aliyun', one);
const message = (reference: string | null, state: 'sent' | 'unknown' | 'sending' = 'sent') =>
  addSentMessage(db, AUTHORITY, { reference, state });
const receiptsOf = (id: string) =>
  db.selectFrom('messageReceipt').where('messageId', '=', id).select(['reference', 'state']).execute();

describe('a receipt', () => {
  it('makes a sent message delivered, once, however often it comes', async () => {
    const id = await message('r-1');
    expect(await record(receipt('r-1', 'delivered'))).toEqual({
      messageId: id,
      isNew: true,
      settled: 'delivered',
    });
    expect(await record(receipt('r-1', 'delivered'))).toEqual({ messageId: id, isNew: false, settled: null });
    expect(await stateOf(db, id)).toMatchObject({
      state: 'delivered',
      deliveredAt: '2021-04-26T01:00:05.000Z',
    });
    expect(await receiptsOf(id)).toHaveLength(1);
  });

  it('never turns a delivered message into a failed one, but a failed one into a delivered one', async () => {
    const [first, second] = [await message('r-2'), await message('r-3')];
    await record(receipt('r-2', 'delivered'));
    await record(receipt('r-2', 'failed', 'EXPIRED'));
    await record(receipt('r-3', 'failed', 'EXPIRED'));
    expect(await stateOf(db, second)).toMatchObject({ state: 'failed', failureClass: 'permanent' });
    await record(receipt('r-3', 'delivered'));
    for (const id of [first, second]) {
      expect(await stateOf(db, id)).toMatchObject({ state: 'delivered', failureClass: null, failure: null });
    }
  });

  it('decides what became of an unknown message, and an acceptance makes it sent', async () => {
    const [delivered, failed, accepted] = [
      await message('r-4', 'unknown'),
      await message('r-5', 'unknown'),
      await message('r-6', 'unknown'),
    ];
    await record(receipt('r-4', 'delivered'));
    await record(receipt('r-5', 'failed', 'MK:0001'));
    await record(receipt('r-6', 'accepted'));
    expect(await stateOf(db, delivered)).toMatchObject({ state: 'delivered' });
    expect(await stateOf(db, failed)).toMatchObject({ state: 'failed', failure: '回执 MK:0001' });
    expect(await stateOf(db, accepted)).toMatchObject({ state: 'sent' });
  });

  it('finds a message by its id where its sending left no reference', async () => {
    const id = await message(null, 'unknown');
    await record({ ...receipt('serial-9', 'delivered'), messageId: id });
    expect(await stateOf(db, id)).toMatchObject({ state: 'delivered' });
  });

  it('finds a message by the id that the provider echoes, if the number is its own', async () => {
    const [own, other] = [await message(null, 'unknown'), await message(null, 'unknown')];
    const echoed = (id: string, address: string) =>
      record({ ...receipt(`${id}/tag`, 'delivered'), echoedId: id, address });
    expect(await echoed(own, '13900000001')).toMatchObject({ messageId: own });
    expect(await echoed(other, '13900000009')).toMatchObject({ messageId: null });
    expect(await stateOf(db, own)).toMatchObject({ state: 'delivered' });
    expect(await stateOf(db, other)).toMatchObject({ state: 'unknown' });
  });

  it('is kept when it is faster than our own note of the sending, and joined with it', async () => {
    const id = await message(null, 'sending');
    expect(await record(receipt('r-7', 'delivered'))).toMatchObject({ messageId: null, isNew: true });
    expect(await record(receipt('r-7', 'delivered'))).toMatchObject({ messageId: null, isNew: false });
    expect(await stateOf(db, id)).toMatchObject({ state: 'sending' });
    await db.transaction().execute(async (trx) => {
      await trx
        .updateTable('message')
        .set({ state: 'sent', providerReference: 'r-7' })
        .where('id', '=', id)
        .execute();
      expect(await joinReceipts(trx, [id])).toBe(1);
    });
    expect(await stateOf(db, id)).toMatchObject({ state: 'delivered' });
  });

  it('is joined by a later look where it came between the sending and its note', async () => {
    const id = await message(null, 'sending');
    // Noted and joined by one connection; the receipt is stored by another that does not see it yet.
    await db.transaction().execute(async (trx) => {
      await trx
        .updateTable('message')
        .set({ state: 'sent', providerReference: 'r-8' })
        .where('id', '=', id)
        .execute();
      expect(await joinReceipts(trx, [id])).toBe(0);
      expect(await record(receipt('r-8', 'delivered'))).toMatchObject({ messageId: null });
    });
    expect(await joinLeftReceipts(db)).toBe(1);
    expect(await stateOf(db, id)).toMatchObject({ state: 'delivered' });
    expect(await joinLeftReceipts(db)).toBe(0);
  });

  it('of one part does not make the message delivered, that of the last part does', async () => {
    const id = await message('p-1 p-2 p-3');
    for (const part of ['p-2', 'p-3', 'p-2'])
      expect((await record(receipt(part, 'delivered'))).settled).toBeNull();
    expect((await record(receipt('p-1', 'delivered'))).settled).toBe('delivered');
    expect(await stateOf(db, id)).toMatchObject({ state: 'delivered' });
  });

  it('of one part that is taken back opens the message again, whichever of the two came first', async () => {
    const ids = [await message('q-1 q-2'), await message('q-3 q-4')];
    await record(receipt('q-1', 'failed', 'EXPIRED'));
    await record(receipt('q-1', 'delivered'));
    await record(receipt('q-3', 'delivered'));
    await record(receipt('q-3', 'failed', 'EXPIRED'));
    for (const id of ids) expect(await stateOf(db, id)).toMatchObject({ state: 'sent', failure: null });
  });

  it('of a later part suppresses a number, too, and an unknown message that was sent has its time', async () => {
    const id = await message('s-1 s-2', 'unknown');
    await record(receipt('s-1', 'failed', 'UNDELIV'));
    await record({ ...receipt('s-2', 'failed', 'MI:0073'), isBadAddress: true });
    const of = { messageId: id, liftedAt: null };
    expect(
      await db.selectFrom('suppressedAddress').where('messageId', '=', id).selectAll().execute(),
    ).toMatchObject([of]);
    await record(receipt('s-1', 'delivered'));
    await record(receipt('s-2', 'delivered'));
    const { sentAt } = await db
      .selectFrom('message')
      .where('id', '=', id)
      .select('sentAt')
      .executeTakeFirstOrThrow();
    expect(sentAt).not.toBeNull();
    expect(
      await db
        .selectFrom('suppressedAddress')
        .where('messageId', '=', id)
        .where('liftedAt', 'is', null)
        .execute(),
    ).toEqual([]);
  });

  it('belongs to its own provider', async () => {
    const id = await message('r-10');
    expect(await recordReceipt(db, 'tencent', receipt('r-10', 'delivered'))).toMatchObject({
      messageId: null,
    });
    expect(await stateOf(db, id)).toMatchObject({ state: 'sent' });
  });

  it('of a number that does not exist suppresses the address once, that of a full mailbox does not', async () => {
    const suppressed = () =>
      db
        .selectFrom('suppressedAddress')
        .where('liftedAt', 'is', null)
        .select(['address', 'reason'])
        .execute();
    await message('r-11');
    await record({ ...receipt('r-11', 'failed', 'MK:0012') });
    expect(await suppressed()).toEqual([]);
    for (const reference of ['r-12', 'r-13']) {
      await message(reference);
      await record({ ...receipt(reference, 'failed', 'MK:0001'), isBadAddress: true, note: '空号' });
    }
    expect(await suppressed()).toEqual([
      { address: '13900000001', reason: '地址不存在：aliyun MK:0001 空号' },
    ]);
    await record(receipt('r-12', 'delivered'));
    expect(await suppressed()).toEqual([]);
  });

  it('ends in the same state whatever order many connections bring it in', async () => {
    const references = Array.from({ length: 20 }, (_, at) => `many-${at}`);
    const ids = await Promise.all(references.map((reference) => message(reference)));
    const all = references.flatMap((reference) => [
      receipt(reference, 'accepted'),
      receipt(reference, 'failed', 'EXPIRED'),
      receipt(reference, 'delivered'),
      receipt(reference, 'delivered'),
    ]);
    await Promise.all(all.toSorted(() => Math.random() - 0.5).map(record));
    for (const id of ids) {
      expect(await stateOf(db, id)).toMatchObject({ state: 'delivered' });
      expect(await receiptsOf(id)).toHaveLength(3);
    }
  });
});
