import { appendDrawEvent } from '../../db/draw/draw-events.ts';
import { HOME, startTestApp, type TestApp } from './support/app.ts';
import { addFacts } from './support/facts.ts';

const DRAW = '2021-001';
const WAITING = '抽取其后事项待签名';

describe('what happened after a draw and nobody signed', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await startTestApp({}, 'live');
    await addFacts(test.db, HOME);
  });
  afterAll(() => test.close());

  const shown = async () => {
    const office = await test.as('office');
    const { unsignedEvents } = (await office.get(`/api/draws/${DRAW}`)).json<{ unsignedEvents: unknown }>();
    return { unsignedEvents, page: (await office.get('/')).body.includes(WAITING) };
  };

  it('is shown with the draw and on the overview, with the day by which it is to be signed', async () => {
    expect(await shown()).toEqual({ unsignedEvents: null, page: false });
    await test.db.transaction().execute((trx) =>
      appendDrawEvent(trx, HOME, DRAW, {
        at: '2021-02-01T02:00:00.000Z',
        kind: 'witness-objected',
        reason: '现场只有一人',
      }),
    );
    const waiting = { firstNo: 1, count: 1, since: '2021-02-01T02:00:00.000000Z' };
    expect(await shown()).toMatchObject({ unsignedEvents: { ...waiting, dueOn: null }, page: true });
    await test.db
      .insertInto('deadline')
      .values({
        ...{ authorityId: HOME, subjectKind: 'draw', subjectId: DRAW, kind: 'signing', part: 'event/1' },
        ...{ dueOn: '2021-02-04', provisional: false, calendarVersion: 'test', openedOn: '2021-02-02' },
      })
      .execute();
    expect(await shown()).toMatchObject({ unsignedEvents: { ...waiting, dueOn: '2021-02-04' } });
    expect((await (await test.as('office')).get('/')).body).toContain('2021-02-04');
  });

  it('is no matter of a visitor’s overview', async () => {
    expect((await test.app.inject({ method: 'GET', url: '/' })).body).not.toContain(WAITING);
  });
});
