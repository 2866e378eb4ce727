import type { Kysely } from 'kysely';
import type { Database } from '../../../db/connect.ts';
import { readDrawEvents } from '../../../db/draw/draw-events.ts';
import { readKeyLog } from '../../../db/keys/key-log.ts';
import type { Announcement } from '../../../domain/draw/announcement.ts';
import { canonicalHash } from '../../../domain/draw/canonical.ts';
import { sign } from '../../../domain/keys/ed25519.ts';
import { signedText } from '../../../domain/keys/signed-text.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { DICE_DRAW_ID, draftedDraw, numberedDraw, sealedDraw, THROWN_AT } from '../support/dice-draw.ts';
import { addKeys, giveSignature, idOfKey, type Signing, seedOf, signBoth } from '../support/keys.ts';
import { DRAW_DAY } from '../support/play.ts';

/** One day of notice before the throw. */
const SIGN_BEFORE = '2021-01-10T02:00:00.000Z';
const SIGNED_AT = '2021-01-08T03:00:00.000Z';
const drawId = DICE_DRAW_ID;

let test: TestDatabase;
let db: Kysely<Database>;
beforeAll(async () => {
  test = await createTestDatabase();
  db = test.db;
});
afterAll(() => test.drop());

const drafted = async (id: string) => {
  const live = await draftedDraw(db, { id });
  return { ...live, signing: (at = SIGNED_AT) => live.signing(at) };
};

const drawOf = (authorityId: string) =>
  db
    .selectFrom('draw')
    .selectAll()
    .where('authorityId', '=', authorityId)
    .orderBy('drawNo', 'desc')
    .executeTakeFirstOrThrow();

const kindsOf = async (authorityId: string) =>
  (await readDrawEvents(db, authorityId, drawId)).map(({ kind }) => kind);

const signedAs = async ({ authorityId }: Signing, document: 'announcement' | 'receipt', number: string) => {
  const hash = (await drawOf(authorityId)).announcementHash ?? '';
  return { value: sign(seedOf('operator'), signedText(document, `${authorityId}/${number}`, hash)) };
};
const forReceipt = (signing: Signing) => signedAs(signing, 'receipt', drawId);
const forAnotherDraw = (signing: Signing) => signedAs(signing, 'announcement', '2021-002');

describe('a live announcement', () => {
  it('is not made before operator and supervisor have keys', async () => {
    const { authorityId, look } = await numberedDraw(db, { id: 'keyless', keys: false });
    expect(await look(DRAW_DAY)).toMatchObject({ state: 'waiting', ended: false });
    expect((await drawOf(authorityId)).waitingFor).toContain('尚未登记抽取人和监督人的签名密钥');
    await addKeys(db, authorityId, ['supervisor']);
    await look(DRAW_DAY);
    expect((await drawOf(authorityId)).announcement).toBeNull();
  });

  it('is a draft, frozen, until both have signed; only then is it drawn from', async () => {
    const { authorityId, look, signing } = await drafted('draft');
    const draft = await drawOf(authorityId);
    expect(draft).toMatchObject({ state: 'drafted', lockedAt: null, signBefore: SIGN_BEFORE });
    const { signers } = draft.announcement as unknown as Announcement;
    expect(signers).toEqual({ operator: idOfKey('operator'), supervisor: idOfKey('supervisor') });
    await giveSignature(signing(), 'announcement', 'supervisor');
    expect(await look(SIGNED_AT)).toMatchObject({ state: 'drafted' });
    expect((await drawOf(authorityId)).waitingFor).toBe('等待抽取人对公告签名');
    await giveSignature(signing(), 'announcement', 'operator');
    expect(await drawOf(authorityId)).toMatchObject({ state: 'locked', lockedAt: SIGNED_AT });
    expect(await look(SIGNED_AT)).toMatchObject({ state: 'waiting', wakeAt: THROWN_AT });
    expect((await drawOf(authorityId)).announcement).toEqual(draft.announcement);
  });

  it('asks its signers, with a deadline that ends before the notice begins', async () => {
    const { authorityId } = await drafted('asked');
    const told = await db
      .selectFrom('message')
      .select('recipientId')
      .where('authorityId', '=', authorityId)
      .where('template', '=', 'draw.to-sign')
      .where('channel', '=', 'email')
      .orderBy('recipientId')
      .execute();
    expect(told.map(({ recipientId }) => recipientId)).toEqual(['drawer', 'leader']);
    const deadline = await db
      .selectFrom('deadline')
      .select(['kind', 'part', 'dueOn', 'metOn'])
      .where('authorityId', '=', authorityId)
      .where('subjectKind', '=', 'draw')
      .executeTakeFirstOrThrow();
    expect(deadline).toEqual({ kind: 'signing', part: 'announcement', dueOn: '2021-01-10', metOn: null });
  });

  it('that is not signed in time is void, on record, and the cycle draws anew under the next number', async () => {
    const { authorityId, table, look, signing } = await drafted('unsigned');
    await giveSignature(signing(), 'announcement', 'operator');
    await expect(giveSignature(signing(SIGN_BEFORE), 'announcement', 'supervisor')).rejects.toMatchObject({
      type: 'TooLate',
    });
    expect(await look(SIGN_BEFORE)).toEqual({ state: 'void', ended: true, wakeAt: null });
    expect(await drawOf(authorityId)).toMatchObject({
      state: 'void',
      endReason: '公告未在规定时间内签名（缺监督人）',
      randomness: null,
    });
    expect(await readDrawEvents(db, authorityId, drawId)).toMatchObject([
      { no: 1, kind: 'void', reason: '公告未在规定时间内签名（缺监督人）' },
    ]);
    for (const at of ['2021-01-11T02:00:00.000Z', '2021-01-12T02:00:00.000Z']) {
      await table.cycle.advanceCycle({ authorityId, subjectId: '2021-1', at });
    }
    expect(await drawOf(authorityId)).toMatchObject({ id: '2021-002', state: 'announced' });
  });

  it.each([
    ['signed with another key', 'BadSignature', () => ({ value: 'ab'.repeat(64) })],
    ['made for the receipt', 'BadSignature', forReceipt],
    ['made for another draw', 'BadSignature', forAnotherDraw],
    ['by a key that nobody registered', 'BadSignature', () => ({ keyId: '0'.repeat(32) })],
    ['in a role that the key does not have', 'BadSignature', () => ({ role: 'supervisor' })],
    ['by a witness', 'InvalidInput', () => ({ role: 'witness' })],
    ['of another’s key', 'Forbidden', () => ({ actorId: 'leader' })],
    ['by who has no such role', 'Forbidden', () => ({ actorId: 'office' })],
    ['of a receipt that is not there', 'WrongState', () => ({ document: 'receipt' })],
    ['that is no signature', 'BadSignature', () => ({ value: 'nonsense' })],
    ['without a value', 'InvalidInput', () => ({ value: '' })],
  ])('refuses a signature %s', async (name, code, change) => {
    const { signing } = await drafted(`r${canonicalHash(name).slice(0, 8)}`);
    const changed = await change(signing());
    await expect(giveSignature(signing(), 'announcement', 'operator', changed)).rejects.toMatchObject({
      type: code,
    });
  });

  it('refuses a second signature of one role, and any after the second', async () => {
    const { signing } = await drafted('twice');
    await giveSignature(signing(), 'announcement', 'operator');
    await expect(giveSignature(signing(), 'announcement', 'operator')).rejects.toMatchObject({
      type: 'WrongState',
    });
    await giveSignature(signing(), 'announcement', 'supervisor');
    await expect(giveSignature(signing(), 'announcement', 'operator')).rejects.toMatchObject({
      type: 'WrongState',
    });
  });
});

describe('people who sign at the same moment', () => {
  it('both count, and the announcement is published once', async () => {
    const { authorityId, signing } = await drafted('both');
    await Promise.all([
      giveSignature(signing(), 'announcement', 'operator'),
      giveSignature(signing(), 'announcement', 'supervisor'),
    ]);
    expect(await drawOf(authorityId)).toMatchObject({ state: 'locked', lockedAt: SIGNED_AT });
    const locked = await db
      .selectFrom('auditEvent')
      .select('id')
      .where('authorityId', '=', authorityId)
      .where('action', '=', 'draw.locked')
      .execute();
    expect(locked).toHaveLength(1);
  });

  it('in one role: one of them is refused', async () => {
    const { signing } = await drafted('rivals');
    const outcomes = await Promise.allSettled(
      [1, 2, 3].map(() => giveSignature(signing(), 'announcement', 'operator')),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});

describe('a sealed record', () => {
  it('has a receipt that binds what it came from, and is published when both have signed it', async () => {
    const { authorityId, look, signing } = await sealedDraw(db, { id: 'receipt' });
    const { receipt, receiptHash } = await db
      .selectFrom('drawReceipt')
      .select(['receipt', 'receiptHash'])
      .where('authorityId', '=', authorityId)
      .executeTakeFirstOrThrow();
    const draw = await drawOf(authorityId);
    expect(draw).toMatchObject({ state: 'sealed', publishedAt: null });
    expect(receipt).toMatchObject({
      schema: 'dr-1-receipt',
      announcement_hash: draw.announcementHash,
      record_hash: draw.recordHash,
      keys_count: 3,
      keys_hash: canonicalHash(await readKeyLog(db, authorityId)),
    });
    expect(receiptHash).toBe(canonicalHash(receipt));
    const tasks = () =>
      db
        .selectFrom('workflowProgress')
        .select('subjectId')
        .where('authorityId', '=', authorityId)
        .where('family', '=', 'inspection-task')
        .execute();
    expect(await tasks()).toEqual([]);
    await signBoth(signing(THROWN_AT), 'receipt');
    expect(await look(THROWN_AT)).toMatchObject({ state: 'published', ended: false });
    expect((await tasks()).length).toBeGreaterThan(0);
  });

  it('reminds those who have not signed it, and lets nobody publish it alone', async () => {
    const { authorityId, look, signing } = await sealedDraw(db, { id: 'overdue' });
    await giveSignature(signing(THROWN_AT), 'receipt', 'operator');
    const progress = await look('2021-01-15T02:00:00.000Z');
    expect(progress).toMatchObject({ state: 'sealed', ended: false });
    expect((await drawOf(authorityId)).waitingFor).toBe('等待监督人对回执签名');
    const reminded = await db
      .selectFrom('message')
      .select('recipientId')
      .distinct()
      .where('authorityId', '=', authorityId)
      .where('template', '=', 'reminder.signing')
      .orderBy('recipientId')
      .execute();
    expect(reminded.map(({ recipientId }) => recipientId)).toEqual(['leader', 'office']);
  });
});

describe('a live draw that comes out void for lack of people', () => {
  it('has its receipt signed like any other, while the cycle goes on', async () => {
    const { authorityId, table, look, signing } = await numberedDraw(db, {
      ...{ id: 'lacking', units: 3, inspectors: 2 },
      rows: [{ number: '202101', windowStart: '2021-01-01', windowEnd: '2021-04-30', percent: 100 }],
    });
    const declared = { kind: '近亲属', declaredOn: '2021-01-02' };
    await db
      .insertInto('inspectorInterest')
      .values({ authorityId, officerId: 'i1', unitId: 'u2', ...declared })
      .execute();
    await look(DRAW_DAY);
    await signBoth(signing(SIGNED_AT), 'announcement');
    expect(await look(THROWN_AT)).toMatchObject({ state: 'void', ended: false });
    expect(await drawOf(authorityId)).toMatchObject({ state: 'void', awaiting: true });
    expect(table.engine.nudged).toContain('cycle/lacking/2021-1');
    await signBoth(signing(THROWN_AT), 'receipt');
    expect(await look(THROWN_AT)).toEqual({ state: 'void', ended: true, wakeAt: null });
    expect(await drawOf(authorityId)).toMatchObject({ state: 'void', awaiting: false });
    expect(await kindsOf(authorityId)).toEqual(['void']);
  });
});
