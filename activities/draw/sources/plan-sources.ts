import type { BeaconChain } from '../../../domain/beacon/chain.ts';
import { firstRoundFrom } from '../../../domain/beacon/rounds.ts';
import { dateAt, type IsoDate } from '../../../domain/calendar/dates.ts';
import type { WorkingCalendar } from '../../../domain/calendar/working-calendar.ts';
import { firstWorkingDayOnOrAfter } from '../../../domain/calendar/working-days.ts';
import {
  type AnnouncedFallback,
  type AnnouncedSource,
  DICE_NORMALISATION,
  type DiceSource,
  DRAND_NORMALISATION,
  type DrandSource,
  FALLBACK_DICE,
  LEAST_DICE,
  roundInstant,
} from '../../../domain/draw/announced-sources.ts';
import { type RandomnessSettings, usesBeacon } from '../../../domain/settings/randomness.ts';
import type { SourcePlan, Waiting } from '../randomness.ts';
import { chinaTime } from './china-time.ts';
import { diceFallback, voidFallback } from './fallback.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** People are invited to a full five minutes. */
const CEREMONY_STEP_MS = 300_000;

const LACK_OF_PEOPLE = '检查人员不足以组成检查组的，本次抽取作废，编号保留，补足人员后以新的编号重新抽取。';
const VOID = '本次抽取作废，编号保留，另行公告后以新的编号重新抽取。';

/** As announcements write instants: six fractional digits. */
const instantText = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}.000000Z`;

/** On a working day, at the same time of day: a ceremony needs people. */
const ceremonyMs = (calendar: WorkingCalendar, earliestMs: number): number => {
  const ms = Math.ceil(earliestMs / CEREMONY_STEP_MS) * CEREMONY_STEP_MS;
  const on = dateAt(ms);
  const { date } = firstWorkingDayOnOrAfter(calendar, on);
  return ms + ((Date.parse(date) - Date.parse(on)) / DAY_MS) * DAY_MS;
};

const diceSource = (id: string, when: string, place: string): DiceSource => ({
  id,
  kind: 'dice',
  faces: 10,
  least: LEAST_DICE,
  normalisation: DICE_NORMALISATION,
  when,
  where: place,
});

const drandSource = (chain: BeaconChain, fromMs: number, relays: readonly string[]): DrandSource => {
  const place = {
    genesis: chain.genesisSeconds,
    period: chain.periodSeconds,
    round: firstRoundFrom(chain, fromMs),
  };
  return {
    id: 'drand',
    kind: 'drand',
    chain_hash: chain.hash,
    public_key: chain.publicKey,
    scheme: chain.scheme,
    ...place,
    normalisation: DRAND_NORMALISATION,
    when: roundInstant(place),
    where: relays.join('、'),
  };
};

const fallbackOf = (settings: RandomnessSettings, waitUntilMs: number, place: string): AnnouncedFallback => {
  const wait_until = instantText(waitUntilMs);
  const until = chinaTime(waitUntilMs);
  const common = { wait_until, lack_of_people: 'void' } as const;
  const ceremony = settings.mode === 'beacon' ? '' : `现场投骰结果未在规定时间内由两人一致录入的，${VOID}`;
  if (settings.mode === 'ceremony') return voidFallback({ ...common, text: `${ceremony}${LACK_OF_PEOPLE}` });
  const silent = `截至${until}（届时再查询一次）仍未取得经公钥验证的同一轮次签名的，`;
  if (settings.fallback === 'void') {
    return voidFallback({ ...common, text: `${ceremony}${silent}${VOID}${LACK_OF_PEOPLE}` });
  }
  const dice = `改为在${place}当众投掷骰子，由两人分别录入；此后取得的该轮次不再采用。`;
  return diceFallback(
    { ...common, text: `${ceremony}${silent}${dice}${LACK_OF_PEOPLE}` },
    diceSource(FALLBACK_DICE, wait_until, place),
  );
};

const TOO_LATE = (latestOn: IsoDate): string =>
  `公告期和等候期将超过最迟抽取日期${latestOn}，来不及公告；请缩短公告期或等候期，或者组织延期`;

/**
 * What an announcement of this instant names: the round by its number, the ceremony by its hour, and what happens if
 * either stays silent. Waits instead where all of that would not fit before the latest day of the draw.
 *
 * @param announcedAt RFC 3339 with six fractional digits
 */
export const planSources = (
  settings: RandomnessSettings,
  chain: BeaconChain,
  {
    announcedAt,
    latestOn,
    calendar,
    signingHours,
  }: {
    readonly announcedAt: string;
    readonly latestOn: IsoDate;
    readonly calendar: WorkingCalendar;
    /** In which the draft is signed: the notice begins after them. */
    readonly signingHours: number;
  },
): SourcePlan | Waiting => {
  const place = settings.ceremonyPlace ?? '';
  const noticedMs = Date.parse(announcedAt) + (signingHours + settings.noticeHours) * HOUR_MS;
  const sources: AnnouncedSource[] = [];
  let lastMs = noticedMs;
  if (settings.mode !== 'beacon') {
    lastMs = ceremonyMs(calendar, noticedMs);
    sources.push(diceSource('dice', instantText(lastMs), place));
  }
  if (usesBeacon(settings)) {
    const fromMs = settings.mode === 'beacon' ? lastMs : lastMs + settings.roundAfterCeremonyHours * HOUR_MS;
    const beacon = drandSource(chain, fromMs, settings.relays);
    lastMs = Date.parse(beacon.when);
    sources.push(beacon);
  }
  const waitUntilMs = lastMs + settings.fallbackAfterHours * HOUR_MS;
  const fallback = fallbackOf(settings, waitUntilMs, place);
  // Dice in place of a silent beacon need a day of their own.
  const needsUntilMs = fallback.then === 'dice' ? waitUntilMs + DAY_MS : waitUntilMs;
  if (dateAt(needsUntilMs) > latestOn) return { waitingFor: TOO_LATE(latestOn) };
  return { sources, noticeHours: settings.noticeHours, fallback };
};
