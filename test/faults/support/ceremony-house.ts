/** Live bureaus on real processes: dice first, then a round of a beacon whose relay and whose time are the test's. */
import type { Client } from '@temporalio/client';
import type { Kysely } from 'kysely';
import { type Database, openDatabase } from '../../../db/connect.ts';
import { migrateToLatest } from '../../../db/migrate.ts';
import { type AuthoritySettings, DEFAULT_SETTINGS } from '../../../domain/settings/settings.ts';
import { type DrandRelay, startDrandRelay } from '../../../tools/drand-relay/drand-relay.ts';
import { signingChain } from '../../../tools/drand-relay/signing-chain.ts';
import { ensureNamespace } from '../../../tools/temporal/namespace.ts';
import { addKeys } from '../../activities/support/keys.ts';
import { addBureauOfToday } from './bureau-of-today.ts';
import { type Engines, type Processes, startEngines, startProcesses } from './house.ts';

const CHAIN = 'killed draw';
const GENESIS_SECONDS = 1_692_803_367;

export interface LiveBureauOptions {
  /** @default true */
  readonly keys?: boolean;
  /** What of the draw's settings differs. */
  readonly draw?: Partial<AuthoritySettings['draw']>;
}

export interface CeremonyHouse {
  readonly url: string;
  readonly db: Kysely<Database>;
  readonly client: Client;
  readonly engines: Engines;
  readonly processes: Processes;
  readonly relay: DrandRelay;
  /** What the beacon takes for the time, as an instant, or as how far the machine's clock is behind it. */
  setBeacon(time: { readonly atMs: number } | { readonly aheadMs: number }): void;
  /** A bureau whose cycle can be opened; its people hold their keys unless told otherwise. @returns its id */
  addBureau(id: string, options?: LiveBureauOptions): Promise<string>;
  stop(): Promise<void>;
}

/** @param name of its database and its namespace */
export const startCeremonyHouse = async (name: string): Promise<CeremonyHouse> => {
  const engines = await startEngines();
  const url = await engines.createDatabase(name);
  await migrateToLatest(url);
  const db = openDatabase(url, { max: 5 });
  let beaconMs = (): number => Date.now();
  const served = signingChain(CHAIN, { genesisSeconds: GENESIS_SECONDS });
  const otherChain = signingChain('of a stranger', { genesisSeconds: GENESIS_SECONDS });
  const relay = await startDrandRelay({ served, otherChain, now: () => beaconMs() });
  const client = await engines.clientOf(name);
  await ensureNamespace(client.connection as never, name);
  const processes = await startProcesses({
    databaseUrl: url,
    address: engines.address,
    namespace: name,
    worker: ['ceremony-worker.ts', '--chain', CHAIN, '--genesis', String(GENESIS_SECONDS)],
  });
  const randomness = {
    ...({ mode: 'beacon-after-ceremony', relays: [relay.url], ceremonyPlace: '一楼大厅' } as const),
    ...({ noticeHours: 24, roundAfterCeremonyHours: 3 } as const),
    ...({ fallback: 'void', fallbackAfterHours: 24 } as const),
  };
  return {
    ...{ url, db, client, engines, processes, relay },
    setBeacon: (time) => {
      beaconMs = 'atMs' in time ? () => time.atMs : () => Date.now() + time.aheadMs;
    },
    addBureau: async (id, { keys = true, draw } = {}) => {
      const settings = { draw: { ...DEFAULT_SETTINGS.draw, randomness, ...draw } };
      const authorityId = await addBureauOfToday(db, { id, mode: 'live', settings });
      if (keys) await addKeys(db, authorityId);
      return authorityId;
    },
    stop: async () => {
      await processes.stop();
      await relay.stop();
      await db.destroy();
      await engines.stop();
    },
  };
};
