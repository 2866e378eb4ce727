import type { FastifyRequest } from 'fastify';

/** From where somebody signed in, as coarse as helps him to know his own devices again. */
export interface FromWhere {
  readonly address: string | null;
  readonly agent: string | null;
}

export const NOWHERE: FromWhere = { address: null, agent: null };

const PROGRAMS: readonly (readonly [RegExp, string])[] = [
  [/MicroMessenger/, '微信'],
  [/DingTalk/, '钉钉'],
  [/Edg(e|A|iOS)?\//, 'Edge'],
  [/QQBrowser/, 'QQ 浏览器'],
  [/Firefox|FxiOS/, 'Firefox'],
  [/Chrome|CriOS/, 'Chrome'],
  [/Safari/, 'Safari'],
];
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/HarmonyOS|OpenHarmony/, '鸿蒙'],
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Windows/, 'Windows'],
  [/Mac OS X|Macintosh/, 'macOS'],
  [/Linux/, 'Linux'],
];

const named = (list: readonly (readonly [RegExp, string])[], text: string): string | null =>
  list.find(([sign]) => sign.test(text))?.[1] ?? null;

/** `Chrome · Windows`: no version and nothing that a page could be tricked with. */
const coarse = (agent: string): string =>
  [named(PROGRAMS, agent) ?? '其他程序', named(SYSTEMS, agent)].filter((part) => part !== null).join(' · ');

export const fromWhere = ({ ip, headers }: Pick<FastifyRequest, 'ip' | 'headers'>): FromWhere => ({
  address: ip,
  agent: headers['user-agent'] === undefined ? null : coarse(headers['user-agent']),
});
