import { type Client, ELSEWHERE, HOME, startTestApp, type TestApp } from './support/app.ts';
import { addFacts, orderId, taskId } from './support/facts.ts';

let test: TestApp;
let office: Client;
beforeAll(async () => {
  test = await startTestApp();
  await addFacts(test.db, HOME);
  await addFacts(test.db, ELSEWHERE);
  office = await test.as('office');
});
afterAll(() => test.close());

const lateOf = async (year = 2021) => (await office.get(`/api/late-matters?year=${year}`)).json();

const setDeadline = (subjectKind: 'publication' | 'order', values: { dueOn: string; metOn: string | null }) =>
  test.db
    .updateTable('deadline')
    .set(values)
    .where('authorityId', '=', HOME)
    .where('subjectKind', '=', subjectKind)
    .execute();

describe('the list of late and unresolved matters', () => {
  it('names what is overdue, how late in working days, and whose it is, by section and by unit [R30]', async () => {
    // Today is Monday, 2021-03-01; the visit was due on Friday.
    expect(await lateOf()).toMatchObject({
      asOf: '2021-03-01',
      matters: [
        {
          ...{ taskId: taskId(HOME, 1), unitId: 'u1', sections: ['运输股'], kind: 'visit' },
          ...{ dueOn: '2021-02-26', doneOn: null, workingDaysLate: 1, failedRounds: 0 },
        },
      ],
      bySection: [{ name: '运输股', late: 1, open: 1 }],
      byUnit: [{ late: 1, open: 1 }],
    });
  });

  it('keeps what was done late, and leaves out what was in time on the working day after a day off [R30]', async () => {
    await setDeadline('publication', { dueOn: '2021-02-21', metOn: '2021-02-24' });
    const late = (await lateOf()).matters.filter(({ kind }: { kind: string }) => kind === 'publication');
    // 2021-02-21 is a Sunday: it is owed on Monday.
    expect(late).toMatchObject([{ doneOn: '2021-02-24', workingDaysLate: 2 }]);
    await setDeadline('publication', { dueOn: '2021-02-21', metOn: '2021-02-22' });
    expect((await lateOf()).matters).toHaveLength(1);
  });

  it('counts the re-inspections at which something was still wrong [R30]', async () => {
    await setDeadline('order', { dueOn: '2021-02-24', metOn: null });
    const round = (no: number, outcome: string) => ({
      ...{
        authorityId: HOME,
        orderId: orderId(HOME),
        round: no,
        inspectedOn: '2021-02-25',
        enteredBy: 'inspector',
      },
      outcomes: JSON.stringify([{ findingId: 'f', outcome }]),
      businessAt: '2021-02-25T03:00:00.000Z',
    });
    await test.db
      .insertInto('reinspection')
      .values([round(1, 'not-rectified'), round(2, 'rectified')])
      .execute();
    const [order] = (await lateOf()).matters.filter(({ kind }: { kind: string }) => kind === 'rectification');
    expect(order).toMatchObject({ failedRounds: 1, doneOn: null });
  });

  it('is about its year and its authority, and for those who watch over the work', async () => {
    expect((await lateOf(2020)).matters).toEqual([]);
    expect(JSON.stringify(await lateOf())).not.toContain(ELSEWHERE);
    const inspector = await test.as('inspector');
    expect((await inspector.get('/api/late-matters?year=2021')).statusCode).toBe(403);
  });
});
