import { createSmtpProvider } from '../../../notify/providers/smtp.ts';
import { type Inbox, startInbox } from '../../../tools/inbox/inbox.ts';
import { type Behaviour, type ScriptedSmtp, startScriptedSmtp } from '../support/scripted-smtp.ts';

const FROM = '平鲁区交通运输局 <notice@example.gov.cn>';
const mail = { to: 'a@example.cn', subject: '主题', text: '正文', html: '<p>正文</p>' };
let smtp: ScriptedSmtp;
let inbox: Inbox;
beforeAll(async () => {
  smtp = await startScriptedSmtp();
  inbox = await startInbox();
});
afterAll(() => Promise.all([smtp.stop(), inbox.stop()]));

const send = async (url: string, messageId: string, to = mail.to) => {
  const provider = createSmtpProvider({ url, from: FROM, timeoutMs: 500 });
  try {
    const [outcome] = await provider.send([{ businessAt: null, ...mail, messageId, to }]);
    return outcome;
  } finally {
    await provider.close();
  }
};

describe('the outcome of a mail', () => {
  it.each<[Behaviour, string, string]>([
    [{ refuseAtRcpt: '450 mailbox busy' }, 'temporary', '450'],
    [{ refuseAtRcpt: '550 no such user' }, 'permanent', '550'],
    [{ refuseAfterBody: '451 try later' }, 'temporary', '451'],
    [{ refuseAfterBody: '554 rejected' }, 'permanent', '554'],
    [{ refuseAfterBody: '421 closing' }, 'temporary', '421'],
    [{ refuseAfterBody: '503 bad sequence' }, 'temporary', '503'],
    ['hang-up-at-mail-from', 'temporary', 'ECONNECTION'],
    ['hang-up-after-body', 'unknown', 'ECONNECTION'],
    [{ acceptAfterMs: 5_000 }, 'unknown', 'ETIMEDOUT'],
  ])('where the server does %j is %s', async (behaviour, kind, code) => {
    smtp.behave(() => behaviour);
    expect(await send(smtp.url, `m-${kind}-${code}`)).toMatchObject({ kind, code });
  });

  it('is temporary where nobody listens', async () => {
    expect(await send('smtp://127.0.0.1:1', 'm-none')).toMatchObject({ kind: 'temporary' });
  });

  it('is sent with plain and HTML parts, a Message-ID of ours, and marked as automatic', async () => {
    const outcome = await send(inbox.smtpUrl, 'm-sent');
    expect(outcome).toMatchObject({ kind: 'sent', code: '250', reference: '<m-sent@example.gov.cn>' });
    const received = inbox.messages().at(-1);
    expect(received?.messageId).toBe('m-sent@example.gov.cn');
    expect(received?.raw).toMatch(/auto-submitted: auto-generated/i);
    expect(received?.raw).toMatch(/text\/plain[\s\S]*text\/html/);
  });

  it.each([
    'a@example.cn, b@example.cn',
    'a@example.cn\r\nBcc: b@example.cn',
    'a@example.cn>, <b@example.cn',
  ])('refuses %j instead of sending to two', async (to) => {
    const before = inbox.messages().length;
    expect(await send(inbox.smtpUrl, 'm-inject', to)).toMatchObject({ kind: 'permanent', code: '501' });
    expect(inbox.messages()).toHaveLength(before);
  });
});
