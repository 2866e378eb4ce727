import { appendDrawEvent } from '../../db/draw/draw-events.ts';
import { HOME, startTestApp, type TestApp } from './support/app.ts';
import { addFacts, taskId } from './support/facts.ts';

const DRAW = '2021-001';

describe('a draw whose list is secret', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await startTestApp();
    await addFacts(test.db, HOME);
    await test.db
      .updateTable('draw')
      .set({ revealAt: '2021-03-01T02:00:00.000Z' })
      .where('authorityId', '=', HOME)
      .execute();
  });
  afterAll(() => test.close());

  const tasksSeenBy = async (role: 'office' | 'inspector'): Promise<string[]> => {
    const response = await (await test.as(role)).get('/api/tasks?limit=100');
    return response.json<{ items: { id: string }[] }>().items.map(({ id }) => id);
  };
  const unvisited = async (): Promise<string[]> =>
    (
      await test.db
        .selectFrom('task')
        .select('id')
        .where('authorityId', '=', HOME)
        .where('visitedOn', 'is', null)
        .execute()
    ).map(({ id }) => id);

  it('shows its unvisited tasks to their own teams alone, until it is revealed', async () => {
    const hidden = await unvisited();
    expect(hidden.length).toBeGreaterThan(0);
    const office = await tasksSeenBy('office');
    expect(office.filter((id) => hidden.includes(id))).toEqual([]);
    expect(office.length).toBeGreaterThan(0);
    expect(await tasksSeenBy('inspector')).toEqual(expect.arrayContaining(hidden));
    const [first = taskId(HOME, 1)] = hidden;
    expect((await (await test.as('office')).get(`/api/tasks/${first}`)).json()).toMatchObject({
      code: 'Forbidden',
    });
    expect((await (await test.as('inspector')).get(`/api/tasks/${first}`)).statusCode).toBe(200);

    const draw = () => test.as('office').then((client) => client.get(`/api/draws/${DRAW}`));
    expect((await draw()).json()).toMatchObject({
      secret: true,
      record: null,
      events: [],
      timeProven: false,
    });
    await test.db.transaction().execute((trx) =>
      appendDrawEvent(trx, HOME, DRAW, {
        at: '2021-03-01T02:00:00.000Z',
        kind: 'otc-revealed',
        data: { secret: '0'.repeat(64) },
      }),
    );
    expect((await draw()).json()).toMatchObject({ secret: false, events: [{ kind: 'otc-revealed' }] });
    expect(await tasksSeenBy('office')).toEqual(expect.arrayContaining(hidden));
  });
});
