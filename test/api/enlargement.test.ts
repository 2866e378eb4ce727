import { openSession } from '../../api/services/sessions.ts';
import { ASKED_ON, beginEnlarging, CYCLE_ID, REASON, ROW, SECOND } from '../activities/support/enlarging.ts';
import { type Client, clientOf, START, startTestApp, type TestApp } from './support/app.ts';

const BUREAU = 'enlarged';
const SAID = `扩大抽查：计划行 ${ROW} 增抽 5 个对象，理由：${REASON}`;

let test: TestApp;
let made: Awaited<ReturnType<typeof beginEnlarging>>;
beforeAll(async () => {
  test = await startTestApp();
  made = await beginEnlarging(test.db, BUREAU);
});
afterAll(() => test.close());

const as = async (officerId: string): Promise<Client> => {
  const session = { authorityId: BUREAU, officerId };
  const sid = await test.db.transaction().execute((trx) => openSession(trx, session, Date.parse(START)));
  return clientOf(test.app, sid);
};
const ask = async (officerId: string, path: string) => (await (await as(officerId)).get(path)).json();
const workOf = async (officerId: string) =>
  (
    (await ask(officerId, '/api/my-work')).items as { kind: string; subjectId: string; detail: string }[]
  ).filter(({ kind }) => kind === 'enlargement');
const portal = async (path: string) => (await test.app.inject(`/public/${BUREAU}/draws${path}`)).body;

describe('an enlargement that is asked for', () => {
  it('stands in the work of who may decide it, and with its cycle', async () => {
    await made.ask();
    expect(await workOf('approver')).toMatchObject([
      { subjectId: CYCLE_ID, detail: `计划行 ${ROW} 增抽 5 个：${REASON}` },
    ]);
    expect(await workOf('drawer')).toEqual([]);
    const { enlargements } = await ask('drawer', `/api/cycles/${CYCLE_ID}`);
    expect(enlargements).toMatchObject([
      { id: 'asked', rowNumber: ROW, additional: 5, requestedBy: 'drawer', decision: null, drawId: null },
    ]);
  });

  it('is unknown to the public before its draw is announced', async () => {
    await made.decide({}, ASKED_ON);
    expect(await workOf('approver')).toEqual([]);
    expect(await portal('')).not.toContain(SECOND);
    expect(await portal('')).not.toContain('扩大抽查');
  });
});

describe('an enlarged draw', () => {
  beforeAll(() => made.draw());

  it('is called one in the cycle and the draw room, with its reason', async () => {
    const { enlargements, draws } = await ask('office', `/api/cycles/${CYCLE_ID}`);
    expect(enlargements).toMatchObject([{ decision: 'granted', decidedBy: 'approver', drawId: SECOND }]);
    expect(draws).toMatchObject([{ purpose: 'regular' }, { id: SECOND, purpose: 'enlargement' }]);
    expect(await ask('office', `/api/draws/${SECOND}/room`)).toMatchObject({
      ...{ purpose: 'enlargement', enlargement: { rowNumber: ROW, additional: 5, reason: REASON } },
    });
    expect(await ask('office', '/api/draws/2021-001/room')).toMatchObject({ enlargement: null });
  });

  it('tells the public what it draws besides, and why', async () => {
    expect(await portal('')).toContain(SAID);
    expect(await portal(`/${SECOND}`)).toContain(SAID);
    expect(await portal('/2021-001')).not.toContain('扩大抽查');
  });

  it('has papers that call it so, and name whom the cycle drew already', async () => {
    const announcement = await portal(`/${SECOND}/announcement.html`);
    expect(announcement).toContain(`本次抽取为扩大抽查：计划行${ROW}增抽5个检查对象，理由：${REASON}。`);
    expect(await portal(`/${SECOND}/record.html`)).toContain(`理由：${REASON}`);
    expect(await portal('/2021-001/announcement.html')).not.toContain('扩大抽查');
    expect(announcement).toContain('本周期已被抽中');
  });
});
