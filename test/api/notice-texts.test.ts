import { sql } from 'kysely';
import { approvedTextVersions, pinnedText } from '../../db/messages/approved-texts.ts';
import type { OwnText } from '../../domain/notice/own-text.ts';
import { insertNotices, type NewNotice } from '../../notify/outbox/insert-notices.ts';
import { renderEmail, renderSms } from '../../notify/templates/render.ts';
import { type Client, HOME, START, startTestApp, type TestApp } from './support/app.ts';
import { addFacts, taskId } from './support/facts.ts';

let test: TestApp;
let office: Client;
let approver: Client;
beforeAll(async () => {
  test = await startTestApp({}, 'live');
  await addFacts(test.db, HOME);
  office = await test.as('office');
  approver = await test.as('approver');
});
afterAll(() => test.close());

const TEXT: OwnText = {
  subject: '关于对{unitName}开展检查的函',
  blocks: [
    '{recipientName}：经随机抽取，定于{dueOn}前开展检查。',
    { facts: [['检查人员', '{teamNames}']] },
    { linesOf: 'itemNames' },
    '检查人员应当出示执法证件。贵单位有权申请检查人员回避，有权进行陈述和申辩。电话{officePhone}。',
  ],
  sms: '{unitName}：{teamNames}将于{dueOn}前上门检查并出示执法证件，可依法申请回避。电话{officePhone}',
};
const draft = (text: OwnText = TEXT, notice = 'task.announced', audience = 'unit') =>
  office.post('/api/notice-texts', { notice, audience, title: '检查函', text, reason: '统一称谓' });
const decide = (who: Client, version: number, action: string) =>
  who.post(`/api/notice-texts/task.announced/unit/${version}/${action}`, { reason: '同意' });

const announced = (subjectId: string): NewNotice => ({
  ...{ authorityId: HOME, subjectKind: 'task', subjectId, stage: 'task.announced', dueOn: null },
  ...{ deadlineVersion: null, code: 'task.announced', channels: ['email', 'sms'], at: START },
  params: {
    ...{ authorityName: '平鲁区交通运输局', unitName: '顺达运输有限公司', itemNames: '甲、乙' },
    ...{ teamNames: '张三、李四', dueOn: '2021-04-16', officePhone: '0349-1234567' },
  },
  recipient: { kind: 'unit', id: 'u2', name: '顺达运输有限公司', email: 'a@b.cn', phone: '13900005678' },
});
const tell = (subjectId: string) =>
  test.db.transaction().execute((trx) => insertNotices(trx, [announced(subjectId)]));
const versionsOf = async (subjectId: string) =>
  (
    await test.db.selectFrom('message').select('textVersion').where('subjectId', '=', subjectId).execute()
  ).map(({ textVersion }) => textVersion);

describe('a text of the authority’s own', () => {
  it('must know its params, keep the rights of whom it tells, and fit two segments', async () => {
    const refused = async (text: OwnText): Promise<string> => (await draft(text)).json().detail;
    expect(await refused({ ...TEXT, subject: '{unitname}的函' })).toContain('“{unitname}”不是本通知的参数');
    expect(await refused({ ...TEXT, blocks: ['{unitName}：请配合检查。'] })).toMatch(
      /回避[\s\S]*陈述[\s\S]*执法证件/,
    );
    expect(await refused({ ...TEXT, sms: `${TEXT.sms}${'请准备好有关资料。'.repeat(12)}` })).toContain(
      '超过两条',
    );
    expect((await draft(TEXT, 'task.announced', 'officer')).json().detail).toContain('不发给工作人员');
  });

  it('is used from a second person’s approval on, and pinned in each message', async () => {
    const { version } = (await draft()).json();
    await tell(taskId(HOME, 2));
    expect(await versionsOf(taskId(HOME, 2))).toEqual([null, null]);
    expect((await decide(approver, version, 'approve')).json()).toEqual({ state: 'approved' });
    expect((await approvedTextVersions(test.db, HOME)).get('task.announced/unit')).toBe(version);
    await tell(taskId(HOME, 3));
    expect(await versionsOf(taskId(HOME, 3))).toEqual([version, version]);
    const later = (await draft({ ...TEXT, subject: '新的函' })).json().version;
    await decide(approver, later, 'approve');
    expect(await versionsOf(taskId(HOME, 3))).toEqual([version, version]);
    await decide(approver, later, 'withdraw');
    expect((await approvedTextVersions(test.db, HOME)).size).toBe(0);
    const actions = await test.db
      .selectFrom('auditEvent')
      .select('action')
      .where('subjectKind', '=', 'text')
      .orderBy('id')
      .execute();
    expect(actions.map(({ action }) => action)).toEqual([
      ...['text.drafted', 'text.approved', 'text.drafted', 'text.approved', 'text.withdrawn'],
    ]);
  });

  it('is approved by somebody else than who drafted it, and once', async () => {
    const { version } = (await draft()).json();
    await sql`insert into officer_role (authority_id, officer_id, role) values (${HOME}, 'office', 'approver')`.execute(
      test.db,
    );
    expect((await decide(office, version, 'approve')).json().code).toBe('SamePerson');
    expect((await decide(approver, version, 'reject')).statusCode).toBe(200);
    expect((await decide(approver, version, 'approve')).json().code).toBe('WrongState');
  });

  it('is never changed, whoever writes', async () => {
    for (const change of [`sms = 'x'`, `drafted_by = 'admin'`, `state = 'draft'`, `decided_by = 'admin'`]) {
      await expect(
        sql.raw(`update notice_text set ${change} where version = 1`).execute(test.db),
      ).rejects.toThrow();
    }
    await expect(sql`delete from notice_text`.execute(test.db)).rejects.toThrow();
  });

  it('words mail and SMS with dates as people write them, shortening names alone', async () => {
    const ownText = await pinnedText(test.db, HOME, {
      notice: 'task.announced',
      audience: 'unit',
      version: 1,
    });
    const message = {
      ...{
        template: 'task.announced',
        templateVersion: 1,
        recipientKind: 'unit' as const,
        businessAt: START,
      },
      params: { ...announced('x').params, recipientName: '顺达运输有限公司' },
      ownText,
    };
    const { subject, text, html } = renderEmail(message, { rehearsal: false });
    expect(subject).toBe('关于对顺达运输有限公司开展检查的函');
    expect(text).toMatch(/定于2021年4月16日前[\s\S]*检查人员：张三、李四/);
    expect(html).toContain('<ol>');
    expect(renderSms(message, { rehearsal: false })).toMatchObject({
      text: '【平鲁区交通运输局】顺达运输有限公司：张三、李四将于2021年4月16日前上门检查并出示执法证件，可依法申请回避。电话0349-1234567',
      segments: 2,
    });
    const tested = { ...message, params: { ...message.params, mark: 'test' } };
    expect(renderSms(tested, { rehearsal: false }).text).toMatch(/^【平鲁区交通运输局】【测试】/);
    expect(renderEmail(tested, { rehearsal: false }).subject).toMatch(/^【测试】/);
  });
});

describe('a preview', () => {
  it('shows with real data what would be sent and what it costs, and keeps nothing', async () => {
    const body = { notice: 'task.announced', audience: 'unit', taskId: taskId(HOME, 2) };
    const shipped = (await office.post('/api/notice-texts/preview', body)).json();
    expect(shipped).toMatchObject({ problems: [], sms: { segments: 2, costFen: 10, isCut: false } });
    expect(shipped.email.text).toContain('宏运运输有限公司<测试>2');
    expect(shipped.email.html).toContain('宏运运输有限公司&lt;测试&gt;2');
    const own = (await office.post('/api/notice-texts/preview', { ...body, text: TEXT })).json();
    expect(own.email.subject).toContain('开展检查的函');
    const wrong = { ...TEXT, sms: '{nothing}' };
    expect((await office.post('/api/notice-texts/preview', { ...body, text: wrong })).json()).toMatchObject({
      problems: [expect.stringContaining('{nothing}')],
      email: null,
    });
  });
});
