/** A live draw on the production workers, reached over HTTP: dice before witnesses, then a round of a test's beacon. */
import type { Kysely } from 'kysely';
import { liveSource } from '../../../activities/draw/sources/live-source.ts';
import type { ApiDeps } from '../../../api/deps.ts';
import { engineOver } from '../../../api/services/engine.ts';
import { hashPassword } from '../../../api/services/passwords.ts';
import type { Database } from '../../../db/connect.ts';
import type { Announcement } from '../../../domain/draw/announcement.ts';
import type { RandomnessSettings } from '../../../domain/settings/randomness.ts';
import { DEFAULT_SETTINGS } from '../../../domain/settings/settings.ts';
import { type DrandRelay, startDrandRelay } from '../../../tools/drand-relay/drand-relay.ts';
import { signingChain } from '../../../tools/drand-relay/signing-chain.ts';
import { CALENDAR_WORKFLOW } from '../../../workflows/calendar/contract.ts';
import { drawWorkflowId, signDrawUpdate } from '../../../workflows/draw/contract.ts';
import { CYCLE_QUEUE } from '../../../workflows/shared/contract.ts';
import { addBureau } from '../../activities/support/bureau.ts';
import { addKeys, HOLDERS, signatureOf } from '../../activities/support/keys.ts';
import { createTestDatabase } from '../../support/database.ts';
import { type EngineRun, startEngineRun } from '../../support/engine-run.ts';
import { give } from '../../support/give.ts';
import { HOME, PASSWORD } from './app.ts';

const OPENS_AT = '2021-01-04T00:30:00.000Z';
/** The announcement is drafted by then. */
export const DRAFTED_AT = '2021-01-07T02:30:00.000Z';
export const DRAW_ID = '2021-001';
const chain = signingChain('of a test', { genesisSeconds: Date.parse('2021-01-01T00:00:00Z') / 1000 });
const MINUTE_MS = 60_000;

export interface LiveDrawScene {
  readonly db: Kysely<Database>;
  /** What an application is built with to stand on this draw's facts and engine. */
  readonly deps: Pick<ApiDeps, 'db' | 'temporal' | 'now'>;
  /** Lets business time pass until so many minutes after an instant. */
  until(instant: string, minutes?: number): Promise<void>;
  announcement(): Promise<Announcement>;
  /** Instants of ceremony and round; empty where none was announced. */
  hours(): Promise<{ readonly ceremony: string; readonly round: string }>;
  readonly relay: Pick<DrandRelay, 'fail'>;
  /** Number of the announced round. */
  round(): Promise<number>;
  /** What the test's beacon signed for a round, hexadecimal. */
  signatureOf(round: number): string;
  sign(document: 'announcement' | 'receipt', roles?: readonly ('operator' | 'supervisor')[]): Promise<void>;
  stop(): Promise<void>;
}

/** Every officer signs in as `<role>@<authority>`, or by his id where he holds no role. */
const giveAccounts = async (db: Kysely<Database>): Promise<void> => {
  const passwordHash = await hashPassword(PASSWORD);
  const held = await db.selectFrom('officerRole').select(['officerId', 'role']).execute();
  const officers = await db.selectFrom('officer').select('id').execute();
  for (const { id } of officers) {
    const role = held.find(({ officerId }) => officerId === id)?.role ?? id;
    await db
      .updateTable('officer')
      .set({ username: `${role}@${HOME}`, passwordHash })
      .where('id', '=', id)
      .execute();
  }
};

export interface LiveDrawOptions {
  /** On the list of one plan row. */
  readonly units?: number;
  readonly randomness?: Partial<RandomnessSettings>;
}

/** The draw's announcement is drafted and waits for its signatures. */
export const startLiveDraw = async (options: LiveDrawOptions = {}): Promise<LiveDrawScene> => {
  const { units = 60 } = options;
  const test = await createTestDatabase();
  const { db } = test;
  const clock: { run?: EngineRun; nowMs: number } = { nowMs: Date.parse(OPENS_AT) };
  const relay = await startDrandRelay({ served: chain, now: () => clock.run?.temporal.now() ?? clock.nowMs });
  const randomness = {
    ...({ mode: 'beacon-after-ceremony', relays: [relay.url], ceremonyPlace: '局一楼大厅' } as const),
    ...({ noticeHours: 24, roundAfterCeremonyHours: 3 } as const),
    ...({ fallback: 'void', fallbackAfterHours: 24 } as const),
    ...options.randomness,
  };
  const settings = { draw: { ...DEFAULT_SETTINGS.draw, randomness } };
  const rows = [{ number: '202101', windowStart: '2021-01-01', windowEnd: '2021-04-30', percent: 30 }];
  const authorityId = await addBureau(db, { id: HOME, mode: 'live', units, inspectors: 8, rows, settings });
  await addKeys(db, authorityId);
  await giveAccounts(db);
  const run = await startEngineRun(db, { initialTime: OPENS_AT, randomness: liveSource(chain.chain) });
  clock.run = run;
  const { client } = run.temporal;
  const temporal = engineOver(client);
  await client.workflow.execute(CALENDAR_WORKFLOW, {
    workflowId: `calendar/${authorityId}/2021-01-04`,
    taskQueue: CYCLE_QUEUE,
    args: [{ authorityId }],
  });
  const until = async (instant: string, minutes = 0): Promise<void> => {
    await run.until(new Date(Date.parse(instant) + minutes * MINUTE_MS).toISOString());
    clock.nowMs = await run.temporal.now();
  };
  let sent = 0;
  const announcement = async (): Promise<Announcement> => {
    const draw = await db
      .selectFrom('draw')
      .select('announcement')
      .where('id', '=', DRAW_ID)
      .executeTakeFirstOrThrow();
    return draw.announcement as unknown as Announcement;
  };
  await until(DRAFTED_AT);
  return {
    db,
    deps: { db, temporal, now: () => clock.nowMs },
    until,
    announcement,
    hours: async () => {
      const { sources } = await announcement();
      const whenOf = (kind: 'dice' | 'drand') => sources.find((source) => source.kind === kind)?.when ?? '';
      return { ceremony: whenOf('dice'), round: whenOf('drand') };
    },
    relay,
    round: async () => {
      const beacon = (await announcement()).sources.find(({ kind }) => kind === 'drand');
      if (beacon?.kind !== 'drand') throw new Error('no round was announced');
      return beacon.round;
    },
    signatureOf: (round) => chain.signatureOf(round) ?? '',
    sign: async (document, roles = ['operator', 'supervisor']) => {
      const place = { subjectId: DRAW_ID, workflowId: drawWorkflowId(authorityId, DRAW_ID) };
      for (const role of roles) {
        sent += 1;
        const signature = await signatureOf({ db, authorityId, drawId: DRAW_ID }, document, role);
        const command = { id: `scene-${sent}`, actorId: HOLDERS[role], document, role, ...signature };
        const at = new Date(clock.nowMs).toISOString();
        await give({ db, client, authorityId, at }, place, signDrawUpdate as never, command);
      }
    },
    stop: async () => {
      await temporal.close();
      await run.stop();
      await relay.stop();
      await test.drop();
    },
  };
};
