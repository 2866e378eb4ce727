import type { Kysely } from 'kysely';
import type { Database } from '../../../db/connect.ts';
import { readDrawEvents } from '../../../db/draw/draw-events.ts';
import { readSignatures } from '../../../db/draw/signatures.ts';
import { DEFAULT_SETTINGS } from '../../../domain/settings/settings.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { giveToStep } from '../../support/give.ts';
import { DICE_DRAW_ID, type Given, NEXT_DAY, publishedDraw } from '../support/dice-draw.ts';
import { signatureOf } from '../support/keys.ts';

/** After five working days from the throw. */
const OVERDUE = '2021-01-20T02:00:00.000Z';
const drawId = DICE_DRAW_ID;
const { draw: DRAW } = DEFAULT_SETTINGS;

let test: TestDatabase;
let db: Kysely<Database>;
beforeAll(async () => {
  test = await createTestDatabase();
  db = test.db;
});
afterAll(() => test.drop());

/** A live draw that is published, waiting for its witness. */
const published = async (id: string, witness = DRAW.witness) => {
  const live = await publishedDraw(db, { id, draw: { witness } });
  const give = (name: 'signOffDraw' | 'objectToDraw', content: Partial<Given> = {}) =>
    live.give(live.table.draw[name], name, { actorId: 'witness', ...content });
  return { ...live, give };
};

const toldOf = async (authorityId: string, template: string) =>
  (
    await db
      .selectFrom('message')
      .select('recipientId')
      .distinct()
      .where('authorityId', '=', authorityId)
      .where('template', '=', template)
      .orderBy('recipientId')
      .execute()
  ).map(({ recipientId }) => recipientId);

describe('the witness of a draw', () => {
  it('is asked when it is published, and agrees: the draw is followed until then', async () => {
    const { authorityId, look, give, progress } = await published('agrees');
    expect(progress).toMatchObject({ state: 'published', ended: false });
    expect(await toldOf(authorityId, 'draw.to-witness')).toEqual(['witness']);
    expect((await give('signOffDraw')).message).toBe('已确认');
    expect(await look(NEXT_DAY)).toEqual({ state: 'published', ended: true, wakeAt: null });
    expect(await readDrawEvents(db, authorityId, drawId)).toMatchObject([
      { no: 1, kind: 'witness-signed', data: { in_time: true, key_id: null } },
    ]);
  });

  it('signs the receipt with a key of his own, where he has one', async () => {
    const { authorityId, give, signing } = await published('withkey');
    const signature = await signatureOf(signing(NEXT_DAY), 'receipt', 'witness');
    await expect(give('signOffDraw', { ...signature, value: 'cd'.repeat(64) })).rejects.toMatchObject({
      type: 'BadSignature',
    });
    await give('signOffDraw', { ...signature, at: '2021-01-12T04:00:00.000Z' });
    const signatures = await readSignatures(db, authorityId, drawId, 'receipt');
    expect(signatures.map(({ role }) => role)).toEqual(['operator', 'supervisor', 'witness']);
  });

  it('objects with a reason: public, and brought to the leader in charge', async () => {
    const { authorityId, look, give } = await published('objects');
    await expect(give('objectToDraw', { reason: ' ' })).rejects.toMatchObject({ type: 'InvalidInput' });
    const reason = '投掷骰子时现场只有一人';
    await give('objectToDraw', { reason, at: '2021-01-12T04:00:00.000Z' });
    expect(await readDrawEvents(db, authorityId, drawId)).toMatchObject([
      { kind: 'witness-objected', reason },
    ]);
    expect(await toldOf(authorityId, 'draw.objected')).toEqual(['leader', 'office']);
    expect(await look('2021-01-12T04:00:00.000Z')).toMatchObject({ ended: true });
  });

  it('speaks once', async () => {
    const { give } = await published('once');
    await give('signOffDraw');
    await expect(give('objectToDraw', { reason: '反悔' })).rejects.toMatchObject({ type: 'WrongState' });
  });

  it('is nobody who drew or signed, whatever roles he has, and nobody without the role', async () => {
    const { authorityId, give } = await published('uninvolved');
    await db
      .insertInto('officerRole')
      .values(['drawer', 'leader'].map((officerId) => ({ authorityId, officerId, role: 'witness' as const })))
      .execute();
    for (const actorId of ['drawer', 'leader']) {
      await expect(give('signOffDraw', { actorId })).rejects.toMatchObject({ type: 'SamePerson' });
    }
    await expect(give('signOffDraw', { actorId: 'office' })).rejects.toMatchObject({ type: 'Forbidden' });
  });

  it('who is silent is reminded, then the office, then the leader; late is late for ever', async () => {
    const { authorityId, look, give } = await published('silent');
    for (const at of ['2021-01-15', '2021-01-18', '2021-01-19', '2021-01-21']) {
      expect(await look(`${at}T02:00:00.000Z`)).toMatchObject({ ended: false });
    }
    expect(await toldOf(authorityId, 'reminder.sign-off')).toEqual(['leader', 'office', 'witness']);
    await give('signOffDraw', { at: OVERDUE });
    const [event] = await readDrawEvents(db, authorityId, drawId);
    expect(event?.data).toEqual({ in_time: false, key_id: null });
  });

  it('has as many working days left after a pause of the cycle as before', async () => {
    const { authorityId, table, look } = await published('paused');
    const order = (name: 'pauseCycle' | 'resumeCycle', at: string, content: object = {}) =>
      giveToStep(db, table.cycle[name], {
        ...{ authorityId, name, subjectId: '2021-1', at },
        command: { id: name, actorId: 'approver', ...content },
      });
    await order('pauseCycle', '2021-01-12T03:00:00.000Z', { reason: '疫情防控' });
    expect(await look('2021-01-18T03:00:00.000Z')).toMatchObject({ ended: false });
    expect(await toldOf(authorityId, 'reminder.sign-off')).toEqual([]);
    await order('resumeCycle', '2021-01-19T03:00:00.000Z');
    const { dueOn } = await db
      .selectFrom('deadline')
      .select('dueOn')
      .where('authorityId', '=', authorityId)
      .where('kind', '=', 'sign-off')
      .executeTakeFirstOrThrow();
    // Five working days from 11 January, and the five that the pause took.
    expect(dueOn).toBe('2021-01-25');
  });

  it('is not waited for where the setting asks for none', async () => {
    const { progress } = await published('none', { required: false, signOffWorkingDays: 5 });
    expect(progress).toEqual({ state: 'published', ended: true, wakeAt: null });
  });
});
