import { createSmtpProvider, type SmtpOptions } from '../../../../notify/providers/email/smtp.ts';
import { type Inbox, startInbox } from '../../../../tools/inbox/inbox.ts';
import { type Behaviour, type ScriptedSmtp, startScriptedSmtp } from '../../support/scripted-smtp.ts';

const FROM = '平鲁区交通运输局 <notice@example.gov.cn>';
const mail = { to: 'a@example.cn', subject: '主题', text: '正文', html: '<p>正文</p>' };
let smtp: ScriptedSmtp;
let inbox: Inbox;
beforeAll(async () => {
  smtp = await startScriptedSmtp();
  inbox = await startInbox();
});
afterAll(() => Promise.all([smtp.stop(), inbox.stop()]));

const send = async (url: string, messageId: string, to = mail.to, options: Partial<SmtpOptions> = {}) => {
  const provider = createSmtpProvider({ url, from: FROM, timeoutMs: 500, ...options });
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

  it.each<[string, Partial<SmtpOptions>]>([
    ['a@example.cn, b@example.cn', {}],
    ['a@example.cn\r\nBcc: b@example.cn', {}],
    ['a@example.cn>, <b@example.cn', {}],
    ['a@example.cn, b@example.cn', { bounceAddress: 'bounce@example.gov.cn' }],
    ['a@example.cn\r\nRCPT TO:<b@example.cn>', { bounceAddress: 'bounce@example.gov.cn' }],
  ])('refuses %j instead of sending to two (%j)', async (to, options) => {
    const before = inbox.messages().length;
    expect(await send(inbox.smtpUrl, 'm-inject', to, options)).toMatchObject({
      kind: 'permanent',
      code: '501',
    });
    expect(inbox.messages()).toHaveLength(before);
  });

  it('tells an unknown outcome together with the Message-ID under which a receipt may come', async () => {
    smtp.behave(() => 'hang-up-after-body');
    const outcome = await send(smtp.url, 'm-lost');
    expect(outcome).toMatchObject({ kind: 'unknown', reference: '<m-lost@example.gov.cn>' });
  });

  it('says when another mail to the domain may go, and that no provider is to blame', async () => {
    smtp.behave(() => 'accept');
    const shaping = { domains: { 'example.cn': { perSecond: 2 } } };
    const provider = createSmtpProvider({ url: smtp.url, from: FROM, timeoutMs: 500, shaping });
    const batch = ['s-1', 's-2', 's-3'].map((messageId) => ({ businessAt: null, ...mail, messageId }));
    const other = { businessAt: null, ...mail, messageId: 's-4', to: 'a@example.com' };
    const [first, second, third, fourth] = await provider.send([...batch, other]);
    await provider.close();
    expect([first, fourth]).toMatchObject([{ kind: 'sent' }, { kind: 'sent' }]);
    for (const [early, dueMs] of [
      [second, 500],
      [third, 1000],
    ] as const) {
      expect(early).toMatchObject({ kind: 'temporary', code: 'shaped', isProviderFault: false });
      const againInMs = early?.kind === 'temporary' ? (early.againInMs ?? 0) : 0;
      expect(againInMs).toBeGreaterThan(dueMs - 100);
      expect(againInMs).toBeLessThanOrEqual(dueMs);
    }
  });
});
