import { setTimeout as sleep } from 'node:timers/promises';
import { Secret } from '../../notify/providers/secret.ts';
import { createSmppProvider, SmppSettings } from '../../notify/providers/sms/smpp/smpp.ts';
import { startSmppCentre } from '../../tools/peers/smpp-centre.ts';
import {
  type SmppStandIn,
  type SubmittedPart,
  startSmppStandIn,
} from '../../tools/sms-stand-ins/smpp-stand-in.ts';
import { describeWith } from '../support/peers.ts';
import { BACKENDS } from './support/backends.ts';
import { smsProvider, smsReminders } from './support/sms-notices.ts';
import { AUTHORITY, type Stage, setStage } from './support/stage.ts';

const ACCOUNT = { systemId: 'bureau', password: 'pass' };
const COUNT = 60;
/** Of the sample reminder. */
const PARTS = 2;

const smpp = (port: number, more: object = {}) =>
  smsProvider('smpp', (house) =>
    createSmppProvider(
      'smpp',
      SmppSettings.parse({
        ...{
          url: `smpp://127.0.0.1:${port}`,
          systemId: ACCOUNT.systemId,
          password: new Secret(ACCOUNT.password),
        },
        ...{ window: 5, timeoutMs: 1_000, reconnectMs: 20, longestReconnectMs: 100, ...more },
      }),
      house,
    ),
  );

describe.each(BACKENDS)('SMS over a bad line, with the queue on %s', (kind) => {
  let stage: Stage;
  // One each: receipts are never deleted, nor the messages that have some.
  beforeEach(async () => {
    stage = await setStage(kind);
  });
  afterEach(() => stage.stop());

  const ends = () =>
    stage.db
      .selectFrom('message as m')
      .leftJoin('messageReceipt as r', 'r.messageId', 'm.id')
      .select(({ fn }) => ['m.address', 'm.state', fn.count<number>('r.id').as('receipts')])
      .groupBy(['m.id', 'm.address', 'm.state'])
      .execute();
  const untilSettled = async (delivered: number): Promise<void> => {
    for (let tries = 0; tries < 200 && ((await stage.states())['delivered'] ?? 0) < delivered; tries += 1)
      await sleep(50);
  };

  it('come to one end each: no answer, throttled, a link that drops, a full window, receipts early, late, twice, reversed', async () => {
    const centre: SmppStandIn = await startSmppStandIn(ACCOUNT);
    try {
      let drops = 0;
      centre.answerAfter(15);
      centre.behave((submission) => {
        if (submission % 9 === 0) return 'mute';
        if (submission % 13 === 0) return 0x58;
        if (submission === 25) {
          drops += 1;
          return 'cut';
        }
        return null;
      });
      await stage.insert(smsReminders(AUTHORITY, COUNT));
      // Half of the receipts go out while their submission still waits for its answer.
      const early: Promise<number | null>[] = [];
      const seen = new Set<SubmittedPart>();
      const watching = setInterval(() => {
        for (const part of centre.parts)
          if (!seen.has(part) && seen.add(part) && centre.parts.indexOf(part) % 2 === 0)
            early.push(centre.receipt(part, 'DELIVRD'));
      }, 3);
      const notifier = await stage.notifier({
        providers: [smpp(centre.port)],
        times: { receiptSeconds: 0.2 },
      });
      await notifier.drained({ timeoutSeconds: 60 });
      clearInterval(watching);
      await Promise.all(early);
      const states = await stage.states();
      const unknown = states['unknown'] ?? 0;
      expect(unknown).toBeGreaterThan(drops);
      for (const part of centre.parts.toReversed()) {
        await centre.receipt(part, 'EXPIRED');
        await centre.receipt(part, 'DELIVRD');
        await centre.receipt(part, 'DELIVRD');
      }
      await untilSettled(COUNT - unknown);
      expect(await stage.states()).toEqual({ delivered: COUNT - unknown, unknown });
      // Each part was taken once, whatever went wrong: what was throttled had not been taken.
      const taken = centre.parts.map(({ to, joined }) => `${to} ${joined}`);
      expect(new Set(taken).size).toBe(taken.length);
      expect(new Set(centre.parts.map(({ to }) => to)).size).toBeGreaterThanOrEqual(COUNT - unknown);
      for (const { state, receipts } of await ends())
        if (state === 'delivered') expect(receipts).toBe(2 * PARTS);
      await notifier.stop();
    } finally {
      await centre.stop();
    }
  }, 120_000);

  describeWith(['smpp-centre'], 'at a centre that is not ours (Net::SMPP)', () => {
    it('come to one end each, receipts before their answers', async () => {
      const centre = await startSmppCentre({
        ...{ user: ACCOUNT.systemId, password: ACCOUNT.password, receipt: 'DELIVRD' },
        ...{ isReceiptFirst: true, muteEvery: 10, throttleEvery: 7 },
      });
      try {
        await stage.insert(smsReminders(AUTHORITY, COUNT, 500));
        const notifier = await stage.notifier({
          providers: [smpp(centre.port)],
          times: { receiptSeconds: 0.2 },
        });
        await notifier.drained({ timeoutSeconds: 60 });
        const unknown = (await stage.states())['unknown'] ?? 0;
        await untilSettled(COUNT - unknown);
        expect(await stage.states()).toEqual({ delivered: COUNT - unknown, unknown });
        expect(unknown).toBeGreaterThan(0);
        // It prints what it throttled, too, every seventh; nothing else may be there more often than once.
        const submitted = centre.submitted().map(({ to, hex }) => `${to} ${hex.slice(8)}`);
        const throttled = Math.floor(submitted.length / 7);
        expect(new Set(submitted).size).toBe(submitted.length - throttled);
        await notifier.stop();
      } finally {
        await centre.stop();
      }
    }, 120_000);
  });
});
