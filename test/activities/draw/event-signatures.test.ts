/** What happened after a draw is signed: at once in a rehearsal, when a signer has time for it in a live system. */
import type { Kysely } from 'kysely';
import { rehearsalSource } from '../../../activities/draw/rehearsal-source.ts';
import { createInspectionTaskActivities } from '../../../activities/inspection-task/inspection-task.activities.ts';
import { readCatalogue } from '../../../cli/draw/catalogue.ts';
import type { Database } from '../../../db/connect.ts';
import { publicDrawId, readDrawEvents } from '../../../db/draw/draw-events.ts';
import { takeEventSignature } from '../../../db/draw/event-signatures.ts';
import { readEvidence } from '../../../db/draw/read-evidence.ts';
import { checkEventSignatures, checkEvents } from '../../../domain/bundle/checks/events.ts';
import type { Evidence } from '../../../domain/bundle/evidence.ts';
import { announcementHash } from '../../../domain/draw/announcement.ts';
import { profileOf } from '../../../domain/draw/profile.ts';
import { nextDrawEvent } from '../../../domain/keys/draw-event.ts';
import { sign } from '../../../domain/keys/ed25519.ts';
import { signedText } from '../../../domain/keys/signed-text.ts';
import { DEFAULT_SETTINGS } from '../../../domain/settings/settings.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { giveToStep } from '../../support/give.ts';
import { addBureau } from '../support/bureau.ts';
import { DICE_DRAW_ID, NEXT_DAY, publishedDraw } from '../support/dice-draw.ts';
import { idOfKey, seedOf } from '../support/keys.ts';
import { bench, playToRunning } from '../support/play.ts';

const drawId = DICE_DRAW_ID;
const settings = {
  draw: { ...DEFAULT_SETTINGS.draw, witness: { required: true, signOffWorkingDays: 5 } },
};

const databases: TestDatabase[] = [];
const fresh = async (): Promise<Kysely<Database>> => {
  const made = await createTestDatabase();
  databases.push(made);
  return made.db;
};
afterAll(async () => {
  for (const made of databases) await made.drop();
});

/** What a verifier says of the events alone. */
const looked = async (db: Kysely<Database>, authorityId: string, change = {}) => {
  const { documents } = await readEvidence(db, authorityId, drawId);
  const announcement = documents['announcement.json'];
  if (announcement === undefined) throw new Error('the draw was announced');
  const { shapes } = await readCatalogue();
  const profile = profileOf(announcement.alg);
  const evidence = {
    ...{ documents: { ...documents, ...change }, announcement, draw: announcement, profile, shapes },
    announcementHash: announcementHash(announcement),
  } as unknown as Evidence;
  return [await checkEvents(evidence), await checkEventSignatures(evidence)];
};

describe('what happens after a rehearsed draw', () => {
  it('is signed in the step that tells of it, and is not rewritten unseen', async () => {
    const db = await fresh();
    const authorityId = await addBureau(db, { id: 'rehearsed', settings });
    await playToRunning(await bench(db), authorityId);
    const [event, ...more] = await readDrawEvents(db, authorityId, drawId);
    if (event === undefined) throw new Error('the witness spoke');
    expect(more).toEqual([]);
    expect(event.signature).not.toBeNull();
    expect(await looked(db, authorityId)).toMatchObject([{ remark: { code: 'events' } }, null]);
    const { hash: _hash, signature, ...told } = event;
    const other = nextDrawEvent(`${authorityId}/${drawId}`, undefined, { ...told, kind: 'witness-objected' });
    const rewritten = (by: typeof signature) =>
      looked(db, authorityId, { 'events.json': [{ ...other, signature: by }] });
    expect((await rewritten(signature))[0]).toMatchObject({ code: 'events', case: 'signature' });
    expect((await rewritten(null))[1]).toEqual({ remark: { code: 'event-signatures', values: { no: 1 } } });
  });
});

describe('what happens to a task of a rehearsed draw', () => {
  it('is signed, too: with the seed of the draw, and not with another', async () => {
    const db = await fresh();
    const authorityId = await addBureau(db, { id: 'seats', inspectors: 8 });
    const table = await bench(db);
    await playToRunning(table, authorityId);
    const seats = await db
      .selectFrom('task')
      .innerJoin('teamMember', 'teamMember.taskId', 'task.id')
      .select(['task.id', 'teamMember.officerId'])
      .where('teamMember.slot', '=', 2)
      .orderBy('task.id')
      .execute();
    const recuse = async (seed: string, place: number) => {
      const deps = { db, engine: table.engine, randomness: await rehearsalSource(db, seed) };
      const steps = createInspectionTaskActivities(deps);
      const { id: subjectId = '', officerId = '' } = seats[place] ?? {};
      await steps.advanceTask({ authorityId, subjectId, at: NEXT_DAY });
      const command = {
        id: `recuse-${subjectId}`,
        actorId: 'approver',
        officerId,
        reason: '与检查对象有利害关系',
      };
      const given = { authorityId, name: 'recuseInspector' as const, subjectId, command, at: NEXT_DAY };
      await giveToStep(db, steps.recuseInspector, given);
    };
    await recuse('seed', 0);
    await recuse('another seed', 1);
    const events = await readDrawEvents(db, authorityId, drawId);
    expect(events.map(({ kind, signature }) => [kind, signature !== null])).toEqual([
      ['witness-signed', true],
      ['recusal', true],
      ['recusal', false],
    ]);
    expect(await looked(db, authorityId)).toMatchObject([
      { remark: { code: 'events' } },
      { remark: { code: 'event-signatures', values: { no: 3 } } },
    ]);
  });
});

describe('what happens after a live draw', () => {
  it('stands at once, and is signed afterwards by operator or supervisor, for all that came before', async () => {
    const db = await fresh();
    const { authorityId, table, give } = await publishedDraw(db, { id: 'live', draw: settings.draw });

    const take = (keyId: string, value: string) =>
      db
        .transaction()
        .execute((trx) =>
          takeEventSignature(
            trx,
            { authorityId, drawId, keyId, value, officerId: 'drawer' },
            { actor: { kind: 'officer', id: 'drawer' }, commandId: null, at: NEXT_DAY },
          ),
        );
    await expect(take(idOfKey('operator'), 'ab'.repeat(64))).rejects.toMatchObject({ code: 'WrongState' });

    await give(table.draw.signOffDraw, 'signOffDraw', { actorId: 'witness' });
    const [event] = await readDrawEvents(db, authorityId, drawId);
    expect(event?.signature).toBeNull();
    expect((await looked(db, authorityId))[1]).toMatchObject({ remark: { values: { no: 1 } } });

    const text = signedText('event', publicDrawId(authorityId, drawId), event?.hash ?? '');
    const signedAs = (role: 'operator' | 'witness') => take(idOfKey(role), sign(seedOf(role), text));
    await expect(signedAs('witness')).rejects.toMatchObject({ code: 'BadSignature' });
    const others = sign(seedOf('operator'), `${text}0`);
    await expect(take(idOfKey('operator'), others)).rejects.toMatchObject({ code: 'BadSignature' });
    expect(await signedAs('operator')).toMatchObject({ no: 1 });
    expect(await signedAs('operator')).toMatchObject({ no: 1 });
    expect(await looked(db, authorityId)).toMatchObject([{ remark: { code: 'events' } }, null]);
    const rows = await db.selectFrom('drawEventSignature').selectAll().execute();
    expect(rows).toMatchObject([{ no: 1, role: 'operator', officerId: 'drawer' }]);
  });
});
