import { sql } from 'kysely';
import { systemDoing } from '../../db/actor.ts';
import { appendAudit } from '../../db/audit/append-audit.ts';
import { createAuthority } from '../../db/authority.ts';
import { DEFAULT_SETTINGS } from '../../domain/settings/settings.ts';
import { type Client, ELSEWHERE, HOME, START, startTestApp, type TestApp } from './support/app.ts';
import { addFacts, orderId, taskId, UNIT_NAME } from './support/facts.ts';

let test: TestApp;
let office: Client;
/** As the settings name it. */
const channelName =
  DEFAULT_SETTINGS.publication.channels.find(({ id }) => id === 'government-site')?.name ?? '';
const [SHOWN, DUE] = [taskId(HOME, 4), taskId(HOME, 5)];

const addResult = (authorityId: string, id: string, revision: number, codes: string[]) =>
  test.db
    .insertInto('result')
    .values({
      ...{
        authorityId,
        taskId: id,
        revision,
        codes,
        state: 'approved',
        place: '现场',
        visitedOn: '2021-02-01',
      },
      ...{
        startedAt: START,
        endedAt: START,
        enteredAt: START,
        enteredBy: 'inspector',
        remark: '联系人张三 13800001234',
      },
    })
    .execute();

beforeAll(async () => {
  test = await startTestApp();
  for (const authorityId of [HOME, ELSEWHERE]) {
    await addFacts(test.db, authorityId);
    await addResult(authorityId, taskId(authorityId, 4), 1, ['1']);
    await addResult(authorityId, taskId(authorityId, 5), 1, ['5']);
  }
  await test.db.updateTable('draw').set({ state: 'void', endReason: '随机数来源逾期未至' }).execute();
  office = await test.as('office');
});
afterAll(() => test.close());

const ask = (path: string) =>
  test.app.inject({ method: 'GET', url: `/public/${HOME}${path}`, headers: { accept: 'text/html' } });

const read = async (path: string): Promise<string> => {
  const { statusCode, body } = await ask(path);
  expect(`${path} ${statusCode}`).toBe(`${path} 200`);
  return body;
};

const revise = async (
  id: string,
  kind: 'correction' | 'withdrawal',
  resultRevision: number,
  reason: string,
) => {
  const { last } = await test.db
    .selectFrom('publication')
    .select((row) => row.fn.max<number>('revision').as('last'))
    .where('authorityId', '=', HOME)
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  await test.db
    .insertInto('publication')
    .values({
      ...{ authorityId: HOME, id, taskId: id, revision: last + 1, kind, resultRevision, reason },
      ...{ state: 'due', startedAt: START },
    })
    .execute();
};

/** Each from another house: five a minute from one are all that is taken. */
let houses = 0;
const postForm = (fields: Record<string, string>) =>
  test.app.inject({
    method: 'POST',
    remoteAddress: `10.0.0.${++houses}`,
    url: `/public/${HOME}/feedback`,
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
    payload: new URLSearchParams(fields).toString(),
  });

describe('the public portal', () => {
  it.each([
    '',
    '/plan',
    '/draws',
    '/draws/2021-001',
    '/results',
    '/orders',
    '/items',
    '/feedback',
    `/results/${SHOWN}`,
  ])(
    '%s is a page without a script, of its own authority alone, under 50 kB with all its sheets [R55]',
    async (path) => {
      const body = await read(path);
      expect(body).toContain('<html lang="zh-CN">');
      expect(body).not.toContain('<script');
      expect(body).not.toContain(ELSEWHERE);
      const sheets = [...body.matchAll(/href="(\/assets\/[^"]+\.css)"/g)].map(([, url]) => url ?? '');
      expect(sheets).toHaveLength(2);
      const sizes = await Promise.all(sheets.map(async (url) => (await test.app.inject(url)).body.length));
      expect(Buffer.byteLength(body) + sizes.reduce((a, b) => a + b, 0)).toBeLessThan(50_000);
    },
  );

  it('shows a result only once it is proved shown on every outside channel, and its team, remark and telephone never', async () => {
    const list = await read('/results');
    expect(list).toContain(`/results/${SHOWN}`);
    expect(list).toContain('未发现问题');
    expect(list).not.toContain(DUE);
    expect((await ask(`/results/${DUE}`)).statusCode).toBe(404);
    const one = await read(`/results/${SHOWN}`);
    for (const secret of ['张三', '13800001234', '执法检查人员甲']) expect(list + one).not.toContain(secret);
  });

  it('finds a result by a part of the name or the whole code, and takes signs for what they are', async () => {
    const { code } = await test.db
      .selectFrom('unit')
      .select('code')
      .where('authorityId', '=', HOME)
      .where('id', '=', 'u4')
      .executeTakeFirstOrThrow();
    const found = async (q: string) =>
      (await read(`/results?q=${encodeURIComponent(q)}&year=`)).includes(SHOWN);
    expect(await found(UNIT_NAME.slice(1, 4))).toBe(true);
    expect(await found(code.toLowerCase())).toBe(true);
    expect(await found(code.slice(0, -1))).toBe(false);
    expect(await found('%')).toBe(false);
    expect(await found("' or 1=1 --")).toBe(false);
    expect(await read('/results?q=%3Cscript%3E')).toContain('“&lt;script&gt;”');
  });

  it('calls cycles by words, says of a rehearsal’s random numbers what is true, and marks the example number', async () => {
    const draws = await read('/draws');
    expect(draws).toMatch(/data-name="周期">\d{4}年第[一二三四]周期</);
    expect(draws).toContain('随机数由演练种子推算产生，事先可以算出');
    expect(draws).not.toContain('再由事先无人能知的随机数决定结果；作废');
    expect(await read('/draws/2021-001')).toMatch(/<dt>周期<\/dt><dd>\d{4}年第[一二三四]周期</);
    expect(await read('/data/draws.csv')).toMatch(/\d{4}年第[一二三四]周期/);
    for (const path of ['', '/feedback', `/results/${SHOWN}`])
      expect(await read(path)).toContain('0349-0000000（演练用示例号码）');
  });

  it('keeps the officers’ sign-in out of the head, and small at the foot', async () => {
    const body = await read('');
    const [head = '', foot = ''] = body.split('<footer');
    expect(head).not.toContain('/sign-in');
    expect(foot).toContain('<span class="staff">· <a href="/sign-in">工作人员登录</a>');
  });

  it('leads from a page’s name without an authority to the choice, and says of an unknown one what to do', async () => {
    const { statusCode, headers } = await test.app.inject('/public/draws');
    expect([statusCode, headers.location]).toEqual([302, '/public']);
    const unknown = await test.app.inject({ url: '/public/nowhere', headers: { accept: 'text/html' } });
    expect(unknown.statusCode).toBe(404);
    expect(unknown.body).toContain('没有这个单位的信息公开页面');
    expect(unknown.body).toContain('<a href="/public">返回信息公开首页</a>');
  });

  it('goes on after the last result that was seen', async () => {
    expect(await read('/results?year=2021')).not.toContain('rel="next"');
    expect(await read(`/results?shown=2021-02-09&after=${SHOWN}`)).not.toContain(`/results/${SHOWN}"`);
    expect(await read(`/results?shown=2021-02-10&after=${SHOWN}`)).toContain(`/results/${SHOWN}"`);
  });

  it('shows orders to correct with their article and state once the result is public, never the free text [R8]', async () => {
    expect(await read('/orders?year=2021')).not.toContain('责改〔2021〕1号');
    await test.db
      .updateTable('publication')
      .set({ state: 'confirmed', confirmedOn: '2021-02-12' })
      .where('authorityId', '=', HOME)
      .where('id', '=', DUE)
      .execute();
    const body = await read('/orders?year=2021');
    for (const text of ['责改〔2021〕1号', '第二十一条', '2021-03-15', '整改中'])
      expect(body).toContain(text);
    expect(body).not.toContain('未按规定维护车辆');
    expect(await read(`/results/${DUE}`)).toContain('责改〔2021〕1号');
  });

  it('tells when a finding was looked at again, and calls what is due on the day of the order by its name', async () => {
    const outcomes = JSON.stringify([{ findingId: `${orderId(HOME)}-1`, outcome: 'not-rectified' }]);
    await test.db
      .insertInto('reinspection')
      .values({
        ...{ authorityId: HOME, orderId: orderId(HOME), round: 1, inspectedOn: '2021-03-16' },
        ...{ outcomes, enteredBy: 'inspector', businessAt: START },
      })
      .execute();
    expect(await read('/orders?year=2021')).toContain('（2021-03-16 复查）');
    await test.db
      .updateTable('finding')
      .set({ dueOn: '2021-03-01' })
      .where('authorityId', '=', HOME)
      .where('id', '=', `${orderId(HOME)}-1`)
      .execute();
    expect(await read('/orders?year=2021')).toContain('立即改正');
  });

  it('names the outside channels on which a result is proved to stand, and no others', async () => {
    const body = await read(`/results/${DUE}`);
    expect(body).not.toContain(channelName);
    await test.db
      .updateTable('publicationChannel')
      .set({
        state: 'confirmed',
        confirmedAt: START,
        confirmedBy: 'publisher',
        proof: JSON.stringify({ kind: 'receipt', reference: '回执' }),
      })
      .where('authorityId', '=', HOME)
      .where('publicationId', '=', DUE)
      .execute();
    expect(await read(`/results/${DUE}`)).toContain(channelName);
  });

  it('shows a correction at once and a withdrawn result no more, each with its reason and the whole trail [R218]', async () => {
    await addResult(HOME, DUE, 2, ['1']);
    await revise(DUE, 'correction', 2, '复核后更正');
    const corrected = await read(`/results/${DUE}`);
    for (const text of ['已更正', '复核后更正', '未发现问题', '办理中']) expect(corrected).toContain(text);
    await revise(DUE, 'withdrawal', 2, '检查对象有误');
    const withdrawn = await read(`/results/${DUE}`);
    for (const text of ['已撤回', '检查对象有误', '复核后更正']) expect(withdrawn).toContain(text);
    for (const gone of ['未发现问题', '发现问题已责令改正', orderId(HOME), '责改〔2021〕1号'])
      expect(withdrawn).not.toContain(gone);
    expect(await read('/orders?year=2021')).not.toContain('责改〔2021〕1号');
  });

  it('ends the display after so many years, where the authority says so [R279]', async () => {
    const set = (years: number | null) =>
      sql`update authority set settings = jsonb_set(settings, '{portal}', ${JSON.stringify({ displayYears: years, inspectorNames: false })}::jsonb)
           where id = ${HOME}`.execute(test.db);
    await set(1);
    test.clock.set(Date.parse('2022-02-08T01:00:00Z'));
    expect(await read('/results')).toContain(SHOWN);
    test.clock.set(Date.parse('2022-02-09T01:00:00Z'));
    expect(await read('/results')).not.toContain(SHOWN);
    expect((await ask(`/results/${SHOWN}`)).statusCode).toBe(404);
    await set(null);
    expect(await read('/results')).toContain(SHOWN);
    test.clock.set(Date.parse(START));
  });

  it('of a person shows neither name nor number, nor finds one by them', async () => {
    await test.db
      .updateTable('unit')
      .set({ kind: 'person', name: '欧阳建国', code: '140603199001011234' })
      .where('authorityId', '=', HOME)
      .where('id', '=', 'u4')
      .execute();
    const all = `${await read('/results')}${await read(`/results/${SHOWN}`)}${await read('/data/results.csv?year=2021')}${await read('/feed.atom')}`;
    expect(all).toContain('欧＊＊');
    for (const own of ['阳建国', '140603199001011234']) expect(all).not.toContain(own);
    for (const q of ['建国', '140603199001011234'])
      expect(await read(`/results?q=${encodeURIComponent(q)}`)).not.toContain(SHOWN);
  });
});

describe('its downloads', () => {
  it('are the same facts as tables, in which no cell is a formula', async () => {
    await test.db
      .updateTable('item')
      .set({ name: '=HYPERLINK("http://x")', published: true })
      .where('id', '=', 'freight')
      .execute();
    const csv = await read('/data/items.csv');
    expect(csv).toContain(`"'=HYPERLINK(""http://x"")"`);
    const json = JSON.parse(await read('/data/plan.json?year=2021'));
    expect(json).toHaveLength(2);
    expect(json[0]).toMatchObject({ 抽查计划编号: '202101', 抽查日期: '2021年1月至4月' });
    expect(await read('/feed.atom')).toContain(`/results/${SHOWN}</id>`);
  });

  const rowsOf = (csv: string): string[] => csv.trim().split('\r\n').slice(1);

  it('of a rehearsal bear its mark in every row and title', async () => {
    const rows = rowsOf(await read('/data/plan.csv?year=2021'));
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) expect(row.startsWith('演练,')).toBe(true);
    expect(await read('/feed.atom')).toContain('<title>【演练】');
  });

  it('of a live authority with invented registers bear theirs, as its pages do; of a real one none', async () => {
    const live = await startTestApp({}, 'live');
    try {
      await addFacts(live.db, HOME);
      const of = async (path: string) => (await live.app.inject(`/public/${HOME}${path}`)).body;
      expect(rowsOf(await of('/data/plan.csv?year=2021'))[0]?.startsWith('202101,')).toBe(true);
      await live.db.transaction().execute((trx) =>
        appendAudit(trx, {
          ...systemDoing('test', START),
          ...{ authorityId: HOME, action: 'authority.synthetic', subjectKind: 'authority', subjectId: HOME },
          data: {},
        }),
      );
      expect(rowsOf(await of('/data/plan.csv?year=2021'))[0]?.startsWith('合成数据,202101,')).toBe(true);
      expect(await of('')).toContain('名录由程序生成');
      expect(await of('/feed.atom')).toContain('<title>【合成数据】');
    } finally {
      await live.close();
    }
  });

  it('include the verifier’s page with the policy that lets it run, and nothing from elsewhere', async () => {
    const { headers, body } = await test.app.inject('/public/verify.html');
    expect(headers['content-security-policy']).toMatch(
      /^default-src 'none'; script-src 'sha256-.*frame-ancestors 'none'$/,
    );
    expect(body).toContain('核验');
  });

  it('of a feed without entries say since when it is so, never a day before there were computers', async () => {
    const fresh = { id: 'fresh', name: '某县交通运输局', shortName: '某县', regionCode: '140699' };
    await test.db.transaction().execute((trx) => createAuthority(trx, fresh, systemDoing('test', START)));
    const { body } = await test.app.inject('/public/fresh/feed.atom');
    expect(body).not.toContain('<entry>');
    const updated = /<updated>([^<]+)<\/updated>/.exec(body)?.[1] ?? '';
    const { createdAt } = await test.db
      .selectFrom('authority')
      .select('createdAt')
      .where('id', '=', fresh.id)
      .executeTakeFirstOrThrow();
    expect(Date.parse(updated)).toBe(Date.parse(createdAt));
    expect(updated).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/);
  });

  it('show no draw that was not announced', async () => {
    expect((await ask('/draws/2021-002')).statusCode).toBe(404);
    expect((await ask('/draws/2021-002/evidence.zip')).statusCode).toBe(404);
  });
});

describe('feedback', () => {
  it('is taken from anybody, answered by the office, and its answer read by its number alone [R218]', async () => {
    const sent = await postForm({
      about: 'result',
      id: SHOWN,
      text: '检查日期不对',
      contact: '13900000000',
      website: '',
    });
    expect(sent.statusCode).toBe(201);
    const number = /feedback\/([2-9A-Z]{4}-[2-9A-Z]{4})"/.exec(sent.body)?.[1] ?? '';
    expect(await read(`/feedback/${number}`)).toContain('办理中');
    const { items } = (await office.get('/api/feedback')).json();
    expect(items).toMatchObject([
      {
        number,
        aboutKind: 'result',
        aboutId: SHOWN,
        text: '检查日期不对',
        contact: '13900000000',
        answer: null,
      },
    ]);
    const { id } = items[0];
    expect((await office.post(`/api/feedback/${id}/answer`, { text: '已核实并更正' })).statusCode).toBe(204);
    const state = await read(`/feedback/${number}`);
    expect(state).toContain('已核实并更正');
    for (const own of ['检查日期不对', '13900000000']) expect(state).not.toContain(own);
    expect((await office.post(`/api/feedback/${id}/answer`, { text: '改口' })).statusCode).toBe(409);
    // The long id of former days opens it as well; another's number opens nothing.
    expect(await read(`/feedback/${id}`)).toContain('已核实并更正');
    expect((await ask('/feedback/AAAA-AAAA')).statusCode).toBe(404);
  });

  it('is found again by its number as somebody types it, on the page where it was given', async () => {
    const sent = await postForm({ about: 'other', text: '建议增加夜间抽查' });
    const number = /feedback\/([2-9A-Z]{4}-[2-9A-Z]{4})"/.exec(sent.body)?.[1] ?? '';
    expect(await read('/feedback')).toContain('name="number"');
    const typed = ` ${number.toLowerCase().replace('-', ' ')} `;
    const found = await ask(`/feedback?number=${encodeURIComponent(typed)}`);
    expect([found.statusCode, found.headers.location]).toEqual([303, `/public/${HOME}/feedback/${number}`]);
    const unknown = await ask('/feedback?number=%3Cb%3E');
    expect(unknown.statusCode).toBe(404);
    expect(unknown.body).toContain('没有受理编号“&lt;b&gt;”');
  });

  it('is about what its writer chooses, offered by the page he comes from', async () => {
    const chosen = (body: string) => /<option value="(\w*)" selected>/.exec(body)?.[1] ?? null;
    expect(chosen(await read('/feedback'))).toBeNull();
    const result = await read(`/results/${SHOWN}`);
    expect(result).toContain(`/feedback?about=result&amp;id=${encodeURIComponent(SHOWN)}`);
    expect(await read('/draws')).toContain('/feedback?about=draw"');
    const offered = await read(`/feedback?about=result&id=${encodeURIComponent(SHOWN)}`);
    expect(chosen(offered)).toBe('result');
    expect(offered).toContain(`value="${SHOWN}"`);
    await postForm({ about: 'unit', id: '宏远货运', text: '夜间有车辆违规停放' });
    await postForm({ about: 'draw', text: '抽取时间太短' });
    const { items } = (await office.get('/api/feedback')).json();
    expect(items).toContainEqual(expect.objectContaining({ aboutKind: 'unit', aboutId: '宏远货运' }));
    expect(items).toContainEqual(expect.objectContaining({ aboutKind: 'draw', aboutId: null }));
  });

  it('is refused with what was written still in the form, and for programs that fill in every field', async () => {
    const empty = await postForm({ about: 'other', text: '  ', contact: '甲' });
    expect(empty.statusCode).toBe(422);
    expect(empty.body).toContain('请填写您的意见');
    expect(empty.body).toContain('value="甲"');
    expect((await postForm({ text: '广告', website: 'http://x' })).statusCode).toBe(422);
    expect((await postForm({ text: '长'.repeat(2001) })).body).toContain('2000 字以内');
  });

  it('is read by the office and the leader alone', async () => {
    const inspector = await test.as('inspector');
    expect((await inspector.get('/api/feedback')).statusCode).toBe(403);
    const elsewhere = await test.as('office', ELSEWHERE);
    expect((await elsewhere.get('/api/feedback')).json().items).toEqual([]);
  });
});
