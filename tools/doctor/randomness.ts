import type { Kysely } from 'kysely';
import { latestProvenRound } from '../../activities/draw/sources/relay-client.ts';
import { listAuthorities, loadSettings } from '../../db/authority.ts';
import { type Database, openDatabase } from '../../db/connect.ts';
import { QUICKNET } from '../../domain/beacon/chain.ts';
import { timeOfRound } from '../../domain/beacon/rounds.ts';
import { type RandomnessSettings, usesBeacon } from '../../domain/settings/randomness.ts';
import type { Config } from '../../runtime/environment.ts';
import { type Finding, ready } from './finding.ts';

const PART = { part: 'randomness', name: '公共随机源' } as const;
const WAIT = '配置前，正式抽取停在“等待”，演练不受影响；由系统管理员在设置的 draw.randomness 中选定';
const LIMIT_MS = 3_000;
const LARGEST_DIFFERENCE_SECONDS = 120;

interface Chosen {
  readonly authorityId: string;
  readonly randomness: RandomnessSettings | null;
}

const chosenBy = async (db: Kysely<Database>): Promise<Chosen[]> =>
  Promise.all(
    (await listAuthorities(db)).map(async ({ id }) => ({
      authorityId: id,
      randomness: (await loadSettings(db, id)).settings.draw.randomness,
    })),
  );

/** Asks every relay that is named once: who answers, and how far our clock is from the beacon. */
const relaysFinding = async (relays: readonly string[], authorities: number): Promise<Finding> => {
  const rounds = await Promise.all(
    relays.map(async (relay) => ({ relay, round: await latestProvenRound(QUICKNET, [relay], LIMIT_MS) })),
  );
  const proven = rounds.flatMap(({ round }) => (round === null || round === 0 ? [] : [round]));
  const silent = rounds.filter(({ round }) => round === null || round === 0).map(({ relay }) => relay);
  if (proven.length === 0) {
    const found = `${relays.length} 个信标中继站都没有给出经公钥验证的轮次`;
    return { ...PART, state: 'fault', found, wayOut: '请检查网络和设置中的中继站地址' };
  }
  const aheadSeconds = Math.round((timeOfRound(QUICKNET, Math.max(...proven)) - Date.now()) / 1000);
  if (aheadSeconds > LARGEST_DIFFERENCE_SECONDS) {
    const found = `本机时钟比公共信标慢 ${aheadSeconds} 秒`;
    return { ...PART, state: 'fault', found, wayOut: '请校准服务器时间；此前不会发布抽取公告' };
  }
  const answering = `${authorities} 个实施主体已配置；${proven.length}/${relays.length} 个中继站应答并通过验证`;
  if (silent.length === 0) return ready(PART.part, PART.name, answering);
  return { ...PART, state: 'fallback', found: answering, wayOut: `没有应答：${silent.join('、')}` };
};

const findingOf = (all: readonly Chosen[]): Finding | Promise<Finding> => {
  const without = all.filter(({ randomness }) => randomness === null).map(({ authorityId }) => authorityId);
  if (all.length === 0 || without.length > 0) {
    return {
      ...PART,
      state: 'missing',
      found: `未配置：${without.join('、') || '尚无实施主体'}`,
      wayOut: WAIT,
    };
  }
  const named = all.flatMap(({ randomness }) =>
    randomness !== null && usesBeacon(randomness) ? randomness.relays : [],
  );
  if (named.length === 0) return ready(PART.part, PART.name, `${all.length} 个实施主体现场投掷骰子`);
  return relaysFinding([...new Set(named)], all.length);
};

/** No live code path takes a seed: without a public source of randomness only rehearsals draw. */
export const randomnessFinding = async ({ databaseUrl }: Config): Promise<Finding> => {
  const unknown = { ...PART, state: 'missing', found: '各实施主体的设置在数据库中', wayOut: WAIT } as const;
  if (databaseUrl === undefined) return unknown;
  const db = openDatabase(databaseUrl, { max: 1, applicationName: 'doctor' });
  try {
    return await findingOf(await chosenBy(db));
  } catch {
    // No database, or none that is set up: that is another finding's to tell.
    return unknown;
  } finally {
    await db.destroy();
  }
};
