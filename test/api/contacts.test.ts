import { type Client, HOME, startTestApp, type TestApp } from './support/app.ts';
import { addFacts } from './support/facts.ts';

const FULL = '13900005678';
const MASKED = '139****5678';
/** Unit of the first task, which is dispatched; its team are the officers `inspector` and `drawer`. */
const UNIT = 'u1';

let test: TestApp;
let office: Client;
beforeAll(async () => {
  test = await startTestApp();
  await addFacts(test.db, HOME);
  await test.db.updateTable('task').set({ dispatchedAt: '2021-03-01T00:00:00.000Z' }).execute();
  office = await test.as('office');
});
afterAll(() => test.close());

const contacts = async (client: Client, unit = UNIT) =>
  (await client.get(`/api/units/${unit}/contacts`)).json();

describe('telephone numbers', () => {
  const PLACES = [
    '/api/units',
    `/api/units/${UNIT}`,
    `/api/units/${UNIT}/contacts`,
    '/api/registers/unit/entries/u1/history',
  ];

  beforeAll(async () => {
    await test.db.updateTable('unit').set({ contactPhone: '13900000001' }).where('id', '=', UNIT).execute();
    await test.db.updateTable('unit').set({ contactPhone: FULL }).where('id', '=', UNIT).execute();
  });

  it.each(PLACES)('stand in full in %s for the office and the admin, masked for others', async (place) => {
    for (const role of ['office', 'admin'] as const) {
      expect((await (await test.as(role)).get(place)).body).toContain(FULL);
    }
    const { statusCode, body } = await (await test.as('reviewer')).get(place);
    expect([statusCode, body.includes(FULL), body.includes(MASKED)]).toEqual([200, false, true]);
  });

  it('of a unit are shown to the team that visits it, and of another unit they are not', async () => {
    const inspector = await test.as('inspector');
    expect((await inspector.get(`/api/units/${UNIT}`)).json()).toMatchObject({ contactPhone: FULL });
    expect((await contacts(inspector))[0]).toMatchObject({ phone: FULL });
    await test.db
      .insertInto('unit')
      .columns([
        'authorityId',
        'id',
        'kind',
        'code',
        'name',
        'category',
        'area',
        'status',
        'contactPhone',
        'businessAt',
      ])
      .expression(
        test.db
          .selectFrom('unit')
          .select(['authorityId'])
          .select(({ val }) => [
            val('u99').as('id'),
            'kind' as const,
            val('晋F99').as('code'),
            'name' as const,
            'category' as const,
            'area' as const,
            'status' as const,
            'contactPhone' as const,
            'businessAt' as const,
          ])
          .where('id', '=', UNIT)
          .where('authorityId', '=', HOME),
      )
      .execute();
    expect((await inspector.get('/api/units/u99')).json()).toMatchObject({ contactPhone: MASKED });
  });

  it('of colleagues are masked, one’s own are not', async () => {
    const { officers } = (await (await test.as('reviewer')).get('/api/officers')).json();
    const phoneOf = (id: string) => officers.find((officer: { id: string }) => officer.id === id).phone;
    expect([phoneOf('reviewer'), phoneOf('approver')]).toEqual(['13800001234', '138****1234']);
  });

  it('are not in the log', () => {
    expect(test.logLines.length).toBeGreaterThan(0);
    expect(test.logLines.join('\n')).not.toMatch(/1[38][089]0000\d{4}/);
  });
});

describe('contacts over the API', () => {
  const added = { role: 'safety', name: '李安', phone: '139 0000-0001', isPrimary: true };

  it('are kept by the office and the admin alone', async () => {
    const reviewer = await test.as('reviewer');
    const id = (await contacts(office))[0].id;
    for (const response of [
      await reviewer.post(`/api/units/${UNIT}/contacts`, added),
      await reviewer.put(`/api/contacts/${id}`, { name: '别人' }),
      await reviewer.post(`/api/contacts/${id}/verification`, { channel: 'sms' }),
      await reviewer.post(`/api/contacts/${id}/code`, { channel: 'sms' }),
      await reviewer.post(`/api/contacts/${id}/opt-out`, { wantsNone: true }),
      await reviewer.get(`/api/contacts/${id}/history`),
    ])
      expect(response.json()).toMatchObject({ code: 'Forbidden' });
    const elsewhere = await test.as('office', 'shuocheng');
    expect((await elsewhere.put(`/api/contacts/${id}`, { name: '别人' })).json()).toMatchObject({
      code: 'NotFound',
    });
  });

  it('are added, changed, verified by a code and taken out, each on record', async () => {
    const now = (await office.post('/api/units/u2/contacts', added)).json();
    const [{ id, phone, isPrimary }] = now;
    expect([phone, isPrimary, now.length]).toEqual(['13900000001', true, 2]);
    expect((await office.put(`/api/contacts/${id}`, { email: 'li@example.com' })).json()).toEqual({
      changed: ['email'],
    });
    const sent = await office.post(`/api/contacts/${id}/code`, { channel: 'sms' });
    expect(sent.json()).toMatchObject({ validUntil: expect.stringMatching(/Z$/) });
    expect(sent.body).not.toMatch(/"\d{6}"/);
    const { params } = await test.db
      .selectFrom('message')
      .select('params')
      .where('template', '=', 'contact.code')
      .executeTakeFirstOrThrow();
    const { code } = params as { code: string };
    const answer = (given: string) =>
      office.post(`/api/contacts/${id}/code/answer`, { channel: 'sms', code: given });
    expect((await answer('12')).json()).toMatchObject({ code: 'InvalidInput' });
    expect((await answer(code)).json()).toEqual({ done: true });
    expect((await contacts(office, 'u2'))[0]).toMatchObject({ phoneVerifiedBy: 'code officer:office' });
    expect((await office.post(`/api/contacts/${id}/opt-out`, { wantsNone: true })).json()).toEqual({
      done: true,
    });
    const history = (await office.get(`/api/contacts/${id}/history`)).json();
    expect(history[0]).toMatchObject({ changedBy: 'officer:office' });
    expect((await office.put(`/api/contacts/${id}`, { phone: '110' })).json()).toMatchObject({
      code: 'InvalidInput',
      detail: expect.stringContaining('11 位手机号码'),
    });
  });
});
