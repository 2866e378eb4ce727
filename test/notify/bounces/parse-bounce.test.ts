import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { type Bounce, parseBounce } from '../../../notify/bounces/parse-bounce.ts';

const SAMPLES = join(import.meta.dirname, 'samples');
const sample = (name: string): Buffer => readFileSync(join(SAMPLES, `${name}.eml`));
const idOf = (number: number): string => `0198c0de-0000-7000-8000-00000000000${number}`;

/** Written after public samples of these systems' bounces, with names and addresses of our own. */
describe('a bounce', () => {
  it.each<[string, Partial<Bounce>]>([
    [
      'netease-report',
      { messageId: idOf(1), state: 'failed', code: '5.0.0', isBadAddress: true, address: 'wang@163.com' },
    ],
    [
      'netease-letter',
      { messageId: idOf(2), state: 'failed', code: '550', isBadAddress: true, address: 'li@126.com' },
    ],
    [
      'qq-no-user',
      { messageId: idOf(3), state: 'failed', code: 'bounce', isBadAddress: true, address: 'nobody@qq.com' },
    ],
    ['qq-refused', { messageId: idOf(4), state: 'failed', code: '5.7.515', isBadAddress: false }],
    ['qq-full', { messageId: idOf(5), state: 'failed', isBadAddress: false, address: 'full@qq.com' }],
    ['exchange', { messageId: idOf(6), state: 'failed', code: '5.1.10', isBadAddress: true }],
    ['delayed', { messageId: idOf(7), state: 'accepted', code: '4.4.1', isBadAddress: false }],
  ])('of %s is read', async (name, expected) => {
    expect(await parseBounce(sample(name))).toMatchObject(expected);
  });

  it('tells in one line why', async () => {
    expect((await parseBounce(sample('netease-letter')))?.diagnosis).toMatch(
      /地址不存在.*550 User not found/,
    );
    expect((await parseBounce(sample('exchange')))?.diagnosis).toBe(
      '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup',
    );
  });

  it('is named by the address it was delivered to before anything it quotes', async () => {
    const bounce = await parseBounce(sample('qq-full'), `bounce+${idOf(9)}@b.example.gov.cn`);
    expect(bounce?.messageId).toBe(idOf(9));
  });

  it.each(['absence-note', 'person'])('is not what %s is', async (name) => {
    expect(await parseBounce(sample(name))).toBeNull();
  });

  it.each<[string, string, boolean]>([
    ['5.1.1', '550 5.1.1 no such user', true],
    ['5.2.1', '550 5.2.1 The email account that you tried to reach is disabled', true],
    ['5.0.0', '550 Mailbox not found', true],
    ['5.2.2', '552 5.2.2 Mailbox full', false],
    ['5.7.1', '550 5.7.1 user unknown to our policy', false],
    ['5.0.0', '550 Sender address rejected: domain not found', false],
    ['4.2.2', '452 4.2.2 Mailbox full', false],
    ['4.1.1', '450 4.1.1 user unknown', false],
    ['5.4.7', '4.4.1 expired after 5 days', false],
  ])('with status %s and "%s" suppresses the address: %s', async (status, diagnostic, isBadAddress) => {
    const raw = sample('exchange')
      .toString('utf8')
      .replace('Status: 5.1.10', `Status: ${status}`)
      .replace(/Diagnostic-Code:.*\r\n .*/, `Diagnostic-Code: smtp; ${diagnostic}`);
    expect(await parseBounce(raw)).toMatchObject({ state: 'failed', isBadAddress });
  });

  it('never makes the reader fall over, however it is mangled', async () => {
    const whole = sample('netease-report').toString('latin1');
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length), fc.nat(whole.length), fc.string(), async (from, to, rubbish) => {
        const mangled = whole.slice(0, Math.min(from, to)) + rubbish + whole.slice(Math.max(from, to));
        const bounce = await parseBounce(Buffer.from(mangled, 'latin1'));
        if (bounce !== null) expect(['failed', 'accepted', 'delivered']).toContain(bounce.state);
      }),
      { numRuns: 100 },
    );
  });
});
