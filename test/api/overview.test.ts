import { clientOf, HOME, PASSWORD, sessionCookie, startTestApp, type TestApp } from './support/app.ts';
import { addFacts, taskId, UNIT_NAME } from './support/facts.ts';
import { addMessage } from './support/messages.ts';

let test: TestApp;
let live: TestApp;
beforeAll(async () => {
  test = await startTestApp({ localPages: { mailInbox: 'http://localhost:8025/' } });
  await addFacts(test.db, HOME);
  live = await startTestApp({ localPages: { mailInbox: 'http://localhost:8025/' } }, 'live');
  await addFacts(live.db, HOME);
});
afterAll(async () => {
  await test.close();
  await live.close();
});
const page = async (url = '/') => (await test.app.inject(url)).body;

describe('the overview page', () => {
  it('shows where the tasks of the year stand, without scripts and without anything foreign [R259]', async () => {
    const body = await page();
    expect(body).toContain('第一周期');
    expect(body).toContain('客运企业抽查');
    expect(body).toContain('<b>3</b><i>/4</i>');
    expect(body).toContain('链条完整');
    expect(body).toContain('http://localhost:8025/');
    expect(body).not.toMatch(/<script| style=| on\w+=| src=/);
    const css = /href="(\/assets\/[^"]+)"/.exec(body)?.[1] ?? '';
    expect((await test.app.inject(css)).headers['content-type']).toContain('text/css');
  });

  it('tells a visitor of a live system counts alone, and tasks and units to those who signed in', async () => {
    const open = (await live.app.inject('/')).body;
    expect(open).toContain('最早期限');
    for (const inner of [taskId(HOME, 1), '宏运运输', '13800001234', '通知与提醒', ':8025', 'SMTP_URL']) {
      expect(open).not.toContain(inner);
    }
    const office = await live.as('office');
    const known = (await office.get('/')).body;
    expect(known).toContain('宏运运输有限公司&lt;测试&gt;1');
    expect(known).toContain(taskId(HOME, 1));
    // Who is late, by how much as everywhere else, and the way to the case.
    expect(known).toContain(`<a href="/console/tasks/${taskId(HOME, 1)}">`);
    expect(known).toMatch(
      /实地检查<small class="late-owner">执法检查人员甲[^<]*<\/small><\/td><td>2021-02-26<\/td><td class="late">1 个工作日<\/td>/,
    );
    expect(open).toContain('<td>1 个工作日</td>');
    expect(open).not.toContain('执法检查人员甲');
    expect(known).toContain('http://localhost:8025/');
    expect(known).not.toContain(UNIT_NAME);
  });

  it('names what is missing before a real cycle can run, fact by fact', async () => {
    const office = await live.as('office');
    const before = (await office.get('/')).body;
    expect(before).toContain('尚缺事项');
    expect(before).not.toContain('没有正常经营的对象');
    expect(before).toContain('公共随机源');
    expect(before).toContain('签名密钥：抽取人、监督人尚未登记');
    expect(before).toContain('邮件只送到本机收件箱');
    expect(before).not.toContain('短信服务');
    expect(before).not.toContain('能够登录的工作人员');
    // Where a page does it, the page comes first; where there is none, that is said.
    expect(before).toContain('到<a href="/console/settings">工作台“本局设置”</a>办理：由系统管理员');
    expect(before).toMatch(/<small>只能用命令办理，密钥不经过网页/);
    expect(before).not.toMatch(/registers import|plan import|officer password/);
    await live.db.updateTable('unit').set({ status: 'closed' }).execute();
    await live.db.updateTable('officer').set({ passwordHash: null }).where('id', '=', 'approver').execute();
    const after = (await office.get('/')).body;
    expect(after).toContain('没有正常经营的对象');
    expect(after).toContain('到<a href="/console/registers/units">工作台“检查对象名录库”</a>办理');
    expect(after).toMatch(/能够登录的工作人员：审批人</);
    expect(await page()).not.toContain('尚缺事项');
  });

  it('leads to the console, but not where a rehearsal is only looked at', async () => {
    expect(await page()).toContain('<a href="/console">进入工作台</a>');
    const view = await startTestApp({ readOnly: true });
    await addFacts(view.db, HOME);
    expect((await view.app.inject('/')).body).not.toContain('/console');
    await view.close();
  });

  it('counts as overdue what is so now, and leads to what was', async () => {
    const own = await startTestApp();
    await addFacts(own.db, HOME);
    const now = async () => (await own.app.inject('/')).body;
    expect(await now()).toContain('<dt>现逾期</dt><dd>1</dd>');
    await own.db.updateTable('deadline').set({ metOn: '2021-03-01' }).where('kind', '=', 'visit').execute();
    expect(await now()).toContain('<dt>现逾期</dt><dd>0</dd>');
    expect(await now()).toContain('曾经逾期、现已办结的，见工作台的<a href="/console/statistics">统计</a>');
    await own.close();
  });

  it('bears the mark 合成数据 where the registers were made by the generator', async () => {
    expect((await live.app.inject('/')).body).not.toContain('合成数据');
    await live.db
      .insertInto('auditEvent')
      .values({
        ...{ authorityId: HOME, action: 'authority.synthetic', subjectKind: 'authority', subjectId: HOME },
        ...{ actorKind: 'system', actorId: 'synthetic', data: '{}', businessAt: '2021-01-01T00:00:00Z' },
      })
      .execute();
    expect((await live.app.inject('/')).body).toContain('<strong>合成数据</strong>');
  });

  it('of a rehearsal that is only looked at offers no sign-in and refuses every change', async () => {
    const view = await startTestApp({ readOnly: true });
    expect((await view.app.inject('/')).body).not.toContain('工作人员登录');
    const refused = await view.app.inject({ method: 'POST', url: '/api/sign-in', payload: {} });
    expect(refused.json()).toMatchObject({ code: 'WrongState', detail: expect.stringContaining('只供查看') });
    await view.close();
  });

  it('counts a digest in the stead of the reminders that it tells', async () => {
    const own = await startTestApp();
    await addFacts(own.db, HOME);
    const row = async (): Promise<number[]> =>
      [
        ...(/邮件<\/th>((?:<td[^>]*>\d+<\/td>)+)/
          .exec((await own.app.inject('/')).body)?.[1]
          ?.matchAll(/>(\d+)</g) ?? []),
      ].map(([, count]) => Number(count));
    const mail = { channel: 'email', state: 'sent' } as const;
    await addMessage(own.db, mail);
    const [sent = Number.NaN, gathered, ...others] = await row();
    const digestId = await addMessage(own.db, { ...mail, template: 'digest.reminders' });
    for (const _ of [1, 2, 3]) await addMessage(own.db, { ...mail, digestId });
    expect(gathered).toBe(0);
    expect(await row()).toEqual([sent + 1, 3, ...others]);
    await own.close();
  });

  it('carries the mark of a rehearsal, and only there', async () => {
    expect(await page()).toContain('演练');
    expect((await live.app.inject('/')).body).not.toContain('演练');
  });

  it('shows a broken chain as broken', async () => {
    const broken = await startTestApp();
    await addFacts(broken.db, HOME);
    await broken.db.deleteFrom('auditUnsealed').execute();
    await broken.db.transaction().execute(async (trx) => {
      await trx
        .insertInto('auditEvent')
        .values({
          ...{ authorityId: HOME, action: 'a', subjectKind: 'task', subjectId: 't', actorKind: 'system' },
          ...{ actorId: 's', data: '{}', businessAt: '2021-03-01T00:00:00Z' },
        })
        .execute();
      await trx.deleteFrom('auditUnsealed').execute();
    });
    expect((await broken.app.inject('/')).body).toContain('链条断裂');
    await broken.close();
  });

  it('says that a year has nothing yet', async () => {
    expect(await page('/?year=2030')).toContain('2030 年度尚未开启周期');
  });
});

describe('the sign-in page', () => {
  const send = (fields: Record<string, string>) =>
    test.app.inject({
      method: 'POST',
      url: '/sign-in',
      payload: new URLSearchParams(fields).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'http://localhost' },
    });

  it('signs in with a plain form, and out again', async () => {
    const response = await send({ username: `office@${HOME}`, password: PASSWORD });
    expect(response.statusCode).toBe(303);
    const client = clientOf(test.app, sessionCookie(response));
    expect((await client.get('/')).body).toContain('领导小组办公室甲');
    expect((await client.post('/sign-out')).statusCode).toBe(303);
    expect((await client.get('/')).body).toContain('工作人员登录');
  });

  it('says what was wrong on the page itself', async () => {
    const response = await send({ username: `office@${HOME}`, password: 'wrong' });
    expect(response.statusCode).toBe(401);
    expect(response.body).toContain('用户名或密码不正确');
  });
});
