import { createHash } from 'node:crypto';
import { extractText, getDocumentProxy } from 'unpdf';
import { hashPassword } from '../../api/services/passwords.ts';
import { addBureau } from '../activities/support/bureau.ts';
import { bench, playToRunning } from '../activities/support/play.ts';
import { type Client, clientOf, PASSWORD, sessionCookie, startTestApp, type TestApp } from './support/app.ts';

const BUREAU = 'printed';

let test: TestApp;
let office: Client;
beforeAll(async () => {
  test = await startTestApp();
  await addBureau(test.db, { id: BUREAU, units: 120 });
  await playToRunning(await bench(test.db), BUREAU);
  const passwordHash = await hashPassword(PASSWORD);
  await test.db.updateTable('officer').set({ passwordHash }).where('authorityId', '=', BUREAU).execute();
  const payload = { username: `${BUREAU}-office`, password: PASSWORD };
  const response = await test.app.inject({ method: 'POST', url: '/api/sign-in', payload });
  office = clientOf(test.app, sessionCookie(response));
});
afterAll(() => test.close());

const PAPERS = ['record.pdf', 'record.html', 'announcement.pdf', 'announcement.html'];

describe('the papers of a draw', () => {
  it('come as PDF to be shown or saved under a Chinese name [R266]', async () => {
    const response = await office.get('/api/draws/2021-001/record.pdf');
    expect(response.statusCode).toBe(200);
    expect(response.headers['content-type']).toBe('application/pdf');
    expect(response.headers['content-disposition']).toContain(encodeURIComponent('抽取记录2021-001.pdf'));
    const pdf = await getDocumentProxy(new Uint8Array(response.rawPayload));
    const { text } = await extractText(pdf, { mergePages: true });
    expect(text.replace(/\s+/g, '')).toContain('随机抽取记录');
  });

  it('come as a page whose policy allows its own style and nothing else', async () => {
    const response = await office.get('/api/draws/2021-001/announcement.html');
    expect(response.headers['content-type']).toBe('text/html; charset=utf-8');
    const style = /<style>([\s\S]*?)<\/style>/.exec(response.body)?.[1] ?? '';
    const policy = String(response.headers['content-security-policy']);
    expect(style.length).toBeGreaterThan(500);
    expect(policy).toContain(`'sha256-${createHash('sha256').update(style).digest('base64')}'`);
    expect(policy).toContain("default-src 'none'");
    expect(response.body).not.toContain(' style="');
  });

  it('names people on the copy for the file, not on the one for everyone', async () => {
    const filed = (await office.get('/api/draws/2021-001/record.html')).body;
    const open = (await office.get('/api/draws/2021-001/record.html?copy=public')).body;
    expect(filed.includes('存档件') && /人员i\d/.test(filed)).toBe(true);
    expect(open.includes('公开件') && !/人员i\d/.test(open)).toBe(true);
  });

  it.each(PAPERS)('%s is for officers of the authority alone', async (paper) => {
    const url = `/api/draws/2021-001/${paper}`;
    expect((await test.app.inject({ method: 'GET', url })).statusCode).toBe(401);
    expect((await (await test.as('office')).get(url)).statusCode).toBe(404);
    expect((await office.get(`/api/draws/2021-099/${paper}`)).statusCode).toBe(404);
  });
});
