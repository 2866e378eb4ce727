import { carrySessions } from '../../api/services/act-as.ts';
import { systemDoing } from '../../db/actor.ts';
import { saveAttachment } from '../../db/attachments/save-attachment.ts';
import { makeLink } from '../../db/unit-link/links.ts';
import { type NewSubmission, recordSubmission } from '../../db/unit-link/submissions.ts';
import { LARGEST_FILE_BYTES } from '../../domain/attachment/limits.ts';
import { linkIdOf, linkToken } from '../../domain/unit-link/link-token.ts';
import { png } from '../support/pictures.ts';
import { BASE_URL, ELSEWHERE, HOME, START, startTestApp, type TestApp } from './support/app.ts';
import { addFacts, orderId, taskId } from './support/facts.ts';

const SECRET = 'a secret of at least thirty-two characters';
/** Its visit is still to come. */
const COMING = taskId(HOME, 1);
/** Its result is reviewed, its order issued. */
const ORDERED = taskId(HOME, 5);
const ORDER = orderId(HOME);
const FINDING = `${ORDER}-1`;
const LINKS_OF: Readonly<Record<string, number>> = { [COMING]: 1, [ORDERED]: 2, [taskId(HOME, 4)]: 3 };

let test: TestApp;
/** Ways in, by the task. */
let inside: Readonly<Record<string, string>>;

const linkOf = (task: string): string => linkIdOf(new Uint8Array(12).fill(LINKS_OF[task] ?? 0));

beforeAll(async () => {
  test = await startTestApp({ config: { publicBaseUrl: BASE_URL, sessionSecret: SECRET } }, 'live');
  for (const authorityId of [HOME, ELSEWHERE]) await addFacts(test.db, authorityId);
  await test.db
    .insertInto('result')
    .values({
      ...{ authorityId: HOME, taskId: ORDERED, revision: 1, codes: ['5'], state: 'approved', place: '现场' },
      ...{ visitedOn: '2021-02-01', startedAt: START, endedAt: START, enteredAt: START },
      enteredBy: 'inspector',
    })
    .execute();
  const entered = Object.keys(LINKS_OF).map(async (task) => {
    const id = linkOf(task);
    await test.db
      .transaction()
      .execute((trx) => makeLink(trx, HOME, { id, taskId: task }, systemDoing('test', START)));
    const { cookies } = await send(`/u/${linkToken(SECRET, id)}`);
    return [task, cookies.find(({ name }) => name === 'unit')?.value ?? ''] as const;
  });
  inside = Object.fromEntries(await Promise.all(entered));
});
afterAll(() => test.close());

const HEADERS = { accept: 'text/html', origin: BASE_URL, host: 'localhost' };
const cookiesOf = (task?: string) => (task === undefined ? {} : { cookies: { unit: inside[task] ?? '' } });
const get = (url: string, task?: string) =>
  test.app.inject({ method: 'GET', url, headers: HEADERS, ...cookiesOf(task) });
const send = async (
  url: string,
  task?: string,
  fields: Readonly<Record<string, string>> = {},
  files: readonly File[] = [],
) => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  for (const file of files) form.append('files', file);
  const sent = new Response(form);
  const headers = { ...HEADERS, 'content-type': sent.headers.get('content-type') ?? '' };
  const payload = Buffer.from(await sent.arrayBuffer());
  return test.app.inject({
    ...{ method: 'POST', url, ...cookiesOf(task) },
    ...(task === undefined ? { headers: HEADERS } : { headers, payload }),
  });
};
const STATEMENT = { kind: 'statement', text: '车辆已于三月一日送修', person: '王五' };

it('takes a wish that an inspector withdraw only with his name, and keeps what was written meanwhile', async () => {
  const recusal = { ...STATEMENT, kind: 'recusal', text: '其配偶在本公司任职' };
  for (const about of ['', '赵六']) {
    const { statusCode, body } = await send('/u/statements', COMING, { ...recusal, about });
    expect(statusCode).toBe(422);
    expect(body).toContain('请选择申请回避的检查人员');
    expect(body).toContain('其配偶在本公司任职</textarea>');
    expect(body).toMatch(/value="recusal" required checked/);
    expect(body).toContain('value="王五"');
  }
  const { name } = await test.db
    .selectFrom('officer')
    .select('name')
    .where('authorityId', '=', HOME)
    .where('id', '=', 'inspector')
    .executeTakeFirstOrThrow();
  const taken = await send('/u/statements', COMING, { ...recusal, about: name });
  expect((await get(String(taken.headers.location), COMING)).body).toContain(`申请检查人员回避（${name}）`);
});

it('lets the unit choose the finding that it objects to, and no other’s', async () => {
  expect((await get('/u/home', ORDERED)).body).toContain(
    `<option value="${FINDING}">未按规定维护车辆</option>`,
  );
  const objection = { ...STATEMENT, kind: 'objection' };
  const taken = await send('/u/statements', ORDERED, { ...objection, finding: FINDING });
  expect((await get(String(taken.headers.location), ORDERED)).body).toContain(
    '对检查结果提出异议（未按规定维护车辆）',
  );
  const other = await send('/u/statements', ORDERED, { ...objection, finding: `${orderId(ELSEWHERE)}-1` });
  expect(other.statusCode).toBe(422);
});

it('says how large a file may be as it is held to, and shows the form again as it was filled in', async () => {
  const home = (await get('/u/home', ORDERED)).body;
  expect(home).toContain('单个不超过 20 MB');
  const large = new File([new Uint8Array(LARGEST_FILE_BYTES + 1)], '大.jpg', { type: 'image/jpeg' });
  const refused = await send('/u/statements', ORDERED, { ...STATEMENT, kind: 'evidence' }, [large]);
  expect(refused.statusCode).toBe(422);
  expect(refused.body).toContain('单个不超过 20 MB');
  expect(refused.body).toContain('车辆已于三月一日送修</textarea>');
  // The engine is away here: the report is refused by it, not by the form.
  const report = { finding: FINDING, note: '已更换<轮胎>', person: '王五' };
  const away = await send(`/u/orders/${ORDER}/report`, ORDERED, report);
  expect(away.statusCode).toBe(503);
  expect(away.body).toContain('已更换&lt;轮胎&gt;</textarea>');
  expect(away.body).toMatch(/name="finding" value="[^"]*" checked/);
  const early = { dueOn: '2021-03-15', newDueOn: '', reason: '配件未到货', person: '王五' };
  const extension = await send(`/u/orders/${ORDER}/extension`, ORDERED, early);
  expect(extension.statusCode).toBe(422);
  expect(extension.body).toContain('配件未到货</textarea>');
});

it('gives the unit its own order to read and to keep, and no other', async () => {
  const home = (await get('/u/home', ORDERED)).body;
  const pages = ['html', 'pdf'].map((format) => `/u/orders/${encodeURIComponent(ORDER)}/notice.${format}`);
  for (const format of ['html', 'pdf']) expect(home).toContain(`/u/orders/${ORDER}/notice.${format}`);
  const [page, file] = await Promise.all(pages.map((url) => get(url, ORDERED)));
  expect(page?.body).toContain('责改〔2021〕1号');
  expect(page?.body).toContain('未按规定维护车辆');
  expect(file?.rawPayload.subarray(0, 5).toString()).toBe('%PDF-');
  for (const url of pages) {
    expect((await get(url, COMING)).statusCode).toBe(404);
    expect((await get(url)).statusCode).toBe(403);
    expect((await get(url.replace(encodeURIComponent(ORDER), orderId(ELSEWHERE)), ORDERED)).statusCode).toBe(
      404,
    );
  }
});

it('gives one numbered receipt for a report, with its files, which the unit alone may see again', async () => {
  const bytes = png(4, 3);
  const unit = { kind: 'unit', id: 'u5' } as const;
  const session = { authorityId: HOME, linkId: linkOf(ORDERED), taskId: ORDERED, unitId: 'u5' };
  const doing = { actor: unit, commandId: null, at: START };
  await test.db.transaction().execute(async (trx) => {
    const at = { authorityId: HOME, family: 'order', subjectId: ORDER, bytes } as const;
    await saveAttachment(trx, { ...at, id: 'photo-of-unit', name: '轮胎.png', uploadedBy: unit }, doing);
    const officer = { kind: 'officer', id: 'inspector' } as const;
    await saveAttachment(trx, { ...at, id: 'photo-of-ours', name: '现场.png', uploadedBy: officer }, doing);
  });
  const submission: NewSubmission = {
    ...{ kind: 'report' as const, orderId: ORDER, commandId: 'unit-report-1', newDueOn: null },
    ...{ findingIds: [FINDING], attachmentIds: ['photo-of-unit'] },
  };
  const record = () =>
    test.db.transaction().execute((trx) => recordSubmission(trx, session, submission, START));
  await record();
  await record();
  const home = (await get('/u/home', ORDERED)).body;
  expect(home.match(/\/u\/submissions\/unit-report-1"/g)).toHaveLength(1);
  const { body } = await get('/u/submissions/unit-report-1', ORDERED);
  expect(body).toMatch(/pinglu收〔2021〕\d{4}号/);
  for (const shown of ['报告整改（责改〔2021〕1号）', '未按规定维护车辆', '轮胎.png', 'SHA-256'])
    expect(body).toContain(shown);
  expect(body).not.toContain('现场.png');
  expect((await get('/u/files/photo-of-unit', ORDERED)).rawPayload).toEqual(Buffer.from(bytes));
  expect((await get('/u/files/photo-of-ours', ORDERED)).statusCode).toBe(404);
  expect((await get('/u/files/photo-of-unit', COMING)).statusCode).toBe(404);
  expect((await get('/u/submissions/unit-report-1', COMING)).statusCode).toBe(404);
});

it('says first what is to be done by when, and of a public result that it is public', async () => {
  expect((await get('/u/home', ORDERED)).body).toContain('结果已审核，整改中');
  await test.db
    .updateTable('publication')
    .set({ state: 'confirmed', confirmedOn: '2021-02-09' })
    .where('authorityId', '=', HOME)
    .where('taskId', '=', ORDERED)
    .execute();
  const { body } = await get('/u/home', ORDERED);
  expect(body).toContain('结果已公示，整改中');
  expect(body).toContain('2021-03-15 前（含当日）');
  expect(body.indexOf('需要办理')).toBeGreaterThan(0);
  expect(body.indexOf('需要办理')).toBeLessThan(body.indexOf('检查通知</h2>'));
  expect((await get('/u/home', COMING)).body).not.toContain('需要办理');
});

it('leads who is shut out to a new link: after its hours, and after leaving', async () => {
  const other = taskId(HOME, 4);
  const now = test.clock.now();
  test.clock.set(now + 4 * 3_600_000 + 1);
  const late = await get('/u/home', other);
  expect(late.statusCode).toBe(403);
  expect(late.body).not.toContain('没有办理此事项的权限');
  expect(late.body).toContain(`action="/u/${linkToken(SECRET, linkOf(other))}/again"`);
  expect(late.body).toContain('139****5678');
  test.clock.set(now);
  const left = await send('/u/leave', other, { x: 'x' });
  expect(left.headers.location).toBe('/u/left');
  expect((await get('/u/left')).body).toContain('已退出');
  expect((await get('/u/home')).body).toContain('再次打开短信或者邮件中的链接');
});

it('keeps a unit inside over a leap of the rehearsed time', async () => {
  const leap = 60 * 86_400_000;
  const now = test.clock.now();
  await carrySessions(test.db, { authorityId: HOME }, leap);
  test.clock.set(now + leap);
  expect((await get('/u/home', COMING)).statusCode).toBe(200);
  test.clock.set(now);
});
