import { createSmsGatewayProvider } from '../../../notify/providers/sms-gateway.ts';
import { type SmsGateway, startSmsGateway } from '../../../tools/sms-gateway/sms-gateway.ts';

let gateway: SmsGateway;
beforeEach(async () => {
  gateway = await startSmsGateway();
});
afterEach(() => gateway.stop());

const message = {
  messageId: 'm-1',
  to: '13900000001',
  text: '【平鲁区交通运输局】检查<b>',
  businessAt: null,
  notice: { code: 'task-dispatched', version: 1, audience: 'officer' as const, params: {} },
};

describe('the local SMS gateway', () => {
  it('takes one key once, answers it alike, and counts the repetition', async () => {
    const provider = createSmsGatewayProvider({ url: gateway.smsUrl });
    const first = await provider.send([message]);
    expect(first).toMatchObject([{ kind: 'sent', code: '200', reference: expect.stringMatching(/-/) }]);
    expect(await provider.send([message])).toEqual(first);
    expect(gateway.messages()).toHaveLength(1);
    expect(gateway.countsByMessage().get('m-1')).toBe(2);
  });

  it('shows text and length, escaped, and finds by number', async () => {
    const provider = createSmsGatewayProvider({ url: gateway.smsUrl });
    await provider.send([message]);
    await provider.send([{ ...message, messageId: 'm-2', to: '13900000002', text: '检'.repeat(71) }]);
    const text = await (await fetch(gateway.webUrl)).text();
    expect(text).toContain('检查&lt;b&gt;');
    expect(text).toContain('71 字 / 2 条');
    const found = await (await fetch(`${gateway.webUrl}/?to=0002`)).text();
    expect(found).not.toContain('13900000001');
  });

  it('of a rehearsal bears its mark, and business time beside the wall clock', async () => {
    const rehearsed = await startSmsGateway({ rehearsal: true });
    const provider = createSmsGatewayProvider({ url: rehearsed.smsUrl });
    await provider.send([{ ...message, businessAt: '2021-04-30T01:00:00.000Z' }]);
    const text = await (await fetch(rehearsed.webUrl)).text();
    expect(text).toContain('演练短信');
    expect(text).toContain('2021-04-30 09:00:00');
    await rehearsed.stop();
  });

  it('refuses what is no SMS', async () => {
    const headers = { 'idempotency-key': 'm-3' };
    const bad = await fetch(gateway.smsUrl, { method: 'POST', headers, body: '{"to": 1}' });
    expect(bad.status).toBe(400);
    const keyless = await fetch(gateway.smsUrl, { method: 'POST', body: JSON.stringify(message) });
    expect(keyless.status).toBe(400);
    expect(gateway.messages()).toHaveLength(0);
  });
});
