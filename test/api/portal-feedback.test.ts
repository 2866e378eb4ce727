import { type Client, ELSEWHERE, HOME, startTestApp } from './support/app.ts';
import { portalWithFacts, SHOWN } from './support/portal.ts';

const portal = portalWithFacts();
let office: Client;
beforeAll(async () => {
  office = await portal.test.as('office');
});

/** Each from another house: five a minute from one are all that is taken. */
let houses = 0;
const postForm = (fields: Record<string, string>) =>
  portal.test.app.inject({
    method: 'POST',
    remoteAddress: `10.0.0.${++houses}`,
    url: `/public/${HOME}/feedback`,
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
    payload: new URLSearchParams(fields).toString(),
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
    expect(await portal.read(`/feedback/${number}`)).toContain('办理中');
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
    const state = await portal.read(`/feedback/${number}`);
    expect(state).toContain('已核实并更正');
    for (const own of ['检查日期不对', '13900000000']) expect(state).not.toContain(own);
    expect((await office.post(`/api/feedback/${id}/answer`, { text: '改口' })).statusCode).toBe(409);
    // The long id of former days opens it as well; another's number opens nothing.
    expect(await portal.read(`/feedback/${id}`)).toContain('已核实并更正');
    expect((await portal.ask('/feedback/AAAA-AAAA')).statusCode).toBe(404);
  });

  it('is found again by its number as somebody types it, on the page where it was given', async () => {
    const sent = await postForm({ about: 'other', text: '建议增加夜间抽查' });
    const number = /feedback\/([2-9A-Z]{4}-[2-9A-Z]{4})"/.exec(sent.body)?.[1] ?? '';
    expect(await portal.read('/feedback')).toContain('name="number"');
    const typed = ` ${number.toLowerCase().replace('-', ' ')} `;
    const found = await portal.ask(`/feedback?number=${encodeURIComponent(typed)}`);
    expect([found.statusCode, found.headers.location]).toEqual([303, `/public/${HOME}/feedback/${number}`]);
    const unknown = await portal.ask('/feedback?number=%3Cb%3E');
    expect(unknown.statusCode).toBe(404);
    expect(unknown.body).toContain('没有受理编号“&lt;b&gt;”');
  });

  it('is about what its writer chooses, offered by the page he comes from', async () => {
    const chosen = (body: string) => /<option value="(\w*)" selected>/.exec(body)?.[1] ?? null;
    expect(chosen(await portal.read('/feedback'))).toBeNull();
    const result = await portal.read(`/results/${SHOWN}`);
    expect(result).toContain(`/feedback?about=result&amp;id=${encodeURIComponent(SHOWN)}`);
    expect(await portal.read('/draws')).toContain('/feedback?about=draw"');
    const offered = await portal.read(`/feedback?about=result&id=${encodeURIComponent(SHOWN)}`);
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

  it('says which draw or result it is about, as its page named it, and nothing that its writer put there', async () => {
    const stateOf = async (fields: Record<string, string>): Promise<string> => {
      const { body } = await postForm(fields);
      const number = /feedback\/([2-9A-Z]{4}-[2-9A-Z]{4})"/.exec(body)?.[1] ?? '';
      return portal.read(`/feedback/${number}`);
    };
    const text = '抽取时间太短';
    expect(await stateOf({ about: 'draw', id: '2021-001', text })).toMatch(/抽取 <span class="id">2021-001</);
    expect(await stateOf({ about: 'result', id: '平交检〔2021〕10001号', text })).toContain(
      '平交检〔2021〕10001号',
    );
    for (const about of ['draw', 'result', 'unit'])
      expect(await stateOf({ about, id: '张三家的车', text })).not.toContain('张三');
  });

  it('takes only a contact by which somebody can be reached, and promises no message to it', async () => {
    const refused = await postForm({ about: 'other', text: '夜间扰民', contact: 'abc' });
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain('请填写电话号码或者电子邮箱');
    expect(refused.body).toContain('夜间扰民</textarea>');
    for (const contact of ['', '13900000000', '0349-1234567 转 8', '+86 139 0000 0000', 'a.b@example.cn'])
      expect((await postForm({ about: 'other', text: '夜间扰民', contact })).statusCode).toBe(201);
    expect(await portal.read('/feedback')).toContain('答复不另行发送短信或者邮件');
  });

  it('is read by the office and the leader alone', async () => {
    const inspector = await portal.test.as('inspector');
    expect((await inspector.get('/api/feedback')).statusCode).toBe(403);
    const elsewhere = await portal.test.as('office', ELSEWHERE);
    expect((await elsewhere.get('/api/feedback')).json().items).toEqual([]);
  });

  it('is said to be closed before anybody writes, where a rehearsed year is only shown', async () => {
    const view = await startTestApp({ readOnly: true });
    try {
      const { statusCode, body } = await view.app.inject(`/public/${HOME}/feedback`);
      expect(statusCode).toBe(200);
      expect(body).toMatch(/演练的一年，已经结束，只能查看，不能提交意见/);
      expect(body).not.toMatch(/<form method="post"|<textarea/);
      expect(body).toContain('查询答复');
    } finally {
      await view.close();
    }
  });
});
