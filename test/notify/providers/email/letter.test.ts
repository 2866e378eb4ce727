import { createHash, createVerify, generateKeyPairSync } from 'node:crypto';
import { createSmtpProvider, type SmtpOptions } from '../../../../notify/providers/email/smtp.ts';
import { SMTP_KIND } from '../../../../notify/providers/email/smtp-kind.ts';
import type { OutgoingEmail } from '../../../../notify/providers/provider.ts';
import { Secret } from '../../../../notify/providers/secret.ts';
import { type Inbox, startInbox } from '../../../../tools/inbox/inbox.ts';
import { startSmtpSink } from '../../../../tools/peers/smtp-sink.ts';
import { describeWith } from '../../../support/peers.ts';

const ID = '0198c0de-0000-7000-8000-000000000001';
const FROM = '平鲁区交通运输局 <notice@example.gov.cn>';
const mail: OutgoingEmail = {
  ...{ messageId: ID, to: 'a@example.cn', businessAt: null, subject: '关于4月30日前完成检查的提醒' },
  ...{ text: '请于4月30日前完成检查。', html: '<p>请于4月30日前完成检查。</p>' },
};
const keys = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});

let inbox: Inbox;
beforeAll(async () => {
  inbox = await startInbox();
});
afterAll(() => inbox.stop());

/** The letter as it went over the wire. */
const sent = async (
  options: Partial<SmtpOptions> = {},
  more: Partial<OutgoingEmail> = {},
): Promise<string> => {
  const provider = createSmtpProvider({ url: inbox.smtpUrl, from: FROM, ...options });
  const [outcome] = await provider.send([{ ...mail, ...more }]);
  await provider.close();
  expect(outcome).toMatchObject({ kind: 'sent' });
  return inbox.messages().at(-1)?.raw ?? '';
};

const headerOf = (raw: string, name: string): string | undefined =>
  new RegExp(`^${name}:((?:.*\\r\\n)(?:[ \\t].*\\r\\n)*)`, 'im').exec(raw)?.[1];

describe('a mail', () => {
  it('lets its recipient end such mails with one click, where it says so, and else not', async () => {
    const raw = await sent({}, { unsubscribeUrl: 'https://inspection.example.gov.cn/u/abc' });
    expect(headerOf(raw, 'List-Unsubscribe')?.trim()).toBe('<https://inspection.example.gov.cn/u/abc>');
    expect(headerOf(raw, 'List-Unsubscribe-Post')?.trim()).toBe('List-Unsubscribe=One-Click');
    expect(await sent()).not.toMatch(/^list-unsubscribe/im);
  });

  it('offers no click where the address is not https (RFC 8058)', async () => {
    const raw = await sent({}, { unsubscribeUrl: 'http://127.0.0.1:8080/u/abc' });
    expect(headerOf(raw, 'List-Unsubscribe')).toBeDefined();
    expect(headerOf(raw, 'List-Unsubscribe-Post')).toBeUndefined();
  });

  it('is signed by the key of its domain, its unsubscribe headers included (RFC 6376, RFC 8058)', async () => {
    const dkim = { domain: 'example.gov.cn', selector: 'notice2026', privateKey: keys.privateKey };
    const raw = await sent({ dkim }, { unsubscribeUrl: 'https://inspection.example.gov.cn/u/abc' });
    expect(verifyDkim(raw, keys.publicKey)).toEqual({ isBodyIntact: true, isSignatureRight: true });
    const tampered = raw.replace('u/abc', 'u/xyz');
    expect(verifyDkim(tampered, keys.publicKey)).toEqual({ isBodyIntact: true, isSignatureRight: false });
    expect(headerOf(raw, 'DKIM-Signature')).toMatch(/d=example\.gov\.cn;[\s\S]*s=notice2026;/);
  });
});

describe('the entry of the providers file', () => {
  const problemOf = (settings: object): string => {
    try {
      SMTP_KIND.read({ url: 'smtp://mail.example.cn:587', ...settings });
      return '';
    } catch (error) {
      return String(error);
    }
  };
  const dkim = { domain: 'example.gov.cn', selector: 'notice2026', privateKey: new Secret(keys.privateKey) };
  const weak = generateKeyPairSync('rsa', { modulusLength: 512 }).privateKey.export({
    type: 'pkcs8',
    format: 'pem',
  });

  it('takes an account with all its settings', () => {
    expect(problemOf({})).toBe('');
    expect(
      problemOf({
        dkim,
        bounceAddress: 'bounce@notice.example.gov.cn',
        shaping: { domains: { 'qq.com': { perSecond: 5, atOnce: 2 }, '*': { perSecond: 20 } }, processes: 2 },
      }),
    ).toBe('');
  });

  it.each<[object, RegExp]>([
    [{ dkim: { ...dkim, privateKey: new Secret('no key') } }, /not a private key/],
    [{ dkim: { ...dkim, privateKey: new Secret(String(weak)) } }, /512 bits/],
    [{ dkim: { ...dkim, privateKey: keys.privateKey } }, /must not be written here/],
    [{ bounceAddress: 'a+b@example.cn' }, /plus sign/],
    [{ shaping: { domains: { 'QQ.com': { perSecond: 5 } } } }, /small letters/],
    [{ shaping: { domains: { 'qq.com': {} } } }, /limits nothing/],
  ])('refuses %#, saying why', (settings, problem) => {
    expect(problemOf(settings)).toMatch(problem);
  });
});

describeWith(['smtp-sink'], 'the envelope of a mail', () => {
  it('names the message three times over, so that a bounce can be told', async () => {
    const sink = await startSmtpSink({ keep: true });
    const provider = createSmtpProvider({
      url: sink.url,
      from: FROM,
      bounceAddress: 'bounce@b.example.gov.cn',
    });
    await provider.send([mail]);
    await provider.close();
    const kept = sink.kept();
    await sink.stop();
    expect(kept).toContain(`X-Mail-Args: <bounce+${ID}@b.example.gov.cn> RET=HDRS ENVID=${ID}`);
    expect(kept).toContain('X-Rcpt-Args: <a@example.cn> NOTIFY=FAILURE,DELAY ORCPT=rfc822;a@example.cn');
    expect(kept).toMatch(new RegExp(`^Message-ID: <${ID}@example.gov.cn>`, 'm'));
  });
});

/** Relaxed canonicalization of header and body, RFC 6376 sections 3.4.2, 3.4.4, 3.7. */
function verifyDkim(raw: string, publicKey: string) {
  const [head = '', ...rest] = raw.split('\r\n\r\n');
  const lines = head.replace(/\r\n[ \t]+/g, ' ').split('\r\n');
  const relaxed = (line: string): string => {
    const colon = line.indexOf(':');
    const value = line
      .slice(colon + 1)
      .replace(/[ \t]+/g, ' ')
      .trim();
    return `${line.slice(0, colon).trim().toLowerCase()}:${value}`;
  };
  const body = rest
    .join('\r\n\r\n')
    .replace(/[ \t]+(?=\r\n)/g, '')
    .replace(/[ \t]+/g, ' ')
    .replace(/(?:\r\n)*$/, '\r\n');
  const signature = lines.find((line) => /^dkim-signature:/i.test(line)) ?? '';
  const tag = (name: string) =>
    new RegExp(`[;\\s]${name}=([^;]*)`).exec(signature.replace(':', '; '))?.[1]?.replace(/\s/g, '') ?? '';
  const signed = tag('h')
    .split(':')
    .flatMap(
      (name) => lines.findLast((line) => line.toLowerCase().startsWith(`${name.toLowerCase()}:`)) ?? [],
    );
  const unsigned = relaxed(signature.replace(/(\sb=)[^;]*/, '$1'));
  const verify = createVerify('RSA-SHA256').update([...signed.map(relaxed), unsigned].join('\r\n'));
  return {
    isBodyIntact: createHash('sha256').update(body).digest('base64') === tag('bh'),
    isSignatureRight: verify.verify(publicKey, tag('b'), 'base64'),
  };
}
