import type { Kysely } from 'kysely';
import type { Database } from '../../../db/connect.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { giveToStep } from '../../support/give.ts';
import { publishedDraw } from '../support/dice-draw.ts';
import { ASKED_ON, CYCLE_ID, DRAWN_ON, REASON, ROW, SECOND } from '../support/enlarging.ts';
import { signBoth, signedVoid } from '../support/keys.ts';
import { bench, lookAtDraw } from '../support/play.ts';
import { at } from '../support/running-cycle.ts';
import { thrownDice } from '../support/thrown-dice.ts';
import { verifyDraw } from '../support/verify-draw.ts';

const THROWN_ON = '2021-01-15';

let test: TestDatabase;
let db: Kysely<Database>;
beforeAll(async () => {
  test = await createTestDatabase();
  db = test.db;
});
afterAll(() => test.drop());

/** A live cycle runs, and an enlargement of it is drafted: its dice lie on the table days later. */
const drafted = async (id: string) => {
  const live = await publishedDraw(db, { id });
  const table = await bench(db, thrownDice(at(THROWN_ON)));
  const { authorityId } = live;
  await live.lookAtCycle(at(ASKED_ON));
  const asked = { rowNumber: ROW, additional: 3, reason: REASON };
  const ofCycle = { subjectId: CYCLE_ID, at: at(ASKED_ON) };
  await live.give(table.cycle.enlargeDraw, 'enlargeDraw', { ...ofCycle, actorId: 'office', ...asked });
  const { id: enlargementId } = await db
    .selectFrom('drawEnlargement')
    .select('id')
    .where('authorityId', '=', authorityId)
    .executeTakeFirstOrThrow();
  await live.give(table.cycle.decideEnlargement, 'decideEnlargement', {
    ...{ ...ofCycle, actorId: 'approver', enlargementId, decision: 'granted', reason: '同意' },
  });
  const look = (on: string) => lookAtDraw(table, authorityId, SECOND, at(on));
  await look(ASKED_ON);
  const signing = (on: string) => ({ db, draw: table.draw, authorityId, drawId: SECOND, at: at(on) });
  const cycle = () =>
    db
      .selectFrom('cycle')
      .select(['state', 'waitingFor'])
      .where('authorityId', '=', id)
      .executeTakeFirstOrThrow();
  return { ...live, table, look, signing, cycle };
};

describe('an enlargement in a live cycle', () => {
  it('is announced and signed on its own, waits for its own dice, and holds up no visit', async () => {
    const live = await drafted('signed');
    await signBoth(live.signing(ASKED_ON), 'announcement');
    expect(await live.look(DRAWN_ON)).toMatchObject({ state: 'waiting', wakeAt: at(THROWN_ON) });
    expect(await live.cycle()).toEqual({ state: 'running', waitingFor: null });
    await live.look(THROWN_ON);
    await signBoth(live.signing(THROWN_ON), 'receipt');
    expect(await live.look(THROWN_ON)).toMatchObject({ state: 'published' });
    const drawn = await db
      .selectFrom('task')
      .select('unitId')
      .where('authorityId', '=', 'signed')
      .where('drawId', '=', SECOND)
      .execute();
    expect(drawn).toHaveLength(3);
    expect(await verifyDraw(db, 'signed', SECOND)).toMatchObject({ firstWrong: null });
  });

  it('is not witnessed by who asked for it or granted it', async () => {
    const officers = ['office', 'approver'];
    await db
      .insertInto('officerRole')
      .values(officers.map((officerId) => ({ authorityId: 'signed', officerId, role: 'witness' as const })))
      .execute();
    const { draw } = await bench(db, thrownDice(at(THROWN_ON)));
    for (const actorId of officers) {
      const word = giveToStep(db, draw.signOffDraw, {
        ...{ authorityId: 'signed', name: 'signOffDraw', subjectId: SECOND, at: at(THROWN_ON) },
        command: { id: `word of ${actorId}`, actorId } as never,
      });
      await expect(word).rejects.toMatchObject({ type: 'SamePerson' });
    }
  });

  it('is void, unsigned, when its notice would begin; the cycle goes on and its draw stands', async () => {
    const live = await drafted('unsigned');
    expect(await live.look('2021-01-14')).toMatchObject({ state: 'void', ended: true });
    expect(await live.cycle()).toMatchObject({ state: 'running' });
    const draws = await db
      .selectFrom('draw')
      .select('state')
      .where('authorityId', '=', 'unsigned')
      .orderBy('drawNo')
      .execute();
    expect(draws.map(({ state }) => state)).toEqual(['published', 'void']);
  });

  it('is voided by a leader’s signed order while nobody can know its result', async () => {
    const live = await drafted('ordered');
    await signBoth(live.signing(ASKED_ON), 'announcement');
    const order = { reason: '名录有重大错误', orderNumber: '平交〔2021〕3号', at: at(DRAWN_ON) };
    const signed = await signedVoid({ db, authorityId: 'ordered', drawId: SECOND }, order);
    await live.give(live.table.draw.voidDraw, 'voidDraw', {
      ...{ subjectId: SECOND, at: at(DRAWN_ON), actorId: 'leader', ...signed },
    });
    expect(await live.look(DRAWN_ON)).toMatchObject({ state: 'void', ended: true });
    expect(await live.cycle()).toMatchObject({ state: 'running' });
  });
});
