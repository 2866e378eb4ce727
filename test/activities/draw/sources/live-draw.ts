/** A live bureau whose draws get their randomness from relays of a test's own chain, and from dice that people type. */
import type { Kysely } from 'kysely';
import { liveSource } from '../../../../activities/draw/sources/live-source.ts';
import type { Database } from '../../../../db/connect.ts';
import type { BeaconChain } from '../../../../domain/beacon/chain.ts';
import type { CommandName } from '../../../../domain/rights/rights.ts';
import type { RandomnessSettings } from '../../../../domain/settings/randomness.ts';
import { DEFAULT_SETTINGS } from '../../../../domain/settings/settings.ts';
import { type DrandRelay, startDrandRelay } from '../../../../tools/drand-relay/drand-relay.ts';
import { type ServedChain, signingChain } from '../../../../tools/drand-relay/signing-chain.ts';
import { createTestDatabase, type TestDatabase } from '../../../support/database.ts';
import { giveToStep } from '../../../support/give.ts';
import { addBureau } from '../../support/bureau.ts';
import { addKeys, signBoth, signedVoid } from '../../support/keys.ts';
import { bench, DRAW_DAY, lookAtDraw, OPENING } from '../../support/play.ts';

export const DRAW_ID = '2021-001';
export const CYCLE_ID = '2021-1';
/** A day for signing, a day of notice: a Saturday, which a beacon does not mind. */
export const ROUND_AT = '2021-01-09T02:00:00.000Z';
/** The Monday after it: people work on working days. */
export const CEREMONY_AT = '2021-01-11T02:00:00.000Z';
export const ROUND_AFTER_CEREMONY = '2021-01-11T05:00:00.000Z';
export const SIGNED_AT = '2021-01-07T03:00:00.000Z';
export const DIGITS = '314159265358979323846264338327950288419';
export const HOUR_MS = 3_600_000;

export const later = (instant: string, hours: number): string =>
  new Date(Date.parse(instant) + hours * HOUR_MS).toISOString();

export const testChain: ServedChain = signingChain('of a test', {
  genesisSeconds: Date.parse('2021-01-01T00:00:00Z') / 1000,
});

export interface Relays {
  /** What the relays take for the time. */
  readonly clock: { ms: number };
  readonly relays: readonly DrandRelay[];
  stop(): Promise<void>;
}

export const startRelays = async (count = 2, served = testChain): Promise<Relays> => {
  const clock = { ms: 0 };
  const options = {
    served,
    now: () => clock.ms,
    otherChain: signingChain('of a stranger', { genesisSeconds: 1 }),
  };
  const relays = await Promise.all(Array.from({ length: count }, () => startDrandRelay(options)));
  return {
    clock,
    relays,
    stop: async () => {
      await Promise.all(relays.map((relay) => relay.stop()));
    },
  };
};

export interface LiveOptions {
  readonly id: string;
  readonly relays: Relays;
  readonly settings?: Partial<RandomnessSettings>;
  readonly chain?: BeaconChain;
}

/** Opened, its first draw numbered; nothing announced yet. */
export const openLive = async (
  db: Kysely<Database>,
  { id, relays: { clock, relays }, settings = {}, chain = testChain.chain }: LiveOptions,
) => {
  const randomness: RandomnessSettings = {
    mode: 'beacon',
    relays: relays.map(({ url }) => url),
    noticeHours: 24,
    roundAfterCeremonyHours: 3,
    fallback: 'void',
    fallbackAfterHours: 24,
    ceremonyPlace: '局一楼大厅',
    ...settings,
  };
  const draw = { ...DEFAULT_SETTINGS.draw, randomness };
  const authorityId = await addBureau(db, { id: id.replaceAll('-', ''), mode: 'live', settings: { draw } });
  await addKeys(db, authorityId);
  const table = await bench(db, liveSource(chain));
  const lookAtCycle = (at: string) => table.cycle.advanceCycle({ authorityId, subjectId: CYCLE_ID, at });
  /** The whole machine looks, and the relays' time is the same. */
  const look = (at: string, drawId = DRAW_ID) => {
    clock.ms = Date.parse(at);
    return lookAtDraw(table, authorityId, drawId, at);
  };
  let commands = 0;
  const give = (
    name: CommandName & ('enterDice' | 'enterBeacon' | 'voidDraw'),
    at: string,
    command: Readonly<Record<string, unknown>> & { readonly actorId: string },
  ) => {
    commands += 1;
    clock.ms = Date.parse(at);
    const request = { authorityId, name, subjectId: DRAW_ID, at };
    return giveToStep(db, table.draw[name], { ...request, command: { id: `c${commands}`, ...command } });
  };
  await lookAtCycle(OPENING);
  await lookAtCycle(DRAW_DAY);
  return {
    authorityId,
    table,
    look,
    lookAtCycle,
    give,
    /** Announced, signed and published. */
    announce: async (drawId = DRAW_ID, drawnOn = DRAW_DAY, signedAt = SIGNED_AT) => {
      await look(drawnOn, drawId);
      await signBoth({ db, draw: table.draw, authorityId, drawId, at: signedAt }, 'announcement');
      return look(signedAt, drawId);
    },
    /** The leader's signed order. @param changed what the command says otherwise than what he signed */
    orderVoid: async (at: string, changed: Readonly<Record<string, unknown>> = {}) => {
      const order = { reason: '名录有重大错误', orderNumber: '平交〔2021〕3号', at };
      const signed = await signedVoid({ db, authorityId, drawId: DRAW_ID }, order);
      return give('voidDraw', at, { actorId: 'leader', ...signed, ...changed });
    },
    /** A sealed draw with its receipt signed. */
    publish: async (at: string) => {
      await signBoth({ db, draw: table.draw, authorityId, drawId: DRAW_ID, at }, 'receipt');
      return look(at);
    },
    dice: (at: string, actorId: string, digits = DIGITS, more = {}) =>
      give('enterDice', at, { actorId, digits, readBy: 'i1', ...more }),
    draw: (drawId = DRAW_ID) =>
      db
        .selectFrom('draw')
        .selectAll()
        .where('authorityId', '=', authorityId)
        .where('id', '=', drawId)
        .executeTakeFirstOrThrow(),
    proofs: () =>
      db
        .selectFrom('drawSourceProof')
        .select(['sourceId', 'kind', 'value', 'proof'])
        .where('authorityId', '=', authorityId)
        .orderBy('sourceId')
        .execute(),
    audited: async (action: string) =>
      (
        await db
          .selectFrom('auditEvent')
          .select('data')
          .where('authorityId', '=', authorityId)
          .where('action', '=', action)
          .orderBy('id')
          .execute()
      ).map(({ data }) => data),
  };
};

export type LiveDraw = Awaited<ReturnType<typeof openLive>>;

export interface RelayStage {
  readonly db: Kysely<Database>;
  readonly relays: Relays;
  /** @see openLive */
  open(options: Omit<LiveOptions, 'relays'>): Promise<LiveDraw>;
}

/** A database and relays for the tests of one file; after each test the relays tell the truth again. */
export const relayStage = (): RelayStage => {
  let test: TestDatabase;
  let relays: Relays;
  beforeAll(async () => {
    test = await createTestDatabase();
    relays = await startRelays();
  });
  afterAll(async () => {
    await relays.stop();
    await test.drop();
  });
  afterEach(() => {
    for (const relay of relays.relays) relay.fail(null);
  });
  return {
    get db() {
      return test.db;
    },
    get relays() {
      return relays;
    },
    open: (options) => openLive(test.db, { ...options, relays }),
  };
};
