import type { LightMyRequestResponse } from 'fastify';
import { sql } from 'kysely';
import { systemDoing } from '../../db/actor.ts';
import { giveCodes } from '../../db/draw/person-codes.ts';
import { makeLink } from '../../db/unit-link/links.ts';
import { personKey } from '../../domain/draw/person-code.ts';
import { linkIdOf, linkToken } from '../../domain/unit-link/link-token.ts';
import { BASE_URL, type Client, ELSEWHERE, HOME, START, startTestApp, type TestApp } from './support/app.ts';
import { addFacts, orderId, taskId } from './support/facts.ts';

const SECRET = 'a secret of at least thirty-two characters';
/** Its result is reviewed, its order issued. */
const TASK = taskId(HOME, 5);
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

let test: TestApp;
let office: Client;
let made = 0;

beforeAll(async () => {
  test = await startTestApp({ config: { publicBaseUrl: BASE_URL, sessionSecret: SECRET } }, 'live');
  for (const authorityId of [HOME, ELSEWHERE]) await addFacts(test.db, authorityId);
  await test.db
    .insertInto('result')
    .values({
      ...{ authorityId: HOME, taskId: TASK, revision: 1, codes: ['5'], state: 'approved', place: '现场' },
      ...{
        visitedOn: '2021-02-01',
        startedAt: START,
        endedAt: START,
        enteredAt: START,
        enteredBy: 'inspector',
      },
    })
    .execute();
  office = await test.as('office');
});
afterAll(() => test.close());

const newLink = async (id = TASK): Promise<string> => {
  made += 1;
  const linkId = linkIdOf(new Uint8Array(12).fill(made));
  await test.db
    .transaction()
    .execute((trx) => makeLink(trx, HOME, { id: linkId, taskId: id }, systemDoing('test', at())));
  return linkToken(SECRET, linkId);
};
const at = (): string => new Date(test.clock.now()).toISOString();

const get = (url: string, unit?: string) =>
  test.app.inject({
    method: 'GET',
    url,
    headers: { accept: 'text/html' },
    ...(unit === undefined ? {} : { cookies: { unit } }),
  });
const post = (url: string, unit?: string, payload?: Buffer | string, type?: string) =>
  test.app.inject({
    method: 'POST',
    url,
    headers: {
      accept: 'text/html',
      origin: BASE_URL,
      host: 'localhost',
      ...(type === undefined ? {} : { 'content-type': type }),
    },
    ...(unit === undefined ? {} : { cookies: { unit } }),
    ...(payload === undefined ? {} : { payload }),
  });

const cookieOf = (response: LightMyRequestResponse): string =>
  response.cookies.find(({ name }) => name === 'unit')?.value ?? '';
const enter = async (id = TASK): Promise<string> => cookieOf(await post(`/u/${await newLink(id)}`));

interface Sent {
  readonly fields: Readonly<Record<string, string>>;
  readonly files?: readonly { readonly name: string; readonly bytes: Buffer }[];
}
const BOUNDARY = 'x-test-boundary';
const multipart = ({ fields, files = [] }: Sent): Buffer =>
  Buffer.concat([
    ...Object.entries(fields).map(([name, value]) =>
      Buffer.from(`--${BOUNDARY}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`),
    ),
    ...files.flatMap(({ name, bytes }) => [
      Buffer.from(
        `--${BOUNDARY}\r\ncontent-disposition: form-data; name="files"; filename="${name}"\r\ncontent-type: image/png\r\n\r\n`,
      ),
      bytes,
      Buffer.from('\r\n'),
    ]),
    Buffer.from(`--${BOUNDARY}--\r\n`),
  ]);
const submit = (unit: string, sent: Sent) =>
  post('/u/statements', unit, multipart(sent), `multipart/form-data; boundary=${BOUNDARY}`);
const STATEMENT = { kind: 'statement', text: '车辆已于三月一日送修', person: '王五' };

it('is not used up by a program that looks at the link, opens once, and then says so', async () => {
  const token = await newLink();
  expect((await get(`/u/${token}`)).statusCode).toBe(200);
  expect((await get(`/u/${token}`)).body).toContain('打开');
  const opened = await post(`/u/${token}`);
  expect(opened.statusCode).toBe(303);
  const cookie = opened.cookies.find(({ name }) => name === 'unit');
  expect(cookie).toMatchObject({ httpOnly: true, path: '/u', sameSite: 'Lax' });
  const again = await get(`/u/${token}`);
  expect(again.statusCode).toBe(410);
  expect(again.body).toContain('已经使用过');
  // Where a new one would go is masked: whoever found the link learns no number.
  expect(again.body).toContain('139****5678');
  expect(again.body).not.toContain('13900005678');
  expect((await post(`/u/${token}`)).statusCode).not.toBe(303);
});

it('shows the unit neither the officers’ sign-in nor the interface, on any of its pages', async () => {
  const pages = [
    await get(`/u/${await newLink()}`),
    await get('/u/home', await enter()),
    await get('/u/home'),
    await get('/u/nothing'),
  ];
  expect(pages.map(({ statusCode }) => statusCode)).toEqual([200, 200, 403, 404]);
  for (const { body } of pages)
    for (const own of ['/sign-in', 'openapi', '返回总览']) expect(body).not.toContain(own);
});

it('opens nothing with a token that is not ours, is expired by business time, or was revoked with a reason', async () => {
  const token = await newLink();
  const forged = `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`;
  expect((await get(`/u/${forged}`)).statusCode).toBe(404);
  expect((await office.post(`/api/unit-links/${token.slice(0, 12)}/revoke`, {})).statusCode).toBe(422);
  const revoked = await office.post(`/api/unit-links/${token.slice(0, 12)}/revoke`, { reason: '号码已易主' });
  expect(revoked.statusCode).toBe(204);
  expect((await get(`/u/${token}`)).body).toContain('已由本局作废');
  expect((await post(`/u/${token}/again`)).statusCode).not.toBe(200);
  const late = await newLink();
  const now = test.clock.now();
  test.clock.set(now + 15 * 86_400_000);
  expect((await get(`/u/${late}`)).body).toContain('已过有效期');
  test.clock.set(now);
});

it('shows the unit its notice, findings, deadlines and rights, and nothing of another unit or authority', async () => {
  const { body, statusCode } = await get('/u/home', await enter());
  expect(statusCode).toBe(200);
  for (const shown of [
    '检查通知',
    '未按规定维护车辆',
    '2021-03-15',
    '责改〔2021〕1号',
    '申请回避',
    '行政复议',
  ])
    expect(body).toContain(shown);
  expect(body).toContain('&lt;测试&gt;5');
  expect(body).not.toContain('&lt;测试&gt;4');
  expect((await get('/u/home')).statusCode).toBe(403);
  // A session at the unit's pages is none in the office.
  expect(
    (await test.app.inject({ method: 'GET', url: '/api/tasks', cookies: { unit: await enter() } }))
      .statusCode,
  ).toBe(401);
});

it('shows no result before it is reviewed, and no link can be made for a visit that nobody was told of', async () => {
  const unit = await enter(taskId(HOME, 3));
  expect((await get('/u/home', unit)).body).not.toContain('<h2>检查结果</h2>');
  await test.db
    .updateTable('task')
    .set({ announced: false, unannouncedBasis: '安全生产法第六十五条' })
    .where('id', '=', taskId(HOME, 1))
    .where('authorityId', '=', HOME)
    .execute();
  await expect(newLink(taskId(HOME, 1))).rejects.toThrow('尚未通知检查对象');
});

it('takes a statement with its files, all or nothing, and gives a numbered receipt', async () => {
  const unit = await enter();
  const files = [{ name: '../维修 单.png', bytes: PNG }];
  const sent = await submit(unit, { fields: STATEMENT, files });
  expect(sent.statusCode).toBe(303);
  const receipt = await get(String(sent.headers.location), unit);
  for (const shown of ['pinglu收〔2021〕0001号', '车辆已于三月一日送修', '王五', 'SHA-256'])
    expect(receipt.body).toContain(shown);
  const refused = await submit(unit, {
    fields: { ...STATEMENT, text: '第二次' },
    files: [
      { name: 'good.png', bytes: PNG },
      { name: 'bad.png', bytes: Buffer.from('<svg onload="alert(1)"/>') },
    ],
  });
  expect(refused.statusCode).toBe(422);
  const { statements } = (await office.get(`/api/tasks/${TASK}/unit-links`)).json<{
    statements: { text: string; files: unknown[] }[];
  }>();
  expect(statements.map(({ text, files: kept }) => [text, kept.length])).toEqual([
    ['车辆已于三月一日送修', 1],
  ]);
});

it('refuses empty forms, unknown kinds and a kind whose time has passed, field by field in words', async () => {
  const unit = await enter();
  const refusals = [
    [{ ...STATEMENT, text: ' ' }, '请填写内容和理由'],
    [{ ...STATEMENT, person: '' }, '请填写提交人姓名'],
    [{ ...STATEMENT, kind: 'bribe' }, '请选择事项'],
    [{ ...STATEMENT, kind: 'recusal' }, '现在不能申请检查人员回避'],
    [{ ...STATEMENT, text: '长'.repeat(4001) }, '过长'],
  ] as const;
  for (const [fields, words] of refusals) {
    const { statusCode, body } = await submit(unit, { fields });
    expect([statusCode >= 400 && statusCode < 500, body.includes(words)]).toEqual([true, true]);
  }
});

it('shows a statement as text, whatever is written in it', async () => {
  const unit = await enter();
  const sent = await submit(unit, { fields: { ...STATEMENT, text: '<script>alert(1)</script>' } });
  const { body } = await get(String(sent.headers.location), unit);
  expect(body).toContain('&lt;script&gt;alert(1)');
  expect(body).not.toContain('<script>alert');
});

it('lets the office answer once, and the unit read it; others may not', async () => {
  const unit = await enter();
  const location = String((await submit(unit, { fields: STATEMENT })).headers.location);
  const statementId = location.split('/').at(-1) ?? '';
  const answer = { text: '经核实，意见采纳。' };
  const path = `/api/unit-statements/${statementId}/answer`;
  expect((await (await test.as('inspector')).post(path, answer)).statusCode).toBe(403);
  expect((await (await test.as('office', ELSEWHERE)).post(path, answer)).statusCode).toBe(404);
  expect((await office.post(path, answer)).statusCode).toBe(204);
  expect((await office.post(path, { text: '改口' })).statusCode).toBe(409);
  expect((await get(location, unit)).body).toContain('意见采纳');
  // The link of before is used up: the answer brings a new one.
  const { links } = (await office.get(`/api/tasks/${TASK}/unit-links`)).json<{
    links: { state: string }[];
  }>();
  expect(links[0]?.state).toBe('unopened');
});

it('says that orders cannot be worked on while the engine is away, and refuses orders of others', async () => {
  const unit = await enter();
  const report = `finding=${encodeURIComponent(`${orderId(HOME)}-1`)}&note=done&person=wang`;
  const type = 'application/x-www-form-urlencoded';
  expect((await post(`/u/orders/${orderId(HOME)}/report`, unit, report, type)).statusCode).toBe(503);
  expect((await post(`/u/orders/${orderId(ELSEWHERE)}/report`, unit, report, type)).statusCode).toBe(404);
  expect((await post(`/u/orders/${orderId(HOME)}/report`, unit, 'note=x&person=y', type)).statusCode).toBe(
    422,
  );
});

it('sends a new link when asked, not twice in a row, and refuses forms from other sites', async () => {
  const token = await newLink(taskId(HOME, 2));
  await post(`/u/${token}`);
  expect((await post(`/u/${token}/again`)).statusCode).toBe(409);
  test.clock.set(test.clock.now() + 3_600_000);
  expect((await post(`/u/${token}/again`)).body).toContain('139****5678');
  expect((await post(`/u/${token}/again`)).statusCode).toBe(409);
  const foreign = await test.app.inject({
    method: 'POST',
    url: `/u/${token}/again`,
    headers: { origin: 'https://evil.example', cookie: 'unit=x' },
  });
  expect(foreign.statusCode).toBe(403);
});

it('ends with the page: after leaving, and after four hours', async () => {
  const unit = await enter();
  await post('/u/leave', unit);
  expect((await get('/u/home', unit)).statusCode).toBe(403);
  const other = await enter();
  const now = test.clock.now();
  test.clock.set(now + 4 * 3_600_000 + 1);
  expect((await get('/u/home', other)).statusCode).toBe(403);
  test.clock.set(now);
});

it('tells a person, and nobody else, under which code he stands on the lists of the draw', async () => {
  expect((await get('/u/home', await enter())).body).not.toContain('抽取代码');
  const { unitId } = await test.db
    .selectFrom('task')
    .select('unitId')
    .where('authorityId', '=', HOME)
    .where('id', '=', TASK)
    .executeTakeFirstOrThrow();
  const number = '140603199001011234';
  await test.db
    .updateTable('unit')
    .set({ kind: 'person', code: number })
    .where('authorityId', '=', HOME)
    .where('id', '=', unitId)
    .execute();
  const salt = '5a'.repeat(16);
  await test.db.transaction().execute((trx) => giveCodes(trx, HOME, () => salt));
  const own = (await get('/u/home', await enter())).body;
  // The draw of these facts lists the unit by the register's code: it is older than the codes.
  expect(own).not.toContain(salt);
  await sql`alter table draw_entry disable trigger user`.execute(test.db);
  await sql`update draw_entry set label = ${personKey(salt, number)} where authority_id = ${HOME} and unit_id = ${unitId}`.execute(
    test.db,
  );
  await sql`alter table draw_entry enable trigger user`.execute(test.db);
  const page = (await get('/u/home', await enter())).body;
  for (const said of [personKey(salt, number), salt, number]) expect(page).toContain(said);
  expect((await get('/u/home', await enter(taskId(HOME, 4)))).body).not.toContain(salt);
});

it('has no such pages where no secret is set', async () => {
  const bare = await startTestApp();
  expect((await bare.app.inject({ method: 'GET', url: '/u/home' })).statusCode).toBe(404);
  await bare.close();
});
