import { LEAST_DICE } from '../draw/announced-sources.ts';

/**
 * Where live draws of an authority get their randomness (随机数来源), in order of preference:
 * - `beacon-after-ceremony`: dice before witnesses first, a beacon's round last, which nobody in the room controls;
 * - `beacon`: a beacon's round alone;
 * - `ceremony`: dice alone, for an office without a network.
 * Which chain the round is of is pinned in code and no setting: see `domain/beacon/chain.ts`.
 */
export const RANDOMNESS_MODES = ['beacon-after-ceremony', 'beacon', 'ceremony'] as const;
export type RandomnessMode = (typeof RANDOMNESS_MODES)[number];

export interface RandomnessSettings {
  readonly mode: RandomnessMode;
  /** Addresses of drand relays (中继站). None is trusted: what they give is verified against the pinned key. */
  readonly relays: readonly string[];
  /** Ceremony and round lie at least so many hours after the announcement. */
  readonly noticeHours: number;
  /** Between the ceremony and the round, where there are both. */
  readonly roundAfterCeremonyHours: number;
  /** When a source stays silent: the draw is void, or dice are thrown in place of a silent beacon. */
  readonly fallback: 'void' | 'dice';
  /** A silent source is waited for so many hours; only then comes the fallback. */
  readonly fallbackAfterHours: number;
  /** Where dice are thrown, for whoever wants to watch; null where none ever are. */
  readonly ceremonyPlace: string | null;
}

/** A machine's clock may be an hour wrong without the notice, the wait or the ceremony being lost. */
export const LEAST_HOURS = 2;

export const usesBeacon = ({ mode }: Pick<RandomnessSettings, 'mode'>): boolean => mode !== 'ceremony';
const throwsDice = ({ mode, fallback }: RandomnessSettings): boolean =>
  mode !== 'beacon' || fallback === 'dice';

const isRelay = (address: string): boolean => {
  if (!URL.canParse(address)) return false;
  const { protocol, username, password, search, hash } = new URL(address);
  return (protocol === 'https:' || protocol === 'http:') && `${username}${password}${search}${hash}` === '';
};

/** What is wrong with settings, in Chinese; empty when they can be announced. */
export const randomnessProblems = (settings: RandomnessSettings): readonly string[] => {
  const { mode, relays, fallback, ceremonyPlace } = settings;
  const problems: string[] = [];
  const hours = {
    公告期: settings.noticeHours,
    等候期: settings.fallbackAfterHours,
    仪式与信标轮次的间隔: settings.roundAfterCeremonyHours,
  };
  for (const [name, value] of Object.entries(hours)) {
    if (!Number.isSafeInteger(value) || value < LEAST_HOURS) {
      problems.push(`${name}应为不少于 ${LEAST_HOURS} 的整小时数`);
    }
  }
  if (usesBeacon(settings) && relays.length === 0) problems.push('使用公共信标须列出至少一个中继站地址');
  for (const relay of relays) {
    if (!isRelay(relay)) problems.push(`中继站“${relay}”不是有效的网址，应写成 https://…，不含用户名和参数`);
    if (relay.endsWith('/') || relay.includes('、'))
      problems.push(`中继站“${relay}”末尾不要斜线，网址中不要顿号`);
  }
  if (new Set(relays).size !== relays.length) problems.push('中继站地址重复');
  if (throwsDice(settings) && (ceremonyPlace ?? '').trim() === '') {
    problems.push(`使用骰子（至少${LEAST_DICE}次）须写明投掷地点，供公众到场见证`);
  }
  if (mode === 'ceremony' && fallback === 'dice') problems.push('仅用骰子时，备用方式应为作废');
  return problems;
};
