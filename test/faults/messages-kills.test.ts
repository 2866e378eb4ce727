import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { systemDoing } from '../../db/actor.ts';
import { resolveMessage } from '../../db/messages/resolve-message.ts';
import { saveOfficers } from '../../db/save-officers.ts';
import { type SmtpSink, startSmtpSink } from '../../tools/peers/smtp-sink.ts';
import { startTcpFaultProxy, type TcpFaultProxy } from '../../tools/peers/tcp-fault-proxy.ts';
import { BACKENDS } from '../notify/support/backends.ts';
import { OFFICER, reminder } from '../notify/support/samples.ts';
import { AUTHORITY, type Stage, setStage } from '../notify/support/stage.ts';
import { describeWith } from '../support/peers.ts';
import { seededRandom } from './support/seeded-random.ts';

const PROCESS = fileURLToPath(new URL('../notify/support/notifier-process.ts', import.meta.url));
/** Another seed kills at other points. */
const SEED = 20_261_122;
const KILLS = 100;
const MESSAGES_PER_KILL = 5;
/** Between two commits of business transactions, and from the last one to the kill: less and more than a message takes. */
const LONGEST_PAUSE_MS = 250;
/** Each way, so that a message spends some time between us and the mail server. */
const LATENCY_MS = 8;
const LIMIT_MS = 1_200_000;
const AT = '2021-04-26T04:00:00.000Z';
const OFFICE = 'office-1';

describeWith(
  ['smtp-sink'],
  `a notifier killed ${KILLS} times between commit and answer (seed ${SEED})`,
  () => {
    let sink: SmtpSink;
    let proxy: TcpFaultProxy;
    let stage: Stage;
    let child: ChildProcess | null = null;
    afterEach(async () => {
      child?.kill('SIGKILL');
      await stage.stop();
      await proxy.stop();
      await sink.stop();
    });

    const startProcess = async (): Promise<ChildProcess> => {
      const settings = {
        databaseUrl: stage.test.url,
        redisUrl: stage.redisUrl,
        smtpUrl: `smtp://127.0.0.1:${proxy.port}`,
        smsUrl: stage.sms.smsUrl,
        from: '<notice@example.gov.cn>',
        rehearsal: false,
        times: { sweepSeconds: 0.5, jobLockSeconds: 2, queuedGraceSeconds: 2, leaseSeconds: 10 },
      };
      const started = spawn(process.execPath, [PROCESS, JSON.stringify(settings)], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      await once(started.stdout, 'data');
      return started;
    };

    const addPeople = (): Promise<void> =>
      stage.db.transaction().execute(async (trx) => {
        const of = (id: string) => ({ sectionId: null, username: id, active: true, phone: null, id });
        await saveOfficers(
          trx,
          AUTHORITY,
          [
            { ...of(OFFICER.id), name: OFFICER.name, email: OFFICER.email },
            { ...of(OFFICE), name: '李四', email: null },
          ],
          systemDoing('test', AT),
        );
        await trx
          .insertInto('officerRole')
          .values({ authorityId: AUTHORITY, officerId: OFFICE, role: 'office' })
          .execute();
      });

    /** What a person does who looks a message of unknown fate up in the mail server's records. */
    const lookUp = async (messageId: string, taken: ReadonlySet<string>): Promise<void> => {
      const found = taken.has(messageId)
        ? ({ outcome: 'delivered', proof: '邮件服务器记录' } as const)
        : ({ outcome: 'not-delivered', resend: true } as const);
      const doing = { actor: { kind: 'officer', id: OFFICE } as const, commandId: null, at: AT };
      await stage.db
        .transaction()
        .execute((trx) => resolveMessage(trx, AUTHORITY, { messageId, reason: '核对', ...found }, doing));
    };

    it.each(BACKENDS)(
      'loses nothing and sends nothing twice with the queue on %s; each unknown one ends by what a person finds',
      async (kind) => {
        [stage, sink] = await Promise.all([setStage(kind), startSmtpSink({ keep: true })]);
        proxy = await startTcpFaultProxy(sink.port, { latencyMs: LATENCY_MS });
        await addPeople();
        const random = seededRandom(SEED);
        const caught: Record<string, number> = {};
        let written = 0;
        for (let kill = 0; kill < KILLS; kill += 1) {
          child = await startProcess();
          for (let count = 0; count < MESSAGES_PER_KILL; count += 1) {
            await stage.insert([reminder(AUTHORITY, written)]);
            written += 1;
            await sleep(random.between(0, LONGEST_PAUSE_MS));
          }
          child.kill('SIGKILL');
          await once(child, 'exit');
          for (const [state, count] of Object.entries(await stage.states()))
            if (state !== 'sent' && state !== 'unknown') caught[state] = (caught[state] ?? 0) + count;
        }
        // The kills fell before, between and after the steps; otherwise this run proved little.
        expect(Object.keys(caught)).toEqual(expect.arrayContaining(['created', 'queued', 'sending']));

        child = await startProcess();
        const settled = async (): Promise<boolean> =>
          Object.keys(await stage.states()).every((state) => ['sent', 'unknown'].includes(state));
        while (!(await settled())) await sleep(200);

        const rows = await stage.messages();
        expect(rows).toHaveLength(written);
        const times = new Map<string, number>();
        for (const id of sink.messageIds()) times.set(id, (times.get(id) ?? 0) + 1);
        const twice = [...times].filter(([, count]) => count > 1);
        expect(twice).toEqual([]);
        expect(rows.filter(({ id, state }) => state === 'sent' && !times.has(id))).toEqual([]);
        const unknown = rows.filter(({ state }) => state === 'unknown');
        for (const { id } of unknown) await lookUp(id, new Set(times.keys()));
        const notTaken = unknown.filter(({ id }) => !times.has(id)).length;
        process.stderr.write(
          `${kind}: ${KILLS} kills, ${written} messages, ${unknown.length} unknown: ` +
            `${unknown.length - notTaken} had arrived, ${notTaken} had not and were sent again; ` +
            `caught at the kills ${JSON.stringify(caught)}\n`,
        );
        const isOver = async (): Promise<boolean> => sink.received() === written;
        for (let tries = 0; tries < 150 && !(await isOver()); tries += 1) await sleep(200);
        // Every officer has got every reminder, and none of them twice.
        expect(new Set(sink.messageIds()).size).toBe(written);
        expect(sink.messageIds()).toHaveLength(written);
      },
      LIMIT_MS,
    );
  },
);
