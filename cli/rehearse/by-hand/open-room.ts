import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import { buildApp } from '../../../api/app.ts';
import { carrySessions, tasksPlayedByHand } from '../../../api/services/act-as.ts';
import { engineOver } from '../../../api/services/engine.ts';
import type { RehearsalRoom } from '../../../api/services/rehearsal-room.ts';
import type { Database } from '../../../db/connect.ts';
import { instantAt } from '../../../domain/calendar/dates.ts';
import type { Scenario } from '../../../domain/rehearsal/scenario.ts';
import { linkAddress } from '../../../domain/unit-link/link-token.ts';
import { loadSyntheticAuthority } from '../../../tools/synthetic/load-authority.ts';
import { SYNTHETIC_AUTHORITY } from '../../../tools/synthetic/make-authority.ts';
import { startTimeSkipping } from '../../../tools/temporal/time-skipping.ts';
import { WEB_DIRECTORY } from '../../../tools/web/build-web.ts';
import type { Play } from '../../../workers/rehearsal-facts.ts';
import { rehearsalHands } from '../../../workers/rehearsal-hands.ts';
import { startRehearsalWorker } from '../../../workers/rehearsal-worker.ts';
import { startSealer } from '../../../workers/sealer.ts';
import { type Closing, rehearsalLog, startMessages } from '../backstage.ts';
import { publishRehearsedPlan, type RehearsedPlan } from '../load-plan.ts';
import { placeFor } from '../place.ts';
import { step } from '../progress.ts';
import { openDatabaseFor, type RehearsalHost } from '../run-rehearsal.ts';
import { createMover } from './mover.ts';
import { sentMessages } from './sent-messages.ts';

export interface RoomOptions {
  readonly year: number;
  readonly seed: number;
  readonly scenario: Scenario;
  /** In force on the first day; null: the year begins days before it, and the plan is made in the console. */
  readonly plan: RehearsedPlan | null;
  /** Of the console; 0: any free one. */
  readonly port: number;
}

export interface OpenRoom {
  readonly id: string;
  readonly authorityId: string;
  readonly db: Kysely<Database>;
  readonly homeUrl: string;
  /** Opens the console to who has it. */
  readonly entryUrl: string;
  readonly mailUrl: string;
  readonly smsUrl: string;
}

export const roomIdOf = (year: number, seed: number): string => `${year}-${seed}-hand`;

const AUTHORITY_ID = SYNTHETIC_AUTHORITY.id;
const HOST = '127.0.0.1';
const KEY_BYTES = 24;
const MESSAGES_OUT_WITHIN_SECONDS = 30;
/** Time enough to read, approve and publish a plan before its first window opens. */
const startOf = ({ year, plan }: RoomOptions): string =>
  plan === null ? instantAt(`${year - 1}-12-28`, '08:30') : instantAt(`${year}-01-01`, '08:30');

/**
 * Opens a rehearsal by hand (手动演练): a database of its own with synthetic registers, an engine whose time is moved
 * on request alone, production worker and notifier, and the application at its business time. `closing` closes it.
 */
export const openRoom = async (
  host: RehearsalHost,
  options: RoomOptions,
  closing: Closing,
): Promise<OpenRoom> => {
  const { year, seed, scenario, plan } = options;
  const { say, cacheDir } = host;
  const id = roomIdOf(year, seed);
  const [{ db, url }, server] = await step(say, '1/3 数据库、演练引擎', () =>
    Promise.all([
      openDatabaseFor(host, id, closing),
      startTimeSkipping({ initialTime: startOf(options), cacheDir }),
    ]),
  );
  closing.later(() => server.stop());
  await step(say, '2/3 实施主体、两库一单（合成数据）', async () => {
    await loadSyntheticAuthority(db, String(seed), { year });
    if (plan !== null) await publishRehearsedPlan(db, AUTHORITY_ID, plan, seed);
  });
  return step(say, '3/3 流程工作进程、消息投递、网页', async () => {
    const { nativeConnection: connection, client } = server;
    let byHand: ReadonlySet<string> = new Set();
    const isByHand = (taskId: string): boolean => byHand.has(taskId);
    const play: Play = { year, seed, scenario, refused: new Map(), isByHand };
    const workers = await startRehearsalWorker({ db, client, connection, play });
    closing.later(() => workers.stop());
    const sealer = startSealer(db, rehearsalLog());
    closing.later(() => sealer.stop());
    const kept = host.urlOf === undefined ? await placeFor(host.dataDir, id) : null;
    // Locked time runs at the pace of the wall clock; a leap sets both anew.
    let anchor = { businessMs: await server.now(), wallMs: Date.now() };
    const anchorAt = (businessMs: number): void => {
      anchor = { businessMs, wallMs: Date.now() };
    };
    const now = (): number => anchor.businessMs + Date.now() - anchor.wallMs;
    const publicBaseUrl = `http://${HOST}:${options.port}`;
    const sessionSecret = randomBytes(KEY_BYTES * 2).toString('base64url');
    const post = await startMessages({ db, url, close: async () => undefined }, kept, closing, {
      systemUrl: publicBaseUrl,
      linkAddress: (linkId) => linkAddress(publicBaseUrl, sessionSecret, linkId),
    });

    const others = rehearsalHands({ db, client, play, authorityId: AUTHORITY_ID });
    const mover = createMover({
      ...{ server, db, year, authorityId: AUTHORITY_ID },
      hands: {
        fireCalendar: others.fireCalendar,
        playOthers: async (on) => {
          byHand = await tasksPlayedByHand(db, AUTHORITY_ID);
          await others.playOthers(on);
        },
      },
      messagesOut: () =>
        post.notifier.drained({ timeoutSeconds: MESSAGES_OUT_WITHIN_SECONDS }).catch(() => undefined),
      onLeap: async (byMs) => {
        // Before anybody sees the later time, else a request in between finds its sign-in ended.
        await carrySessions(db, { authorityId: AUTHORITY_ID }, byMs);
        anchorAt(await server.now());
      },
    });
    const room: RehearsalRoom = {
      ...{ id, year, authorityId: AUTHORITY_ID, entryKey: randomBytes(KEY_BYTES).toString('base64url') },
      ...{ move: mover.move, playOthers: mover.playOthers, settled: mover.settled },
      clock: mover.clock,
      messages: sentMessages(post),
    };
    const temporal = engineOver(client);
    closing.later(() => temporal.close());
    const config = { publicBaseUrl, sessionSecret };
    const app = await buildApp({
      ...{ db, temporal, config, log: rehearsalLog(), rehearsal: room, webDirectory: WEB_DIRECTORY },
      now,
      localPages: { mailInbox: post.inbox.webUrl, smsGateway: post.gateway.webUrl },
    });
    closing.later(() => app.close());
    const homeUrl = await app.listen({ host: HOST, port: options.port });
    return {
      ...{ id, authorityId: AUTHORITY_ID, db, homeUrl },
      entryUrl: `${homeUrl}/rehearsal/enter?key=${room.entryKey}`,
      mailUrl: post.inbox.webUrl,
      smsUrl: post.gateway.webUrl,
    };
  });
};
