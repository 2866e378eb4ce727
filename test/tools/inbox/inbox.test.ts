import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSmtpProvider } from '../../../notify/providers/email/smtp.ts';
import { type Inbox, startInbox } from '../../../tools/inbox/inbox.ts';

const FROM = '平鲁区交通运输局 <notice@example.gov.cn>';
let directory: string;
let inbox: Inbox | null = null;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'inbox-'));
});
afterEach(async () => {
  await inbox?.stop();
  inbox = null;
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const send = async (
  to: string,
  subject: string,
  count = 1,
  businessAt: string | null = null,
): Promise<void> => {
  const provider = createSmtpProvider({ url: inbox?.smtpUrl ?? '', from: FROM });
  for (let n = 0; n < count; n += 1) {
    const mail = {
      businessAt,
      messageId: `id-${subject}-${n}`,
      to,
      subject: `${subject} ${n}`,
      text: '正文 <b>',
      html: '<p>正文</p><script>alert(1)</script>',
    };
    expect(await provider.send([mail])).toMatchObject([{ kind: 'sent' }]);
  }
  await provider.close();
};
const page = async (path: string) => {
  const response = await fetch(`${inbox?.webUrl}${path}`);
  return {
    status: response.status,
    policy: response.headers.get('content-security-policy'),
    text: await response.text(),
  };
};

describe('the local inbox', () => {
  it('takes a mail apart and counts it by message', async () => {
    inbox = await startInbox();
    await send('a@example.cn', '通知');
    await send('a@example.cn', '通知');
    const [mail] = inbox.messages();
    if (mail === undefined) throw new Error('no mail came in');
    expect(mail.to).toEqual(['a@example.cn']);
    expect(await inbox.read(mail)).toMatchObject({
      subject: '通知 0',
      text: expect.stringContaining('正文'),
    });
    expect((await inbox.read(mail)).from).toContain('平鲁区交通运输局');
    expect(inbox.countsByMessage().get('id-通知-0')).toBe(2);
  });

  it('of a rehearsal bears its mark, and business time beside the wall clock', async () => {
    inbox = await startInbox({ rehearsal: true });
    await send('a@example.cn', '通知', 1, '2021-04-30T01:00:00.000Z');
    const list = (await page('/')).text;
    expect(list).toMatch(/<strong>演练<.*演练收件箱|演练收件箱.*<strong>演练</s);
    expect(list).toContain('2021-04-30 09:00:00');
    expect((await page('/mail/1')).text).toMatch(/业务时间.*2021-04-30 09:00:00.*接收时间/s);
  });

  it('of a live system bears no mark, and its mails no business time', async () => {
    inbox = await startInbox();
    await send('a@example.cn', '通知');
    expect((await page('/')).text).not.toMatch(/演练|业务时间/);
    expect(inbox.messages()[0]?.raw).not.toMatch(/x-business-time/i);
  });

  it('lists newest first, by pages, and finds by recipient', async () => {
    inbox = await startInbox();
    await send('a@example.cn', 'older', 51);
    await send('b@example.cn', 'newer');
    const first = await page('/');
    expect(first.text).toContain('共 52 条，第 1 / 2 页');
    expect(first.text.indexOf('newer 0')).toBeLessThan(first.text.indexOf('older 50'));
    expect(first.text).not.toContain('older 0<');
    expect((await page('/?page=2')).text).toContain('older 0<');
    const found = await page('/?to=b@');
    expect(found.text).toContain('newer 0');
    expect(found.text).not.toContain('older 5');
  });

  it('shows a mail without letting it do anything', async () => {
    inbox = await startInbox();
    await send('a@example.cn', '<img src=x onerror=alert(1)>');
    const list = await page('/?to=%22%3E%3Cscript%3E');
    expect(list.text).not.toContain('"><script>');
    expect((await page('/')).text).not.toContain('<img');
    const shown = await page('/mail/1');
    expect(shown.text).toContain('<iframe sandbox src="/mail/1/html">');
    expect(shown.text).not.toContain('<img');
    const html = await page('/mail/1/html');
    expect(html.text).toContain('<p>正文</p>');
    expect(html.policy).toContain("default-src 'none'");
    expect((await page('/mail/99')).status).toBe(404);
    expect((await page('/../etc/passwd')).status).toBe(404);
  });

  it('keeps its mails over a restart, also after a crash in mid-line', async () => {
    const file = join(directory, 'mails.jsonl');
    inbox = await startInbox({ file });
    await send('a@example.cn', 'kept', 2);
    await inbox.stop();
    const { appendFileSync } = await import('node:fs');
    appendFileSync(file, '{"number": 3, "rec');
    inbox = await startInbox({ file });
    expect(inbox.messages()).toHaveLength(2);
    await send('a@example.cn', 'after');
    expect(inbox.messages().map(({ number }) => number)).toEqual([1, 2, 3]);
  });

  it('listens on the loopback interface only', async () => {
    inbox = await startInbox();
    expect(inbox.smtpUrl).toMatch(/^smtp:\/\/127\.0\.0\.1:\d+$/);
    expect(inbox.webUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });
});
