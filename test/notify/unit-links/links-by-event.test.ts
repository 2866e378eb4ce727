import { dateAt } from '../../../domain/calendar/dates.ts';
import { linkRound } from '../../../notify/unit-links/link-round.ts';
import { createLog } from '../../../runtime/log.ts';
import { HOME, startTestApp, type TestApp } from '../../api/support/app.ts';
import { addFacts, orderId, taskId } from '../../api/support/facts.ts';

let test: TestApp;
const log = createLog({ process: 'test', level: 'silent' });
/** As in a rehearsal whose time leapt over all of it before a round came. */
const round = () => linkRound({ db: test.db, businessNow: () => null, log });
const DRAWN = '2021-01-07T02:00:00.000Z';
const ORDERED = '2021-02-01T03:00:00.000Z';
const TASK = taskId(HOME, 5);

beforeAll(async () => {
  test = await startTestApp({}, 'live');
  await addFacts(test.db, HOME);
  await test.db.updateTable('task').set({ dispatchedAt: DRAWN }).where('authorityId', '=', HOME).execute();
  await test.db
    .updateTable('rectificationOrder')
    .set({ issuedAt: ORDERED })
    .where('id', '=', orderId(HOME))
    .execute();
});
afterAll(() => test.close());

const linksOf = (id: string) =>
  test.db
    .selectFrom('unitLink')
    .innerJoin('message', 'message.subjectId', 'unitLink.id')
    .select([
      'unitLink.businessAt as madeAt',
      'unitLink.expiresAt',
      'message.businessAt as writtenAt',
      'params',
    ])
    .where('taskId', '=', id)
    .where('channel', '=', 'email')
    .orderBy('unitLink.businessAt')
    .execute();

it('dates each link and its letter with the visit or the order that asks for it, also after a leap, and lets it live from then', async () => {
  expect(await round()).toBeGreaterThan(0);
  const links = await linksOf(TASK);
  const [visit, order] = links;
  expect(links).toHaveLength(2);
  expect(visit).toMatchObject({ madeAt: DRAWN, writtenAt: DRAWN });
  expect(visit?.params).toMatchObject({ matter: '检查通知书', validUntil: '2021-01-21' });
  expect(order).toMatchObject({ madeAt: ORDERED, writtenAt: ORDERED });
  expect(order?.params).toMatchObject({ matter: '责令改正通知书', validUntil: '2021-02-15' });
  expect(dateAt(order?.expiresAt ?? '')).toBe('2021-02-15');
  const { businessAt } = await test.db
    .selectFrom('auditEvent')
    .select('businessAt')
    .where('action', '=', 'unit-link.made')
    .where('subjectId', '=', TASK)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  expect(businessAt).toBe(ORDERED);
});

it('makes none a second time, and one more for an order that comes later', async () => {
  expect(await round()).toBe(0);
  const later = '2021-05-11T01:30:00.000Z';
  await test.db
    .updateTable('rectificationOrder')
    .set({ issuedAt: later })
    .where('id', '=', orderId(HOME))
    .execute();
  expect(await round()).toBeGreaterThan(0);
  const links = await linksOf(TASK);
  expect(links.map(({ madeAt }) => madeAt)).toEqual([DRAWN, ORDERED, later]);
  expect(links[2]?.params).toMatchObject({ validUntil: '2021-05-25' });
  expect(await round()).toBe(0);
});
