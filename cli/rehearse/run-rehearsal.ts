import { join } from 'node:path';
import { instantAt } from '../../domain/calendar/dates.ts';
import type { RehearsalSummary } from '../../domain/rehearsal/summary.ts';
import { startPostgres } from '../../tools/postgres/embedded.ts';
import { loadSyntheticAuthority } from '../../tools/synthetic/load-authority.ts';
import { SYNTHETIC_AUTHORITY } from '../../tools/synthetic/make-authority.ts';
import { startTimeSkipping, type TimeSkippingServer } from '../../tools/temporal/time-skipping.ts';
import { prepareTimeSkippingServer } from '../../tools/temporal/time-skipping-server.ts';
import { dealtEvents, type Play, type RefusedDeed } from '../../workers/rehearsal-facts.ts';
import { startRehearsalWorker } from '../../workers/rehearsal-worker.ts';
import { workflowBundle } from '../../workers/workflow-bundle.ts';
import type { RehearsalOutcome } from '../../workflows/rehearsal/contract.ts';
import { Closing, startMessages } from './backstage.ts';
import { type CheckedInvariant, checkYear } from './invariants/check-year.ts';
import type { RehearsedYear } from './invariants/invariant.ts';
import { publishRehearsedPlan, type RehearsedPlan, readPlan } from './load-plan.ts';
import type { RehearsalOptions } from './options.ts';
import { placeFor } from './place.ts';
import { type Say, step } from './progress.ts';
import { quietenTemporal } from './quiet-temporal.ts';
import { openRehearsalDatabase, type RehearsalDatabase, type UrlOf } from './rehearsal-database.ts';
import { runYear } from './run-year.ts';
import { summarise } from './summarise.ts';

/** Where a rehearsal runs. */
export interface RehearsalHost {
  readonly dataDir: string;
  readonly cacheDir: string;
  readonly say: Say;
  /** A server that is there already; without it an embedded one is run for the rehearsal. */
  readonly urlOf?: UrlOf;
}

export interface RehearsalResult {
  readonly authorityName: string;
  readonly summary: RehearsalSummary;
  readonly invariants: readonly CheckedInvariant[];
  readonly outcome: RehearsalOutcome;
  /** Commands that were not accepted, with the reason that the officer would have read. */
  readonly refused: readonly RefusedDeed[];
}

/** A year and a seed name a rehearsal: the same again takes its place. */
export const rehearsalIdOf = (year: number, seed: number): string => `${year}-${seed}`;

const AUTHORITY_ID = SYNTHETIC_AUTHORITY.id;
const STEPS = 6;
const DRAIN_LIMIT_SECONDS = 120;

export const openDatabaseFor = async (
  host: RehearsalHost,
  rehearsalId: string,
  closing: Closing,
): Promise<RehearsalDatabase> => {
  let { urlOf } = host;
  if (urlOf === undefined) {
    const server = await startPostgres({
      dataDir: join(await placeFor(host.dataDir, rehearsalId), 'postgres'),
      fast: true,
    });
    closing.later(() => server.stop());
    urlOf = server.url;
  }
  const database = await openRehearsalDatabase(urlOf, rehearsalId);
  closing.later(() => database.close());
  return database;
};

const openServer = async (year: number, cacheDir: string, closing: Closing): Promise<TimeSkippingServer> => {
  const server = await startTimeSkipping({ initialTime: instantAt(`${year}-01-01`, '00:00'), cacheDir });
  closing.later(() => server.stop());
  return server;
};

const yearToCheck = async (
  { db }: RehearsalDatabase,
  { year, seed, scenario }: Play,
): Promise<RehearsedYear> => {
  const { byTask, unplaced } = await dealtEvents(db, AUTHORITY_ID, year, scenario, seed);
  return {
    db,
    authorityId: AUTHORITY_ID,
    year,
    seed,
    eventOf: byTask,
    unplaced: unplaced.map(({ kind }) => kind),
    amended: scenario.planAmendment !== null,
  };
};

/** The numbered steps of a rehearsal; every one opens what `closing` closes. */
const play = async (
  host: RehearsalHost,
  options: RehearsalOptions,
  plan: RehearsedPlan,
  closing: Closing,
): Promise<RehearsalResult> => {
  const { say, cacheDir } = host;
  const { seed, scenario } = options;
  const { year } = plan;
  const startedAtMs = Date.now();
  const rehearsalId = rehearsalIdOf(year, seed);
  const numbered = <T>(number: number, title: string, work: () => Promise<T>): Promise<T> =>
    step(say, `${number}/${STEPS} ${title}`, work);

  const [database, server] = await numbered(1, '数据库、表结构、演练引擎、流程代码', () =>
    Promise.all([
      openDatabaseFor(host, rehearsalId, closing),
      openServer(year, cacheDir, closing),
      workflowBundle(),
    ]),
  );
  const { db } = database;
  await numbered(2, '实施主体、两库一单（合成数据）', () =>
    loadSyntheticAuthority(db, String(seed), { year }),
  );
  await numbered(3, `${year} 年度计划：审核、批准、公布`, () =>
    publishRehearsedPlan(db, AUTHORITY_ID, plan, seed),
  );
  const actors: Play = { year, seed, scenario, refused: new Map() };
  const { notifier } = await numbered(4, '流程工作进程、消息投递', async () => {
    const { nativeConnection: connection, client } = server;
    const workers = await startRehearsalWorker({ db, client, connection, play: actors });
    closing.later(() => workers.stop());
    const kept = host.urlOf === undefined ? await placeFor(host.dataDir, rehearsalId) : null;
    return startMessages(database, kept, closing);
  });
  const outcome = await numbered(5, `演练 ${year} 年`, () =>
    runYear({ server, db, authorityId: AUTHORITY_ID, rehearsalId, year, say }),
  );
  const invariants = await numbered(6, '消息发出，逐项核对', async () => {
    await notifier.drained({ timeoutSeconds: DRAIN_LIMIT_SECONDS }).catch(() => undefined);
    return checkYear(await yearToCheck(database, actors));
  });
  const summary = await summarise(db, AUTHORITY_ID, year, {
    seed,
    doubts: plan.doubts,
    invariants: invariants.map(({ name, holds, checked }) => ({ name, holds, checked })),
    wallSeconds: Math.round((Date.now() - startedAtMs) / 100) / 10,
  });
  return {
    authorityName: SYNTHETIC_AUTHORITY.name,
    summary,
    invariants,
    outcome,
    refused: [...actors.refused.values()],
  };
};

/**
 * Rehearses a year from its seed and closes everything it opened.
 * @throws UnreadablePlan, RangeError (Chinese) for a plan that cannot be rehearsed; whatever breaks on the way
 */
export const runRehearsal = async (
  host: RehearsalHost,
  options: RehearsalOptions,
): Promise<RehearsalResult> => {
  quietenTemporal();
  const plan = await readPlan(options);
  await prepareTimeSkippingServer({ cacheDir: host.cacheDir, log: host.say });
  const closing = new Closing();
  try {
    return await play(host, options, plan, closing);
  } finally {
    await closing.all();
  }
};

/** Why a rehearsal is not good, in lines for people; empty: it is. */
export const complaints = ({ invariants, outcome, refused }: RehearsalResult): string[] => [
  ...(outcome.finished ? [] : [`演练到期仍有 ${outcome.open} 项没有办结。`]),
  ...invariants.flatMap(({ examples }) => examples),
  ...refused.map(
    ({ on, workflowId, command, reason }) => `${on} ${workflowId} ${command} 未被受理：${reason}`,
  ),
];
