import { randomBytes } from 'node:crypto';
import { type BeaconChain, QUICKNET } from '../../../domain/beacon/chain.ts';
import { timeOfRound } from '../../../domain/beacon/rounds.ts';
import { randomnessOf } from '../../../domain/beacon/verify-beacon.ts';
import type { Instant } from '../../../domain/calendar/dates.ts';
import type { DrandSource } from '../../../domain/draw/announced-sources.ts';
import {
  beaconOf,
  type NextStep,
  nextSourceStep,
  roundMs,
  type SourceFacts,
} from '../../../domain/randomness/source-facts.ts';
import { usesBeacon } from '../../../domain/settings/randomness.ts';
import { nextLook } from '../../inspection-cycle/cycle-facts.ts';
import type { Step } from '../../shared/step.ts';
import type { AskingDraw, Looked, RandomnessSource, RelayAnswer, Waiting } from '../randomness.ts';
import { chinaTime } from './china-time.ts';
import { isOf } from './is-of.ts';
import { noteLies } from './note-lies.ts';
import { planSources } from './plan-sources.ts';
import { askRelays, latestProvenRound } from './relay-client.ts';
import { relaysOf } from './relays-of.ts';
import { readSourceFacts, storeProof, takeFallback } from './source-store.ts';

const SALT_BYTES = 32;
export const NO_SOURCE_REASON =
  '尚未配置公共随机源：正式抽取必须使用事先公告、事后可核验的公共随机数，请先在设置中配置';
const NO_RELAY = '没有一个信标中继站可以连接，暂不公告：请检查网络和中继站地址';
const OTHER_CHAIN = '公告所列信标不是本系统认可的公共信标，不予采用';

/** A clock may be behind the beacon by so much before an announcement is refused: rounds travel, machines drift. */
const CLOCK_LAG_MS = 120_000;
/** A round is out some seconds after its instant. */
const PUBLISHED_WITHIN_MS = 5_000;
const LEAST_PAUSE_MS = 60_000;
const LONGEST_PAUSE_MS = 1_800_000;
const PAUSE_SHARE = 4;

const instant = (ms: number): Instant => new Date(ms).toISOString();

/** Six fractional digits, from an instant with milliseconds or none. */
const sixDigits = (at: Instant): string => `${new Date(at).toISOString().slice(0, 23)}000Z`;

const clockObstacle = async (
  chain: BeaconChain,
  relays: readonly string[],
  at: Instant,
): Promise<Waiting | null> => {
  const round = await latestProvenRound(chain, relays);
  if (round === null) return { waitingFor: NO_RELAY };
  if (round === 0) return { waitingFor: '信标中继站的应答未通过公钥验证，暂不公告：请更换中继站' };
  const ahead = timeOfRound(chain, round) - Date.parse(at);
  if (ahead <= CLOCK_LAG_MS) return null;
  return {
    waitingFor: '系统时钟慢于公共信标，暂不公告：公告时刻不准，公告期就没有保证；请校准服务器时间',
  };
};

/** More and more seldom, until the announced end of the wait: a relay that comes back is found within minutes. */
const nextAskMs = (facts: SourceFacts, source: DrandSource): number => {
  const waited = facts.atMs - roundMs(source);
  const pause = Math.min(LONGEST_PAUSE_MS, Math.max(LEAST_PAUSE_MS, waited / PAUSE_SHARE));
  return Math.min(facts.atMs + pause, Date.parse(facts.announcement.fallback.wait_until));
};

const waiting = (step: Step, next: NextStep): Looked => {
  const wakeAt = (ms: number | null): Instant => (ms === null ? nextLook(step) : instant(ms));
  switch (next.kind) {
    case 'await-dice': {
      const place = `自${chinaTime(Date.parse(next.source.when))}起在${next.source.where}投掷骰子`;
      const waitingFor = `${place}，由两人分别录入，两次一致方为有效`;
      return { kind: 'wait', waitingFor, wakeAt: wakeAt(next.wakeAtMs) };
    }
    case 'await-round':
      return {
        kind: 'wait',
        waitingFor: `公共信标第${next.source.round}轮，时刻为${chinaTime(next.wakeAtMs)}`,
        wakeAt: wakeAt(next.wakeAtMs + PUBLISHED_WITHIN_MS),
      };
    case 'await-void':
      return {
        kind: 'wait',
        waitingFor: `投骰结果未在规定时间内录入，按公告于${chinaTime(next.wakeAtMs)}作废`,
        wakeAt: wakeAt(next.wakeAtMs),
      };
    default:
      throw new Error(`a draw does not wait for ${next.kind}`);
  }
};

const voided = (silent: string): Looked => ({
  kind: 'void',
  reason: `随机数来源“${silent}”在公告的期限内没有产生结果，按公告作废`,
});

/** The wait is over and the beacon silent: what was announced for that happens, and nothing else. */
const fallBack = async (step: Step, { id }: AskingDraw, facts: SourceFacts): Promise<Looked> => {
  const next = nextSourceStep({ ...facts, fellBack: true });
  if (next.kind === 'void') return voided(next.silent);
  await takeFallback(step, id);
  await step.audit('draw.fallback', ['draw', id], { fallback: facts.announcement.fallback });
  return waiting(step, next);
};

const takeAnswers = async (
  step: Step,
  { id }: AskingDraw,
  facts: SourceFacts,
  answers: readonly RelayAnswer[],
): Promise<SourceFacts> => {
  const source = beaconOf(facts.announcement);
  if (source === undefined || facts.fellBack || facts.values.has(source.id)) return facts;
  await noteLies(step, id, source.round, answers);
  const signature = answers.find(({ outcome }) => outcome === 'verified')?.signature;
  if (signature === undefined) return facts;
  const randomness = randomnessOf(signature);
  const proof = { round: source.round, signature, randomness };
  await storeProof(step, id, { sourceId: source.id, kind: 'drand', value: randomness, proof });
  return { ...facts, values: new Map([...facts.values, [source.id, randomness]]) };
};

const look = async (
  chain: BeaconChain,
  step: Step,
  draw: AskingDraw,
  answers?: readonly RelayAnswer[],
): Promise<Looked> => {
  const stored = await readSourceFacts(step, draw.id);
  if (stored === null) return { kind: 'wait', waitingFor: '抽取公告尚未发布', wakeAt: nextLook(step) };
  const beacon = beaconOf(stored.announcement);
  if (draw.rehearsal || (beacon !== undefined && !isOf(chain, beacon))) {
    return { kind: 'wait', waitingFor: OTHER_CHAIN, wakeAt: nextLook(step) };
  }
  const facts = answers === undefined ? stored : await takeAnswers(step, draw, stored, answers);
  const next = nextSourceStep(facts);
  if (next.kind === 'complete') return { kind: 'obtained', values: next.values };
  if (next.kind === 'void') return voided(next.silent);
  if (next.kind !== 'ask-beacon') return waiting(step, next);
  const { source, last } = next;
  if (answers === undefined) {
    const relays = relaysOf(source, step.settings.draw.randomness);
    return { kind: 'ask', question: { round: source.round, relays } };
  }
  if (last) return fallBack(step, draw, facts);
  const waitingFor = `公共信标第${source.round}轮已到时刻，尚未从中继站取得`;
  return { kind: 'wait', waitingFor, wakeAt: instant(nextAskMs(facts, source)) };
};

/**
 * The source of live draws, made from each authority's own settings: a beacon's round, dice, or both. It takes no seed.
 * @param chain pinned; only a test gives another, and then in code: no setting, no environment and no relay can
 */
export const liveSource = (chain: BeaconChain = QUICKNET): RandomnessSource => ({
  beacon: chain,
  announcedAt: sixDigits,
  saltOf: () => randomBytes(SALT_BYTES).toString('hex'),
  obstacleToAnnouncing: async (settings, at) => {
    if (settings === null) return { waitingFor: NO_SOURCE_REASON };
    return usesBeacon(settings) ? clockObstacle(chain, settings.relays, at) : null;
  },
  plan: async ({ settings, calendar }, announcedAt, latestOn) => {
    const { randomness } = settings.draw;
    if (randomness === null) return { waitingFor: NO_SOURCE_REASON };
    return planSources(randomness, chain, {
      ...{ announcedAt, latestOn, calendar },
      signingHours: settings.draw.signingHours,
    });
  },
  look: (step, draw, answers) => look(chain, step, draw, answers),
  ask: (question, timeoutMs) => askRelays(chain, question, timeoutMs),
});
