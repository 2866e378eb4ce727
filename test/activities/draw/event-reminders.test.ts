/** What happened after a live draw waits for a signature: its signers are asked, and reminded by the ladder. */
import type { Kysely } from 'kysely';
import { createCalendarActivities } from '../../../activities/calendar/calendar.activities.ts';
import type { Database } from '../../../db/connect.ts';
import { appendDrawEvent, publicDrawId, readDrawEvents } from '../../../db/draw/draw-events.ts';
import { takeEventSignature } from '../../../db/draw/event-signatures.ts';
import { unsignedEvents } from '../../../db/draw/unsigned-events.ts';
import { sign } from '../../../domain/keys/ed25519.ts';
import { signedText } from '../../../domain/keys/signed-text.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { giveToStep } from '../../support/give.ts';
import { addBureau } from '../support/bureau.ts';
import { DICE_DRAW_ID, type DiceDraw, draftedDraw, publishedDraw, THROWN_AT } from '../support/dice-draw.ts';
import { idOfKey, seedOf } from '../support/keys.ts';
import { bench, playToRunning } from '../support/play.ts';

/** Tuesday; the witness speaks at ten, when the calendar of the day has run. */
const SPOKEN_AT = '2021-01-12T02:00:00.000Z';

let test: TestDatabase;
let db: Kysely<Database>;
beforeAll(async () => {
  test = await createTestDatabase();
  db = test.db;
});
afterAll(() => test.drop());

/** The calendar of an authority as its Schedule starts it, at nine in China. */
const nineOClock = async ({ authorityId, table }: Pick<DiceDraw, 'authorityId' | 'table'>, day: string) => {
  const { startWhatIsDue } = createCalendarActivities({ db, engine: table.engine });
  await startWhatIsDue({ authorityId, at: `${day}T01:00:00.000Z` });
};

/** Who was told, by what and at which stage: the stages of one day together. */
const told = async (authorityId: string, template: string): Promise<string[]> =>
  (
    await db
      .selectFrom('message')
      .select(['stage', 'recipientId'])
      .distinct()
      .where('authorityId', '=', authorityId)
      .where('template', '=', template)
      .where('stage', 'like', '%event/%')
      .orderBy('stage')
      .orderBy('recipientId')
      .execute()
  ).map(({ stage, recipientId }) => `${stage} ${recipientId}`);

const deadlines = (authorityId: string) =>
  db
    .selectFrom('deadline')
    .select(['part', 'dueOn', 'metOn', 'droppedReason'])
    .where('authorityId', '=', authorityId)
    .where('subjectKind', '=', 'draw')
    .where('part', 'like', 'event/%')
    .orderBy('part')
    .execute();

/** Operator signs what happened up to an event. */
const signThrough = async ({ authorityId }: Pick<DiceDraw, 'authorityId'>, no: number, at: string) => {
  const events = await readDrawEvents(db, authorityId, DICE_DRAW_ID);
  const text = signedText('event', publicDrawId(authorityId, DICE_DRAW_ID), events[no - 1]?.hash ?? '');
  const given = {
    ...{ authorityId, drawId: DICE_DRAW_ID, officerId: 'drawer' },
    ...{ keyId: idOfKey('operator'), value: sign(seedOf('operator'), text) },
  };
  const doing = { actor: { kind: 'officer', id: 'drawer' }, commandId: null, at } as const;
  await db.transaction().execute((trx) => takeEventSignature(trx, given, doing));
};

const witnessed = async (id: string) => {
  const live = await publishedDraw(db, { id });
  await live.give(live.table.draw.signOffDraw, 'signOffDraw', { actorId: 'witness', at: SPOKEN_AT });
  expect(await live.look(SPOKEN_AT)).toMatchObject({ ended: true });
  return live;
};

describe('the events of a live draw whose workflow has ended', () => {
  it('are brought to operator and supervisor on the next morning, with a day to sign by', async () => {
    const live = await witnessed('asked');
    await nineOClock(live, '2021-01-13');
    expect(await told('asked', 'draw.to-sign')).toEqual([
      'draw.to-sign/event/1 drawer',
      'draw.to-sign/event/1 leader',
    ]);
    // Two working days, like a receipt.
    expect(await deadlines('asked')).toEqual([
      { part: 'event/1', dueOn: '2021-01-15', metOn: null, droppedReason: null },
    ]);
    expect(await unsignedEvents(db, 'asked')).toEqual([
      {
        drawId: DICE_DRAW_ID,
        firstNo: 1,
        count: 1,
        since: '2021-01-12T02:00:00.000000Z',
        dueOn: '2021-01-15',
      },
    ]);
  });

  it('are reminded of by the ladder: once per stage, the office and the leader when it is late', async () => {
    const live = await witnessed('ladder');
    // Over a weekend; each day twice, as a catch-up may run one.
    for (const day of [13, 14, 15, 16, 17, 18, 19, 20, 21]) {
      await nineOClock(live, `2021-01-${day}`);
      await nineOClock(live, `2021-01-${day}`);
    }
    expect(await told('ladder', 'reminder.signing')).toEqual([
      ...['drawer', 'leader', 'office'].map((who) => `signing/event/1.after-1 ${who}`),
      ...['drawer', 'leader', 'office'].map((who) => `signing/event/1.after-3 ${who}`),
      ...['drawer', 'leader'].map((who) => `signing/event/1.before-1 ${who}`),
      ...['drawer', 'leader', 'office'].map((who) => `signing/event/1.on ${who}`),
    ]);
    const { params } = await db
      .selectFrom('message')
      .select('params')
      .where('authorityId', '=', 'ladder')
      .where('template', '=', 'reminder.signing')
      .where('stage', '=', 'signing/event/1.after-1')
      .limit(1)
      .executeTakeFirstOrThrow();
    expect(params).toMatchObject({ documentName: '其后事项', missing: '抽取人或监督人', phase: 'after' });
  });

  it('are owed no more once they are signed; what comes later is asked for anew', async () => {
    const live = await witnessed('anew');
    for (const day of [13, 14]) await nineOClock(live, `2021-01-${day}`);
    await signThrough(live, 1, '2021-01-14T03:00:00.000Z');
    for (const day of [15, 18]) await nineOClock(live, `2021-01-${day}`);
    expect(await told('anew', 'reminder.signing')).toEqual(
      ['drawer', 'leader'].map((who) => `signing/event/1.before-1 ${who}`),
    );
    expect(await deadlines('anew')).toMatchObject([{ part: 'event/1', metOn: '2021-01-14' }]);
    expect(await unsignedEvents(db, 'anew')).toEqual([]);

    const recusal = {
      kind: 'recusal',
      reason: '近亲属',
      approver: { role: 'approver', code: 'ab' },
    } as const;
    for (const at of ['2021-01-18T03:00:00.000Z', '2021-01-18T04:00:00.000Z']) {
      await db.transaction().execute((trx) => appendDrawEvent(trx, 'anew', DICE_DRAW_ID, { at, ...recusal }));
    }
    await nineOClock(live, '2021-01-19');
    expect(await unsignedEvents(db, 'anew')).toMatchObject([{ firstNo: 2, count: 2, dueOn: '2021-01-21' }]);
    // One of two: what he saw is signed, what came meanwhile is asked for again.
    await signThrough(live, 2, '2021-01-19T03:00:00.000Z');
    await nineOClock(live, '2021-01-20');
    expect(await deadlines('anew')).toMatchObject([
      { part: 'event/1', metOn: '2021-01-14' },
      { part: 'event/2', metOn: '2021-01-19' },
      { part: 'event/3', dueOn: '2021-01-22', metOn: null },
    ]);
  });

  it('wait while the cycle is paused, and nobody is reminded of them', async () => {
    const live = await witnessed('paused');
    await nineOClock(live, '2021-01-13');
    const pause = { id: 'pause', actorId: 'approver', reason: '疫情防控' };
    await giveToStep(db, live.table.cycle.pauseCycle, {
      ...{ authorityId: 'paused', name: 'pauseCycle', subjectId: '2021-1', command: pause },
      at: '2021-01-13T03:00:00.000Z',
    });
    for (const day of [14, 15, 18]) await nineOClock(live, `2021-01-${day}`);
    expect(await told('paused', 'reminder.signing')).toEqual([]);
  });
});

describe('events of a draw', () => {
  it('of a secret list are asked for only when it is public', async () => {
    const live = await publishedDraw(db, {
      id: 'secret',
      draw: { secrecy: { rows: 'all', revealWorkingDays: 10 } },
    });
    await live.give(live.table.draw.signOffDraw, 'signOffDraw', { actorId: 'witness', at: SPOKEN_AT });
    await nineOClock(live, '2021-01-13');
    expect([await unsignedEvents(db, 'secret'), await deadlines('secret')]).toEqual([[], []]);
    await live.look('2021-01-21T02:00:00.000Z');
    await nineOClock(live, '2021-01-22');
    expect(await unsignedEvents(db, 'secret')).toMatchObject([{ firstNo: 1, count: 2, dueOn: '2021-01-26' }]);
  });

  it('that ended void are signed, too, and its end takes no duty from their signers', async () => {
    const live = await draftedDraw(db, { id: 'void' });
    expect(await live.look(THROWN_AT)).toMatchObject({ state: 'void', ended: true });
    await nineOClock(live, '2021-01-12');
    expect(await deadlines('void')).toMatchObject([{ part: 'event/1', dueOn: '2021-01-14' }]);
    expect(await told('void', 'draw.to-sign')).toHaveLength(2);
  });

  it('of a rehearsed one are signed at once: nobody is asked', async () => {
    const { db: rehearsed, drop } = await createTestDatabase();
    try {
      const authorityId = await addBureau(rehearsed, { id: 'rehearsed' });
      await playToRunning(await bench(rehearsed), authorityId);
      expect(await readDrawEvents(rehearsed, authorityId, DICE_DRAW_ID)).toHaveLength(1);
      expect(await unsignedEvents(rehearsed, authorityId)).toEqual([]);
    } finally {
      await drop();
    }
  });
});
