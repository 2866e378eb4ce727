import { setTimeout as sleep } from 'node:timers/promises';
import { startSmppStandIn } from '../../tools/sms-stand-ins/smpp-stand-in.ts';
import { BACKENDS } from './support/backends.ts';
import { receiptsAfter, SMPP_ACCOUNT, smppCentre } from './support/smpp-accounts.ts';
import { smsReminders } from './support/sms-notices.ts';
import { AUTHORITY, type Stage, setStage } from './support/stage.ts';
import { changesSince } from './support/two-servers.ts';

/** The rules of production, at a speed that a test can wait for; an answer alone is never slow. */
const FAST = {
  rules: { leastAttempts: 10, secondsBetweenSlowShifts: 1, quietSeconds: 6 },
  times: { watchSeconds: 0.1, slowWindowSeconds: 60, slowReceiptSeconds: 2, slowAnswerSeconds: 60 },
};
const LATE_MS = 4_000;

describe.each(BACKENDS)('two SMPP centres, one with late receipts, with the queue on %s', (kind) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await setStage(kind);
  });
  afterAll(() => stage.stop());

  it('the slow one loses weight, and gets it back when its receipts are prompt, without swinging', async () => {
    const [slow, prompt] = await Promise.all([
      startSmppStandIn(SMPP_ACCOUNT),
      startSmppStandIn(SMPP_ACCOUNT),
    ]);
    let lateMs = LATE_MS;
    const ends = [receiptsAfter(slow, () => lateMs), receiptsAfter(prompt, () => 0)];
    try {
      const notifier = await stage.notifier({
        providers: [smppCentre('smpp-slow', slow.port), smppCentre('smpp-prompt', prompt.port)],
        ...FAST,
      });
      let written = 0;
      const changes = async () =>
        (await changesSince(stage, 0)).filter(
          (change) => change.provider === 'smpp-slow' && change.kind === 'weight',
        );
      const weights = async (): Promise<readonly (number | undefined)[]> =>
        (await changes()).map(({ after }) => after?.weight);
      const send = async (isDone: () => Promise<boolean>): Promise<void> => {
        for (let tries = 0; tries < 600 && !(await isDone()); tries += 1) {
          written += 2;
          await stage.insert(smsReminders(AUTHORITY, 2, written - 1));
          await sleep(100);
        }
      };
      await send(async () => (await weights()).length > 0);
      lateMs = 0;
      await send(async () => (await weights()).at(-1) === 50);
      expect(await weights()).toEqual([40, 50]);
      const [first] = await changes();
      expect(first).toMatchObject({ actor: 'system', reason: expect.stringMatching(/^过慢 \d+\/\d+$/) });
      await notifier.drained();
      for (let tries = 0; tries < 100 && (await stage.states())['delivered'] !== written; tries += 1)
        await sleep(100);
      expect(await stage.states()).toEqual({ delivered: written });
      await notifier.stop();
    } finally {
      for (const end of ends) end();
      await Promise.all([slow.stop(), prompt.stop()]);
    }
  }, 120_000);
});
