import type { Kysely } from 'kysely';
import type { Database } from '../../../db/connect.ts';
import { readDrawEvents } from '../../../db/draw/draw-events.ts';
import { readKeyLog } from '../../../db/keys/key-log.ts';
import { keyLogFault } from '../../../domain/keys/key-log.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { addBureau } from '../support/bureau.ts';
import { announcedDraw, DICE_DRAW_ID, draftedDraw, THROWN_AT } from '../support/dice-draw.ts';
import {
  addKeys,
  giveSignature,
  keyEntry,
  registerKey,
  seedOf,
  signatureOf,
  signBoth,
} from '../support/keys.ts';
import { verifyDraw } from '../support/verify-draw.ts';

const SIGNED_AT = '2021-01-08T03:00:00.000Z';
const drawId = DICE_DRAW_ID;

let test: TestDatabase;
let db: Kysely<Database>;
beforeAll(async () => {
  test = await createTestDatabase();
  db = test.db;
});
afterAll(() => test.drop());

const kindsOf = async (authorityId: string) =>
  (await readDrawEvents(db, authorityId, drawId)).map(({ kind }) => kind);

describe('a signing key', () => {
  it('that is lost before its signature ends the draft that names it; what it signed before stays', async () => {
    const { authorityId, look, signing } = await draftedDraw(db, { id: 'lost' });
    await giveSignature(signing(SIGNED_AT), 'announcement', 'supervisor');
    const log = await readKeyLog(db, authorityId);
    const lost = { event: 'lost', role: 'operator', at: '2021-01-08T04:00:00.000Z' } as const;
    await registerKey(db, authorityId, keyEntry(authorityId, log, lost, [seedOf('supervisor')]), null);
    await expect(
      giveSignature(signing('2021-01-08T05:00:00.000Z'), 'announcement', 'operator'),
    ).rejects.toMatchObject({ type: 'BadSignature' });
    expect(await look('2021-01-08T05:00:00.000Z')).toMatchObject({ state: 'void', ended: true });
    expect(await kindsOf(authorityId)).toEqual(['key-lost', 'void']);
  });

  it('that is rotated leaves a published announcement valid, and the receipt is signed with the new one', async () => {
    const { authorityId, look, signing } = await draftedDraw(db, { id: 'rotated' });
    await signBoth(signing(SIGNED_AT), 'announcement');
    const log = await readKeyLog(db, authorityId);
    const rotated = { event: 'rotated', role: 'operator', turn: 2, at: '2021-01-08T04:00:00.000Z' } as const;
    const by = [seedOf('operator', 2), seedOf('supervisor')];
    await registerKey(db, authorityId, keyEntry(authorityId, log, rotated, by), 'drawer');
    await look(THROWN_AT);
    await expect(giveSignature(signing(THROWN_AT), 'receipt', 'operator')).rejects.toMatchObject({
      type: 'BadSignature',
    });
    const anew = await signatureOf(signing(THROWN_AT), 'receipt', 'operator', 2);
    await giveSignature(signing(THROWN_AT), 'receipt', 'operator', anew);
    await giveSignature(signing(THROWN_AT), 'receipt', 'supervisor');
    expect(await look(THROWN_AT)).toMatchObject({ state: 'published' });
    expect(keyLogFault(authorityId, await readKeyLog(db, authorityId))).toBeNull();
  });

  it('that is lost once a draw is published for good stops nothing: its successor signs the receipt', async () => {
    const { authorityId, look, signing, stored } = await announcedDraw(db, { id: 'lostlater' });
    const lost = { event: 'lost', role: 'operator', at: '2021-01-08T04:00:00.000Z' } as const;
    const enter = async (
      entry: Parameters<typeof keyEntry>[2],
      by: readonly string[],
      holder: string | null,
    ) =>
      registerKey(
        db,
        authorityId,
        keyEntry(authorityId, await readKeyLog(db, authorityId), entry, by),
        holder,
      );
    await enter(lost, [seedOf('supervisor')], null);
    expect(await look(THROWN_AT)).toMatchObject({ state: 'sealed', ended: false });
    const { recordHash } = await stored();
    const sign = (changed = {}) => giveSignature(signing(THROWN_AT), 'receipt', 'operator', changed);
    await expect(sign()).rejects.toMatchObject({ type: 'BadSignature' });
    await giveSignature(signing(THROWN_AT), 'receipt', 'supervisor');
    expect(await look(THROWN_AT)).toMatchObject({ state: 'sealed', ended: false });

    const made = { event: 'made', role: 'operator', turn: 2, at: THROWN_AT } as const;
    await enter(made, [seedOf('operator', 2), seedOf('supervisor')], 'drawer');
    await sign(await signatureOf(signing(THROWN_AT), 'receipt', 'operator', 2));
    expect(await look(THROWN_AT)).toMatchObject({ state: 'published' });
    expect(await stored()).toMatchObject({ recordHash });
    expect(await kindsOf(authorityId)).toEqual(['key-lost']);
    expect((await verifyDraw(db, authorityId, drawId)).firstWrong).toBeNull();
  });

  it('is registered once, for who has the role, endorsed by the supervisor, and never for two roles of one person', async () => {
    const authorityId = await addBureau(db, { id: 'registry', mode: 'live' });
    await addKeys(db, authorityId, ['supervisor']);
    const log = await readKeyLog(db, authorityId);
    const made = (by: readonly string[]) =>
      keyEntry(authorityId, log, { event: 'made', role: 'operator' }, by);
    const whole = made([seedOf('operator'), seedOf('supervisor')]);
    const refused = (entry: ReturnType<typeof made>, officerId: string | null, code: string) =>
      expect(registerKey(db, authorityId, entry, officerId)).rejects.toMatchObject({ code });
    await refused(made([seedOf('operator')]), 'drawer', 'InvalidInput');
    await refused(made([seedOf('supervisor')]), 'drawer', 'InvalidInput');
    await refused({ ...whole, holder: '他人' }, 'drawer', 'InvalidInput');
    await refused({ ...whole, no: 5 }, 'drawer', 'InvalidInput');
    await refused(whole, 'office', 'Forbidden');
    await refused(whole, null, 'InvalidInput');
    await db.insertInto('officerRole').values({ authorityId, officerId: 'leader', role: 'drawer' }).execute();
    await refused(whole, 'leader', 'SamePerson');
    await registerKey(db, authorityId, whole, 'drawer');
    await refused({ ...whole, no: 3 }, 'drawer', 'InvalidInput');
  });
});
