import { setTimeout as sleep } from 'node:timers/promises';
import type { SmsProvider } from '../../../../notify/providers/provider.ts';
import type { Receipt } from '../../../../notify/providers/receipt.ts';
import { Secret } from '../../../../notify/providers/secret.ts';
import { createSmppProvider, SmppSettings } from '../../../../notify/providers/sms/smpp/smpp.ts';
import { createLog } from '../../../../runtime/log.ts';
import { type SmppStandIn, startSmppStandIn } from '../../../../tools/sms-stand-ins/smpp-stand-in.ts';
import { sampleSms } from './support.ts';

const ACCOUNT = { systemId: 'bureau', password: 'pass' };
const THROTTLED = 0x58;
let centre: SmppStandIn;
let providers: SmsProvider[];
let receipts: Receipt[];

const start = async (more: object = {}): Promise<void> => {
  centre = await startSmppStandIn({ ...ACCOUNT, ...more });
};
beforeEach(() => {
  providers = [];
  receipts = [];
});
afterEach(async () => {
  await Promise.all(providers.map((one) => one.close()));
  await centre.stop();
});

const provider = (more: object = {}, port = centre.port): SmsProvider => {
  const settings = SmppSettings.parse({
    ...{
      url: `smpp://127.0.0.1:${port}`,
      systemId: ACCOUNT.systemId,
      password: new Secret(ACCOUNT.password),
    },
    ...{ timeoutMs: 300, reconnectMs: 10, longestReconnectMs: 50, ...more },
  });
  const opened = createSmppProvider('smpp', settings, {
    log: createLog({ process: 'test', level: 'silent' }),
  });
  opened.listen?.(async (taken) => {
    receipts.push(...taken);
  });
  providers.push(opened);
  return opened;
};
const LONG = '长'.repeat(100);
const long = (at: number) => ({ ...sampleSms(at), text: `【平鲁区交通运输局】${LONG}` });
const until = async (holds: () => boolean): Promise<void> => {
  for (let waited = 0; !holds() && waited < 5_000; waited += 10) await sleep(10);
  expect(holds()).toBe(true);
};

describe('the SMPP adapter', () => {
  it('submits a text in UCS-2, asks for a receipt and takes it', async () => {
    await start();
    const message = sampleSms(1);
    const [outcome] = await provider().send([message]);
    expect(outcome).toMatchObject({ kind: 'sent', reference: 'id-0' });
    expect(centre.parts).toEqual([
      { id: 'id-0', to: message.to, joined: null, text: message.text, wantsReceipt: true },
    ]);
    const [part] = centre.parts;
    expect(part && (await centre.receipt(part, 'DELIVRD'))).toBe(0);
    expect(receipts).toEqual([
      {
        ...{ reference: 'id-0', state: 'delivered', code: 'DELIVRD', way: 'push', address: message.to },
        reportedAt: '2026-01-05T01:30:07.000Z',
      },
    ]);
  });

  it('splits a long text into joined parts whose ids together are its reference', async () => {
    await start();
    const [outcome] = await provider().send([long(1)]);
    expect(outcome).toMatchObject({ kind: 'sent', reference: 'id-0 id-1' });
    expect(centre.parts.map(({ text }) => text).join('')).toBe(long(1).text);
    const [first, second] = centre.parts.map(({ joined }) => joined);
    expect(first?.slice(1)).toEqual([2, 1]);
    expect(second).toEqual([first?.[0], 2, 2]);
  });

  it('gives a long text to the centre in one piece where that splits it', async () => {
    await start();
    const [outcome] = await provider({ splitting: 'payload' }).send([long(1)]);
    expect(outcome).toMatchObject({ kind: 'sent', reference: 'id-0' });
    expect(centre.parts).toMatchObject([{ joined: null, text: long(1).text }]);
  });

  it('knows an id again that is answered in hex and reported in decimal', async () => {
    await start({ mixesIds: true });
    const [outcome] = await provider({ answerIds: 'hex', receiptIds: 'dec' }).send([sampleSms(1)]);
    const [part] = centre.parts;
    expect(part?.id).toBe('A0');
    expect(part && (await centre.receipt(part, 'UNDELIV'))).toBe(0);
    expect(receipts).toMatchObject([{ reference: '160', state: 'failed', code: 'UNDELIV', note: 'err:001' }]);
    expect(outcome).toMatchObject({ reference: '160' });
  });

  it('calls a message unknown when no answer comes or the link drops first', async () => {
    await start();
    const smpp = provider();
    centre.behave((submission) => (submission === 1 ? 'mute' : 'cut'));
    expect(await smpp.send([sampleSms(1)])).toMatchObject([{ kind: 'unknown', code: 'no-response' }]);
    expect(await smpp.send([sampleSms(2)])).toMatchObject([{ kind: 'unknown', code: 'link-lost' }]);
    expect(centre.parts).toHaveLength(2);
  });

  it('rests when it is throttled, and calls a message unknown of which only a part was taken', async () => {
    await start();
    const smpp = provider();
    centre.behave(() => THROTTLED);
    expect(await smpp.send([long(1)])).toMatchObject([
      { kind: 'temporary', code: 'ESME_RTHROTTLED', retryAfterMs: 1_000 },
    ]);
    expect(centre.parts).toHaveLength(0);
    centre.behave((submission) => (submission === 3 ? THROTTLED : null));
    expect(await smpp.send([long(2)])).toMatchObject([{ kind: 'sent', reference: 'id-0 id-1' }]);
    centre.behave((submission) => (submission === 6 ? 'mute' : null));
    expect(await smpp.send([long(3)])).toMatchObject([{ kind: 'unknown', reference: 'id-2 -' }]);
  });

  it('never has more without an answer than the window allows', async () => {
    await start();
    centre.answerAfter(50);
    const smpp = provider({ window: 4, timeoutMs: 2_000 });
    const outcomes = await smpp.send(Array.from({ length: 40 }, (_, at) => sampleSms(at)));
    expect(outcomes.every(({ kind }) => kind === 'sent')).toBe(true);
    expect(centre.mostOpen()).toBeLessThanOrEqual(4);
    expect(centre.mostOpen()).toBeGreaterThan(1);
  });

  it('leaves a message to others when the window stays full or there is no link', async () => {
    await start();
    centre.answerAfter(200);
    const narrow = provider({ window: 1, timeoutMs: 300 });
    const outcomes = await narrow.send(Array.from({ length: 4 }, (_, at) => sampleSms(at)));
    expect(outcomes.map(({ kind, code }) => [kind, code])).toEqual([
      ['sent', 'ESME_ROK'],
      ['sent', 'ESME_ROK'],
      ['temporary', 'window-full'],
      ['temporary', 'window-full'],
    ]);
    expect(centre.parts).toHaveLength(2);
    expect(await provider({}, 1).send([sampleSms(9)])).toMatchObject([
      { kind: 'temporary', code: 'not-bound' },
    ]);
  });

  it('binds again after a drop, and after a link that fell silent', async () => {
    await start();
    const smpp = provider({ enquireSeconds: 0.1, timeoutMs: 150 });
    expect(await smpp.send([sampleSms(1)])).toMatchObject([{ kind: 'sent' }]);
    await until(() => centre.enquiries() > 0);
    centre.drop();
    await until(() => centre.binds() === 2);
    expect(await smpp.send([sampleSms(2)])).toMatchObject([{ kind: 'sent' }]);
    const { port } = centre;
    centre.fallSilent();
    expect(await smpp.send([sampleSms(3)])).toMatchObject([{ kind: 'unknown' }]);
    await sleep(300);
    expect(await smpp.send([sampleSms(4)])).toMatchObject([{ kind: 'temporary', code: 'not-bound' }]);
    expect(port).toBeGreaterThan(0);
  });

  it('lets the centre bring a receipt again that could not be kept, and is not troubled by an SMS to us', async () => {
    await start();
    const smpp = provider();
    await smpp.send([sampleSms(1)]);
    const [part] = centre.parts;
    if (part === undefined) throw new Error('nothing was submitted');
    let tries = 0;
    smpp.listen?.(async (taken) => {
      tries += 1;
      if (tries === 1) throw new Error('the database is away');
      receipts.push(...taken);
    });
    expect(await centre.receipt(part, 'DELIVRD')).toBe(0x64);
    expect(await centre.receipt(part, 'DELIVRD')).toBe(0);
    expect(await centre.deliver('13800000001', '收到，谢谢')).toBe(0);
    expect(receipts).toHaveLength(1);
  });

  it.each([
    ['ENROUTE', '000', { state: 'accepted' }],
    ['UNKNOWN', '000', { state: 'accepted' }],
    ['EXPIRED', '000', { state: 'failed' }],
    ['MK:0001', '000', { state: 'failed', isBadAddress: true }],
    ['UNDELIV', '0DF', { state: 'failed', isBadAddress: true, note: 'err:0DF' }],
  ])('takes a receipt %s with error %s for what it means', async (state, error, expected) => {
    await start();
    await provider({ badNumberCodes: ['0DF'] }).send([sampleSms(1)]);
    const [part] = centre.parts;
    expect(part && (await centre.receipt(part, state, error))).toBe(0);
    expect(receipts).toMatchObject([{ ...expected, code: state }]);
  });

  it('does not bind with a wrong password, and says nothing is lost', async () => {
    await start();
    const smpp = provider({ password: new Secret('wrong') });
    expect(await smpp.send([sampleSms(1)])).toMatchObject([{ kind: 'temporary', code: 'not-bound' }]);
    expect(centre.binds()).toBe(0);
  });
});
