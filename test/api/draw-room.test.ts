/** The facts of the draw room, over a live draw on the production workers from its draft to the witness's word. */
import type { DrawRoomFacts, DrawTicket, DrawVisit } from '../../api/resources/draw/draw-room-schema.ts';
import { openSession } from '../../api/services/sessions.ts';
import { type Client, clientOf, HOME, startTestApp, type TestApp } from './support/app.ts';
import { addFacts } from './support/facts.ts';
import { DRAW_ID, type LiveDrawScene, startLiveDraw } from './support/live-draw.ts';

const DIGITS = '271828182845904523536028747135266249775724';
const ROOM = `/api/draws/${DRAW_ID}/room`;

let scene: LiveDrawScene;
let test: TestApp;
beforeAll(async () => {
  scene = await startLiveDraw();
  test = await startTestApp(scene.deps, 'live');
}, 240_000);
afterAll(async () => {
  await test?.close();
  await scene?.stop();
});

/** Days pass between two steps: each asks with a session of its own. */
const as = async (officerId: string): Promise<Client> => {
  const session = { authorityId: HOME, officerId };
  const sid = await scene.db.transaction().execute((trx) => openSession(trx, session, scene.deps.now()));
  return clientOf(test.app, sid);
};
const room = async (role = 'office'): Promise<DrawRoomFacts> => (await (await as(role)).get(ROOM)).json();
const give = async (role: string, name: string, content: object) =>
  (await as(role)).post(`/api/draws/${DRAW_ID}/commands/${name}`, content);
const type = (role: string, digits: string) => give(role, 'enterDice', { digits, readBy: 'i1' });

it('leads from the draft to the witness, by the facts and the business time of the server', async () => {
  const drafted = await room('drawer');
  expect(drafted).toMatchObject({
    ...{ phase: 'signing', publicPage: null, rehearsal: false, secret: false, witness: { word: null } },
    until: expect.stringMatching(/Z$/),
  });
  expect(drafted.signing.owed.map(({ document, role }) => `${document} ${role}`)).toEqual([
    'announcement operator',
    'announcement supervisor',
  ]);
  expect(drafted.signing.keys.filter(({ isMine }) => isMine).map(({ role }) => role)).toEqual(['operator']);

  await scene.sign('announcement', ['operator']);
  expect((await room()).signing.owed).toMatchObject([{ role: 'supervisor' }]);
  await scene.sign('announcement', ['supervisor']);
  const { ceremony, round } = await scene.hours();
  const announced = await room();
  expect(announced).toMatchObject({ phase: 'notice', until: ceremony.replace('.000000Z', '.000Z') });
  expect(announced.publicPage).toMatch(/\/public\/pinglu\/draws\/2021-001$/);

  await scene.until(ceremony, 1);
  expect(await room()).toMatchObject({ phase: 'dice', dice: { attempts: [] } });
  await type('drawer', DIGITS);
  const halfway = await room('drawer');
  expect(halfway.dice?.attempts).toEqual([
    expect.objectContaining({ attempt: 1, typedBy: ['人员drawer'], isMine: true, positions: null }),
  ]);
  expect(JSON.stringify(await room('office'))).not.toContain(DIGITS);
  await type('office', DIGITS.replace('2', '7'));
  expect((await room('office')).dice?.attempts).toMatchObject([{ isMine: true, positions: [1] }]);
  await type('drawer', DIGITS);
  await type('office', DIGITS);
  const thrown = await room('witness');
  expect(thrown).toMatchObject({ phase: 'notice', sourceId: thrown.sources[1]?.id });
  expect(thrown.sources[0]).toMatchObject({ kind: 'dice', value: DIGITS });
  expect(thrown.dice?.attempts.at(-1)).toMatchObject({ attempt: 2, isMine: false, positions: [] });

  await scene.until(round, 2);
  const sealed = await room();
  expect(sealed).toMatchObject({ phase: 'sealed', recordHash: expect.stringMatching(/^[0-9a-f]{64}$/) });
  expect(sealed.drawn).toEqual({ units: 18, rows: [{ row: 202101, units: 18 }] });
  expect(sealed.strata).toMatchObject([
    {
      id: '202101',
      eligible: 60,
      quota: 18,
      probability: { kind: 'uniform', numerator: 18, denominator: 60 },
    },
  ]);
  expect(sealed.signing.owed).toMatchObject([{ document: 'receipt' }, { document: 'receipt' }]);
  await scene.sign('receipt');
  await scene.until(round, 5);
  expect(await room()).toMatchObject({ phase: 'published', witness: { required: true, word: null } });
  expect((await give('witness', 'signOffDraw', {})).statusCode).toBe(200);
  expect(await room()).toMatchObject({ witness: { word: { decision: 'agreed', name: '人员witness' } } });
}, 240_000);

it('shows the beginning of an order and both sides of the cut, and the visits by pages with their teams', async () => {
  const office = await as('office');
  const { tickets } = (await office.get(`/api/draws/${DRAW_ID}/tickets?stratum=202101`)).json<{
    tickets: DrawTicket[];
  }>();
  expect(tickets.map(({ position }) => position)).toEqual([1, 2, 3, 15, 16, 17, 18, 19, 20, 21, 22]);
  expect(tickets.filter(({ drawn }) => drawn).at(-1)?.position).toBe(18);
  expect(tickets.map(({ ticket }) => ticket)).toEqual(tickets.map(({ ticket }) => ticket).toSorted());

  const page = async (query: string) =>
    (await office.get(`/api/draws/${DRAW_ID}/visits?${query}`)).json<{
      items: DrawVisit[];
      next: string | null;
    }>();
  const first = await page('limit=10&row=202101');
  const second = await page(`limit=10&row=202101&after=${first.next}`);
  expect([first.items.length, second.items.length, second.next]).toEqual([10, 8, null]);
  expect(first.items[0]).toMatchObject({
    ...{ position: 1, label: tickets[0]?.label, name: tickets[0]?.name, rows: [202101] },
    team: [{ name: expect.stringMatching(/^人员i\d$/) }, { name: expect.stringMatching(/^人员i\d$/) }],
  });
  expect(await page('row=202102')).toEqual({ items: [], next: null });
});

it('shows nobody, whoever asks, while the list is secret', async () => {
  const other = await startTestApp();
  try {
    await addFacts(other.db, HOME);
    await other.db.updateTable('draw').set({ revealAt: '2021-03-02T02:00:00.000Z' }).execute();
    for (const role of ['office', 'supervisor', 'witness'] as const) {
      const client = await other.as(role);
      // The facts' announcement is of no schema that anybody knows: what there is is shown all the same.
      expect((await client.get(ROOM)).json()).toMatchObject({ phase: 'preparing', secret: true, strata: [] });
      for (const list of ['tickets?stratum=1', 'visits'])
        expect((await client.get(`/api/draws/${DRAW_ID}/${list}`)).json()).toMatchObject({
          code: 'Forbidden',
        });
    }
  } finally {
    await other.close();
  }
});

it('belongs to its own authority', async () => {
  const elsewhere = await startTestApp({}, 'live');
  try {
    const stranger = await elsewhere.as('office');
    for (const list of ['room', 'visits', 'tickets?stratum=1'])
      expect((await stranger.get(`/api/draws/${DRAW_ID}/${list}`)).statusCode).toBe(404);
  } finally {
    await elsewhere.close();
  }
});
