import { setTimeout as sleep } from 'node:timers/promises';
import type { Notifier } from '../../notify/notifier.ts';
import { createSmtpProvider } from '../../notify/providers/email/smtp.ts';
import type { ConfiguredProvider } from '../../notify/providers/providers-file.ts';
import { type SmtpSink, startSmtpSink } from '../../tools/peers/smtp-sink.ts';
import { type Faults, startTcpFaultProxy, type TcpFaultProxy } from '../../tools/peers/tcp-fault-proxy.ts';
import { freePort } from '../../tools/process/free-port.ts';
import { describeWith } from '../support/peers.ts';
import { BACKENDS } from './support/backends.ts';
import { reminder } from './support/samples.ts';
import { AUTHORITY, type Stage, setStage } from './support/stage.ts';

const MAILS = 40;
const CONNECTIONS = 4;
const TIMEOUT_MS = 400;
const ALL_SENT = { sent: MAILS };

/** Against Postfix's smtp-sink, which misbehaves by its own options, and a proxy that cuts the connection. */
describeWith(['smtp-sink'], 'a mail server that misbehaves', () => {
  describe.each(BACKENDS)('with the queue on %s', (kind) => {
    let stage: Stage;
    let port: number;
    let sink: SmtpSink;
    let proxy: TcpFaultProxy;
    let notifier: Notifier;
    beforeAll(async () => {
      stage = await setStage(kind);
      port = await freePort();
      proxy = await startTcpFaultProxy(port);
    });
    afterAll(async () => {
      await stage.stop();
      await proxy.stop();
    });
    afterEach(async () => {
      await notifier.stop();
      await sink.stop();
      await stage.reset();
      proxy.fault({});
    });

    const email: () => ConfiguredProvider = () => ({
      ...{ id: 'smtp', kind: 'smtp', channel: 'email', restingWeight: 100, ratePerSecond: null },
      concurrency: CONNECTIONS,
      open: ({ from }) =>
        createSmtpProvider({
          ...{ url: `smtp://127.0.0.1:${proxy.port}`, from },
          ...{ connections: CONNECTIONS, timeoutMs: TIMEOUT_MS },
        }),
    });
    const begin = async (args: readonly string[], faults: Faults = {}): Promise<void> => {
      sink = await startSmtpSink({ port, keep: true, args });
      proxy.fault(faults);
      await stage.insert(Array.from({ length: MAILS }, (_, index) => reminder(AUTHORITY, index)));
      notifier = await stage.notifier({ providers: [email()], times: { openSeconds: 0.3 } });
    };
    /** Lets the fault last until so many attempts have failed, then the server is sound again. */
    const mendAfter = async (failures: number): Promise<void> => {
      while ((await attempts()).filter(({ outcome }) => outcome !== null).length < failures) await sleep(20);
      await sink.stop();
      sink = await startSmtpSink({ port, keep: true });
      proxy.fault({});
    };
    const attempts = () =>
      stage.db.selectFrom('messageAttempt').select(['messageId', 'outcome', 'code']).execute();
    const outcomes = async (): Promise<readonly string[]> =>
      [...new Set((await attempts()).map(({ outcome, code }) => `${outcome} ${code}`))].sort();
    /** Each mail that counts as sent was taken once, no other one was. */
    const expectEachTakenOnce = async (): Promise<void> => {
      const sent = (await stage.messages()).filter(({ state }) => state === 'sent').map(({ id }) => id);
      expect(sink.messageIds().sort()).toEqual(sent.sort());
    };

    it.each<[string, string[], string]>([
      ['4xx for the recipient', ['-r', 'RCPT'], 'temporary 450'],
      ['4xx after the text', ['-r', '.'], 'temporary 450'],
      ['421 and a cut at the sender', ['-Q', 'MAIL'], 'temporary 421'],
      ['421 and a cut at DATA', ['-Q', 'DATA'], 'temporary 421'],
      ['421 and a cut after the text', ['-Q', '.'], 'temporary 421'],
      ['5xx for the sender, which is no mail’s fault', ['-f', 'MAIL'], 'temporary 500'],
      ['a greeting of 5xx', ['-f', 'CONNECT'], 'temporary 500'],
      ['a cut without a word at the recipient', ['-q', 'RCPT'], 'temporary ECONNECTION'],
      ['a cut without a word at DATA', ['-q', 'DATA'], 'temporary ECONNECTION'],
      ['a greeting that never comes', ['-W', 'CONNECT:5'], 'temporary ETIMEDOUT'],
      ['an answer to DATA that never comes', ['-W', 'DATA:5'], 'temporary ETIMEDOUT'],
    ])('that answers with %s costs no mail', async (_, args, outcome) => {
      await begin(args);
      await mendAfter(CONNECTIONS + 1);
      await notifier.drained({ timeoutSeconds: 30 });
      const { sent = 0, unknown = 0, ...others } = await stage.states();
      expect([sent + unknown, others]).toEqual([MAILS, {}]);
      // The bad server may be stopped just when it has a mail's whole text: nobody knows what it would have said.
      expect(unknown).toBeLessThanOrEqual(args.includes('.') ? CONNECTIONS : 0);
      expect(await outcomes()).toContain(outcome);
      await expectEachTakenOnce();
    });

    it.each<[string, string[], string]>([
      ['the recipient', ['-f', 'RCPT'], 'permanent 500'],
      ['the text', ['-f', '.'], 'permanent 500'],
    ])('that refuses %s for good is not asked again', async (_, args, outcome) => {
      await begin(args);
      await notifier.drained({ timeoutSeconds: 30 });
      expect(await stage.states()).toEqual({ failed: MAILS });
      expect(await outcomes()).toEqual([outcome]);
      expect(await attempts()).toHaveLength(MAILS);
    });

    it.each<[string, string[]]>([
      ['hangs up', ['-q', '.']],
      ['falls silent', ['-W', '.:5']],
    ])('that %s after the text leaves mails of unknown fate, which are never sent again', async (_, args) => {
      await begin(args);
      await notifier.drained({ timeoutSeconds: 30 });
      expect(await stage.states()).toEqual({ unknown: MAILS });
      // Where the machine was too busy to open a connection in time, no text was sent, and it may be tried again.
      expect((await attempts()).filter((attempt) => attempt.outcome !== 'temporary')).toHaveLength(MAILS);
      await sink.stop();
      sink = await startSmtpSink({ port, keep: true });
      await sleep(500);
      expect(sink.messageIds()).toEqual([]);
    });

    it('that aborts in the middle of the text gets nothing a second time, whether its 550 was heard or cut off', async () => {
      await begin(['-A', '0']);
      await notifier.drained({ timeoutSeconds: 30 });
      const { failed = 0, unknown = 0, ...others } = await stage.states();
      expect([failed + unknown, others]).toEqual([MAILS, {}]);
      // What had not sent a byte of its text when another one's abort cut the connection may come again.
      expect((await attempts()).filter((attempt) => attempt.outcome !== 'temporary')).toHaveLength(MAILS);
    });

    it('that takes fewer sessions than we open gets every mail once', async () => {
      await begin(['-m', '2']);
      await notifier.drained({ timeoutSeconds: 30 });
      expect(await stage.states()).toEqual(ALL_SENT);
      await expectEachTakenOnce();
    });

    it('whose connections are cut after 15 ms is sent nothing twice, and is not hammered', async () => {
      const before = proxy.connections();
      await begin([], { cutAfterMs: 15, latencyMs: 3 });
      while ((await attempts()).length < MAILS) await sleep(20);
      proxy.fault({});
      await notifier.drained({ timeoutSeconds: 30 });
      const taken = sink.messageIds();
      expect(new Set(taken).size).toBe(taken.length);
      for (const { id, state } of await stage.messages()) {
        expect(['sent', 'unknown']).toContain(state);
        if (state === 'sent') expect(taken).toContain(id);
      }
      // A cut costs a connection, and a connection is made for a mail: the pool retries nothing by itself.
      expect(proxy.connections() - before).toBeLessThanOrEqual((await attempts()).length + CONNECTIONS);
    });
  });
});
