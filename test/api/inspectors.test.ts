import { type Client, ELSEWHERE, HOME, startTestApp, type TestApp } from './support/app.ts';
import { addFacts } from './support/facts.ts';

const reason = '换发执法证';
const PLACE = '/api/inspector-entries';

describe('the register of inspectors', () => {
  let test: TestApp;
  let office: Client;
  let inspector: Client;
  beforeAll(async () => {
    test = await startTestApp();
    await addFacts(test.db, HOME);
    await addFacts(test.db, ELSEWHERE);
    [office, inspector] = [await test.as('office'), await test.as('inspector')];
  });
  afterAll(() => test.close());

  const found = async (query: string): Promise<string[]> =>
    (await office.get(`${PLACE}?${query}`)).json().map(({ officerId }: { officerId: string }) => officerId);
  const certificate = {
    certificateNumber: '14060399',
    certificateValidFrom: '2020-01-01',
    certificateValidTo: '2021-03-20',
    qualifications: ['道路旅客运输'],
    active: true,
  };
  const save = (client: Client, id: string, change: object = {}) =>
    client.put(`${PLACE}/${id}`, { inspector: { ...certificate, ...change }, reason });

  it('enters and changes a certificate with a reason, and finds who needs a new one [R242]', async () => {
    expect((await save(office, 'reviewer')).statusCode).toBe(200);
    expect(await found('certificate=ending')).toEqual(['reviewer']);
    expect(await found('certificate=valid')).toEqual(['drawer', 'inspector']);
    expect((await save(office, 'reviewer', { certificateValidTo: '2021-02-28' })).statusCode).toBe(200);
    expect(await found('certificate=invalid')).toEqual(['reviewer']);
    expect(await found(`text=14060399`)).toEqual(['reviewer']);
    const history = (await office.get('/api/registers/inspector/entries/reviewer/history')).json();
    expect(history).toMatchObject([{ changedByName: '领导小组办公室甲', reason }]);
  });

  it('refuses another’s certificate, an unknown person, dates the wrong way round, and strangers', async () => {
    expect((await save(office, 'witness', { certificateNumber: '证drawer' })).json()).toMatchObject({
      code: 'WrongState',
      detail: expect.stringContaining('他人名下'),
    });
    expect((await save(office, 'nobody')).json()).toMatchObject({ code: 'NotFound' });
    expect((await save(office, 'witness', { certificateValidTo: '2019-01-01' })).json()).toMatchObject({
      code: 'InvalidInput',
    });
    expect((await save(inspector, 'inspector')).statusCode).toBe(403);
    expect(await found('text=witness')).toEqual([]);
  });

  it('keeps leaves, whose reasons are for the keepers and oneself [R242]', async () => {
    const leave = { fromOn: '2021-02-25', toOn: '2021-03-10', reason: '病假' };
    const chief = await test.as('chief');
    expect((await chief.post(`${PLACE}/drawer/leaves`, leave)).statusCode).toBe(200);
    expect((await inspector.post(`${PLACE}/inspector/leaves`, leave)).statusCode).toBe(403);
    expect(await found('onLeave=true')).toEqual(['drawer']);
    expect((await office.get(`${PLACE}/drawer`)).json()).toMatchObject({
      leaveUntil: '2021-03-10',
      leaves: [leave],
    });
    expect((await inspector.get(`${PLACE}/drawer`)).json().leaves).toEqual([{ ...leave, reason: null }]);
    const gone = `${PLACE}/drawer/leaves/${leave.fromOn}/remove`;
    expect((await office.post(gone, { reason: '提前销假' })).statusCode).toBe(200);
    expect((await office.post(gone, { reason: '提前销假' })).statusCode).toBe(404);
    expect(await found('onLeave=true')).toEqual([]);
  });

  it('takes an interest from the inspector himself, and shows it to those who watch only [R242]', async () => {
    const interest = { unitId: 'u1', kind: '配偶任职' };
    const own = `${PLACE}/inspector`;
    expect((await inspector.post(`${own}/interests`, interest)).statusCode).toBe(200);
    expect((await inspector.post(`${PLACE}/drawer/interests`, interest)).json()).toMatchObject({
      code: 'Forbidden',
    });
    expect((await inspector.post(`${own}/interests`, { ...interest, unitId: 'u999' })).statusCode).toBe(404);
    expect((await inspector.get(own)).json().interests).toMatchObject([interest]);
    expect((await (await test.as('witness')).get(own)).json().interests).toHaveLength(1);
    const publisher = await test.as('publisher');
    expect((await publisher.get(own)).json().interests).toBeNull();
    const history = '/api/registers/inspector_interest/entries/inspector/history';
    expect((await publisher.get(history)).statusCode).toBe(403);
    expect((await inspector.get(history)).statusCode).toBe(200);
    const gone = `${own}/interests/u1/remove`;
    expect((await inspector.post(gone, { reason })).statusCode).toBe(403);
    expect((await office.post(gone, { reason: '配偶已离职' })).statusCode).toBe(200);
    expect((await office.get(history)).json()).toMatchObject([{ after: null, reason: '配偶已离职' }]);
    expect((await (await test.as('office', ELSEWHERE)).get(own)).json().interests).toEqual([]);
  });
});
