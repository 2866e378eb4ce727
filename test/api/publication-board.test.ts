import { foresee } from '../../api/services/bulk/foresee.ts';
import { jsonb } from '../../db/actor.ts';
import { appendAudit } from '../../db/audit/append-audit.ts';
import type { PublicationApprover } from '../../domain/settings/publication-approver.ts';
import { DEFAULT_SETTINGS } from '../../domain/settings/settings.ts';
import { type Client, ELSEWHERE, HOME, START, startTestApp, type TestApp } from './support/app.ts';
import { addCorrection, SHOWN } from './support/correction.ts';
import { addFacts, taskId, UNIT_NAME } from './support/facts.ts';

let test: TestApp;
let office: Client;
let publisher: Client;
const [OWED, LATE] = [taskId(HOME, 5), taskId(HOME, 6)];

/** Task 6 is late on one of two channels; task 4 was corrected after it was shown. */
const addPublications = async (): Promise<void> => {
  const { db } = test;
  await db
    .insertInto('publication')
    .values({
      ...{ authorityId: HOME, id: LATE, taskId: LATE, revision: 1, kind: 'result', resultRevision: 1 },
      ...{ state: 'due', startedAt: '2021-02-10T02:00:00Z' },
    })
    .execute();
  const due = { authorityId: HOME, publicationId: LATE, revision: 1 };
  await db
    .insertInto('publicationChannel')
    .values([
      { ...due, channel: 'government-site', state: 'due' },
      {
        ...{ ...due, channel: 'provincial-platform', state: 'confirmed', confirmedBy: 'publisher' },
        ...{ confirmedAt: START },
        proof: jsonb({ kind: 'address', reference: 'https://example.org/6', publishedOn: '2021-02-18' }),
      },
    ])
    .execute();
  await db
    .insertInto('deadline')
    .values({
      ...{ authorityId: HOME, subjectKind: 'publication', subjectId: LATE, kind: 'publication', part: '1' },
      ...{ dueOn: '2021-02-24', provisional: false, calendarVersion: 'test', openedOn: '2021-02-10' },
    })
    .execute();
  await addCorrection(db, '2021-02-26');
};

beforeAll(async () => {
  test = await startTestApp();
  await addFacts(test.db, HOME);
  await addFacts(test.db, ELSEWHERE);
  await addPublications();
  office = await test.as('office');
  publisher = await test.as('publisher');
});
afterAll(() => test.close());

const board = async (query = '') => (await office.get(`/api/publication-board?${query}`)).json();
const ids = async (query: string): Promise<string[]> =>
  (await board(query)).items.map(({ id, revision }: { id: string; revision: number }) => `${id}/${revision}`);

describe('the publication desk', () => {
  it('lists what is owed by its day with one state per channel, what is overdue first [R269]', async () => {
    const { items } = await board();
    expect(items).toMatchObject([
      {
        ...{ id: LATE, overdue: true, workingDaysLeft: -3 },
        channels: [
          { channel: 'government-site', state: 'due', publishedOn: null },
          { channel: 'provincial-platform', state: 'confirmed', publishedOn: '2021-02-18' },
        ],
      },
      { id: OWED, overdue: false, workingDaysLeft: 7, items: ['对全区道路货物运输企业进行监督检查'] },
    ]);
    expect(await ids('view=overdue')).toEqual([`${LATE}/1`]);
  });

  it('counts for each channel what is owed, overdue and shown with proof [R269]', async () => {
    const { channels } = await board();
    expect(channels).toEqual([
      {
        ...{ channel: 'provincial-platform', name: '山西省双随机监管工作平台' },
        ...{ owed: 0, overdue: 0, confirmed: 1 },
      },
      { channel: 'government-site', name: '政府政务公开平台', owed: 2, overdue: 1, confirmed: 0 },
    ]);
    expect(await ids('channel=government-site')).toEqual([`${LATE}/1`, `${OWED}/1`]);
    expect(await ids('channel=provincial-platform')).toEqual([]);
  });

  it('keeps corrections, and shows what is in force as shown', async () => {
    expect(await ids('view=revised')).toEqual([`${SHOWN}/2`]);
    expect(await ids('view=confirmed')).toEqual([`${SHOWN}/2`]);
    expect(await ids(`text=${encodeURIComponent(`${UNIT_NAME}5`)}`)).toEqual([`${OWED}/1`]);
    expect(await ids('text=%E6%99%8Bf6')).toEqual([`${LATE}/1`]);
  });

  it('pages without losing or repeating one', async () => {
    const first = await board('limit=1');
    const second = await board(`limit=1&after=${encodeURIComponent(first.next)}`);
    expect([first, second].map(({ items }) => items[0].id)).toEqual([LATE, OWED]);
    expect(second.next).toBeNull();
  });

  it('shows all revisions of a publication side by side, with reason, proof and where citizens read it', async () => {
    const whole = (await office.get(`/api/publications/${SHOWN}`)).json();
    expect(whole).toMatchObject({
      portalPath: `/public/${HOME}/results/${SHOWN}`,
      revisions: [
        { revision: 1, kind: 'result', state: 'superseded', codes: [{ code: '1', name: '未发现问题' }] },
        {
          ...{ revision: 2, kind: 'correction', reason: '检查结果录入有误', remark: '原录入有误' },
          codes: [{ code: '5', name: '发现问题已责令改正' }],
        },
      ],
    });
    const late = (await office.get(`/api/publications/${LATE}`)).json();
    expect(late.portalPath).toBeNull();
    expect(late.revisions[0].channels[1]).toMatchObject({
      ...{ name: '山西省双随机监管工作平台', confirmedBy: 'publisher' },
      proof: { kind: 'address', reference: 'https://example.org/6' },
    });
    expect((await office.get(`/api/publications/${taskId(ELSEWHERE, 4)}`)).statusCode).toBe(404);
  });
});

describe('the publication desk of a bureau whose leader approves', () => {
  const rule = async (approver: PublicationApprover): Promise<void> => {
    const settings = { publication: { ...DEFAULT_SETTINGS.publication, approver } };
    await test.db
      .updateTable('authority')
      .set({ settings: jsonb(settings) })
      .where('id', '=', HOME)
      .execute();
  };
  afterAll(() => rule('none'));
  const awaits = async () =>
    Object.fromEntries(
      (await board()).items.map(
        ({ id, awaitsApprovalBy }: { id: string; awaitsApprovalBy: string | null }) => [id, awaitsApprovalBy],
      ),
    );

  it('says whose approval each result waits for, and who has given it [R217]', async () => {
    expect(await awaits()).toEqual({ [LATE]: null, [OWED]: null });
    await rule('supervisor');
    expect(await awaits()).toEqual({ [LATE]: 'supervisor', [OWED]: 'supervisor' });
    const approved = (revision: number) => ({
      ...{ authorityId: HOME, action: 'publication.approved', subjectKind: 'publication', subjectId: OWED },
      ...{ actor: { kind: 'officer', id: 'supervisor' } as const, commandId: null, at: START },
      data: { revision, role: 'supervisor', opinion: '同意公示' },
    });
    // Another revision's approval is none of this one.
    await test.db.transaction().execute((trx) => appendAudit(trx, approved(2)));
    expect((await awaits())[OWED]).toBe('supervisor');
    await test.db.transaction().execute((trx) => appendAudit(trx, approved(1)));
    expect(await awaits()).toEqual({ [LATE]: 'supervisor', [OWED]: null });
    const { revisions } = (await office.get(`/api/publications/${OWED}`)).json();
    expect(revisions).toMatchObject([{ approvedBy: 'supervisor', awaitsApprovalBy: null }]);
  });

  it('foresees that what is not approved cannot be confirmed with others [R217]', async () => {
    await rule('approver');
    const fields = {
      ...{ channel: 'government-site', publishedOn: '2021-03-01' },
      proof: { kind: 'address', reference: 'https://example.org' },
    };
    const [late] = await foresee(
      test.db,
      { authorityId: HOME, officerId: 'publisher', on: '2021-03-01', command: 'confirmChannel', fields },
      [LATE],
    );
    expect(late?.problem).toBe('该结果须先经审批人批准公示，才能登记公示凭证');
  });
});

describe('receipts of a platform', () => {
  const preview = (text: string, channel = 'government-site', as = publisher) =>
    as.post('/api/publication-receipts/preview', { channel, text });

  it('are matched line by line with what is owed, or say why not', async () => {
    const text = [
      '检查对象,公示日期,回执编号',
      '晋F5,2021/3/1,HZ-001',
      `${UNIT_NAME}6,2021年2月20日,https://example.org/6`,
      '晋F9,2021-03-01,HZ-003',
      '晋F5,2021-03-01,HZ-004',
    ].join('\n');
    const { lines } = (await preview(text)).json();
    expect(lines).toMatchObject([
      {
        ...{ publicationId: OWED, revision: 1, publishedOn: '2021-03-01', problem: null },
        proof: { kind: 'receipt', reference: 'HZ-001' },
      },
      { publicationId: LATE, publishedOn: '2021-02-20', problem: null, proof: { kind: 'address' } },
      { publicationId: null, problem: '该渠道没有这一检查对象待公示的结果' },
      { problem: '与前面一行重复' },
    ]);
  });

  it('are not taken with a day that cannot be, or for a channel that has its proof', async () => {
    const problems = async (text: string, channel?: string) =>
      (await preview(text, channel)).json().lines.map(({ problem }: { problem: string | null }) => problem);
    expect(await problems('晋F6\t2021-03-02\tA')).toEqual(['公示日期晚于今天']);
    expect(await problems('晋F6\t2021-02-30\tA')).toEqual(['公示日期不是真实存在的日期，请写成 年-月-日']);
    expect(await problems('晋F6\t2021-02-09\tA')).toEqual(['公示日期早于结果审核日期']);
    expect(await problems('晋F6\t2021-03-01')).toEqual(['没有回执编号或网址']);
    expect(await problems('晋F6\t2021-03-01\tA', 'provincial-platform')).toEqual([
      '该渠道没有这一检查对象待公示的结果',
    ]);
  });

  it('are read by the publisher alone', async () => {
    expect((await preview('晋F5,2021-03-01,A', 'government-site', office)).statusCode).toBe(403);
  });
});

describe('results that were shown after their last day', () => {
  const [IN_TIME, TOO_LATE] = [taskId(HOME, 3), SHOWN];
  const owed = (id: string, dueOn: string, metOn: string) => ({
    ...{ authorityId: HOME, subjectKind: 'publication' as const, subjectId: id, part: '1', dueOn, metOn },
    ...{ kind: 'publication' as const, provisional: false, calendarVersion: 'test', openedOn: '2021-01-20' },
    ...{ basisOn: '2021-01-20', basisWorkingDays: 7 },
  });
  beforeAll(async () => {
    await test.db
      .insertInto('publication')
      .values({
        ...{
          authorityId: HOME,
          id: IN_TIME,
          taskId: IN_TIME,
          revision: 1,
          kind: 'result',
          resultRevision: 1,
        },
        // A Monday, the last day being a Saturday.
        ...{ state: 'confirmed', startedAt: '2021-01-20T02:00:00Z', confirmedOn: '2021-02-01' },
      })
      .execute();
    await test.db
      .insertInto('deadline')
      .values([owed(IN_TIME, '2021-01-30', '2021-02-01'), owed(TOO_LATE, '2021-02-04', '2021-02-09')])
      .execute();
  });

  it('have a list of their own, by cycle, whatever was corrected since; a day off is not late [R269]', async () => {
    expect(await ids('view=late')).toEqual([`${TOO_LATE}/1`]);
    expect(await ids('view=late&cycle=2021-1')).toEqual([`${TOO_LATE}/1`]);
    expect(await ids('view=late&cycle=2021-2')).toEqual([]);
    const [line] = (await board('view=late')).items;
    expect(line).toMatchObject({ countedFrom: '2021-01-20', dueOn: '2021-02-04', confirmedOn: '2021-02-09' });
    expect(line.workingDaysLate).toBeGreaterThan(0);
    const shown = (await board('view=confirmed')).items;
    expect(shown.find(({ id }: { id: string }) => id === IN_TIME)).toMatchObject({ workingDaysLate: 0 });
  });

  it('stand under the day on which they were complete, the last first', async () => {
    const days = (await board('view=confirmed')).items.map(
      ({ confirmedOn }: { confirmedOn: string }) => confirmedOn,
    );
    expect(days).toEqual(['2021-02-26', '2021-02-01']);
  });
});
