/** The public log of signing keys (签名密钥登记簿): every key that ever signed for an authority, and how it came and went. */
import { canonicalHash } from '../draw/canonical.ts';
import { isSignedBy, keyIdOf } from './ed25519.ts';
import { endorsedText } from './signed-text.ts';

/** operator 抽取人 · supervisor 监督人 · witness 见证人 · superior 上级机关, who countersigns announcements. */
export const KEY_ROLES = {
  operator: '抽取人',
  supervisor: '监督人',
  witness: '见证人',
  superior: '上级机关',
} as const;
export type KeyRole = keyof typeof KEY_ROLES;

export interface Endorsement {
  readonly key_id: string;
  /** Signature of `endorsedText`, hex. */
  readonly value: string;
}

/** One line of `keys.json`; member names are those of the published file. */
export interface KeyEntry {
  /** 1.. without gaps, per authority. */
  readonly no: number;
  /** `rotated`: this key takes the place of the one that its role has in use. */
  readonly event: 'made' | 'rotated' | 'lost';
  readonly key_id: string;
  readonly role: KeyRole;
  readonly alg: 'ed25519';
  readonly public_key: string;
  /** Six fractional digits and `Z`. */
  readonly at: string;
  /** The office that holds it (职务), never a name. */
  readonly holder: string;
  readonly endorsements: readonly Endorsement[];
}

export const entryHash = ({ endorsements: _, ...entry }: KeyEntry): string => canonicalHash({ ...entry });

/** The text that endorses an entry. */
export const entryText = (authorityId: string, entry: KeyEntry): string =>
  endorsedText(authorityId, entryHash(entry));

const isOver = (entry: KeyEntry, later: readonly KeyEntry[]): boolean =>
  later.some(
    ({ event, role, key_id }) =>
      (event === 'lost' && key_id === entry.key_id) || (event === 'rotated' && role === entry.role),
  );

/** The entry that brought the key which a role has in use at the end of this log; undefined where it has none. */
export const keyInUse = (log: readonly KeyEntry[], role: KeyRole): KeyEntry | undefined =>
  log.find(
    (entry, index) => entry.role === role && entry.event !== 'lost' && !isOver(entry, log.slice(index + 1)),
  );

/** Who may stand for what happened after a draw. */
const EVENT_ROLES: ReadonlySet<KeyRole> = new Set<KeyRole>(['operator', 'supervisor']);

/**
 * The key by which an event of a draw may be signed: operator's or supervisor's, and not given up before the event. An
 * event is signed when there is time for it, so the key may be younger than the event.
 * @param at of the event, six fractional digits
 */
export const eventKey = (log: readonly KeyEntry[], keyId: string, at: string): KeyEntry | undefined => {
  const entry = log.find(({ key_id, event }) => key_id === keyId && event !== 'lost');
  if (entry === undefined || !EVENT_ROLES.has(entry.role)) return undefined;
  const end = log.find(({ no, role }) => role === entry.role && no > entry.no);
  return end === undefined || end.at > at ? entry : undefined;
};

/**
 * The key of a role if it was in use at an instant: what it signed then stays valid, whatever becomes of it later.
 * @param at six fractional digits, as in the log
 */
export const keyAt = (
  log: readonly KeyEntry[],
  keyId: string,
  role: KeyRole,
  at: string,
): KeyEntry | undefined => {
  const key = keyInUse(
    log.filter((entry) => entry.at <= at),
    role,
  );
  return key?.key_id === keyId ? key : undefined;
};

/** Who must vouch where the role's own key, or the supervisor's, cannot. */
const othersOf = (log: readonly KeyEntry[]): KeyEntry[] => {
  const superior = keyInUse(log, 'superior');
  if (superior !== undefined) return [superior];
  return [keyInUse(log, 'operator'), keyInUse(log, 'witness')].filter((key) => key !== undefined);
};

export type Needed =
  | { readonly allowed: true; readonly by: readonly KeyEntry[] }
  /** Why there can be no such entry now, in Chinese. */
  | { readonly allowed: false; readonly why: string };

const refuse = (why: string): Needed => ({ allowed: false, why });
const needs = (by: readonly KeyEntry[]): Needed => ({ allowed: true, by });

const neededForTop = (
  log: readonly KeyEntry[],
  role: 'supervisor' | 'superior',
  event: KeyEntry['event'],
): Needed => {
  const own = keyInUse(log, role);
  // A key in hand is handed on by itself.
  if (event === 'rotated' && own !== undefined) return needs([own]);
  const isFirst = !log.some((entry) => entry.role === role);
  if (role === 'superior') {
    const supervisor = keyInUse(log, 'supervisor');
    if (supervisor !== undefined) return needs([supervisor]);
    return isFirst ? needs([]) : refuse('没有在用的监督人密钥可以背书');
  }
  const others = othersOf(log);
  if (isFirst) return needs(others.filter((key) => key.role === 'superior'));
  return others.length === 0
    ? refuse('监督人的密钥已失效，又没有其他在用密钥可以背书：请由上级机关登记密钥后办理')
    : needs(others);
};

/**
 * Whose endorsements an entry needs beside that of the new key itself, which proves that somebody holds it:
 * the supervisor's; for the supervisor's own key the one it replaces, or where that is lost the superior's, else those
 * of operator and witness. The first key of all is taken on trust: its id is posted where everyone can read it.
 */
export const neededFor = (
  log: readonly KeyEntry[],
  { event, role, key_id }: Pick<KeyEntry, 'event' | 'role' | 'key_id'>,
): Needed => {
  const own = keyInUse(log, role);
  if (event === 'made' && own !== undefined) {
    return refuse(`${KEY_ROLES[role]}已有在用密钥 ${own.key_id}，请办理更换（rotate）`);
  }
  if (event === 'rotated' && own === undefined) return refuse(`${KEY_ROLES[role]}没有在用密钥可以更换`);
  if (event === 'lost' && own?.key_id !== key_id) return refuse(`密钥 ${key_id} 不是在用密钥，不需要挂失`);
  if (event !== 'lost' && log.some((entry) => entry.key_id === key_id)) {
    return refuse(`密钥 ${key_id} 登记过，不能再用`);
  }
  if (role === 'supervisor' || role === 'superior') return neededForTop(log, role, event);
  const supervisor = keyInUse(log, 'supervisor');
  if (supervisor !== undefined) return needs([supervisor]);
  return log.some((entry) => entry.role === 'supervisor')
    ? refuse('没有在用的监督人密钥可以背书')
    : needs([]);
};

export interface KeyLogFault {
  readonly no: number;
  readonly what: 'number' | 'key-id' | 'time' | 'endorsement';
  /** In Chinese. */
  readonly why: string;
}

const isEndorsedBy = (authorityId: string, entry: KeyEntry, keyId: string, publicKey: string): boolean =>
  entry.endorsements.some(
    ({ key_id, value }) => key_id === keyId && isSignedBy(publicKey, entryText(authorityId, entry), value),
  );

/** What is wrong with an entry that follows a log which is right; null where nothing is. */
export const entryFault = (
  authorityId: string,
  log: readonly KeyEntry[],
  entry: KeyEntry,
): KeyLogFault | null => {
  const fault = (what: KeyLogFault['what'], why: string): KeyLogFault => ({ no: entry.no, what, why });
  const { no, key_id, public_key, event } = entry;
  if (no !== log.length + 1) return fault('number', `应为第 ${log.length + 1} 条，实为第 ${no} 条`);
  if (keyIdOf(public_key) !== key_id) return fault('key-id', `密钥编号 ${key_id} 与公钥不符`);
  if (entry.at < (log.at(-1)?.at ?? '')) return fault('time', '时间早于前一条');
  const needed = neededFor(log, entry);
  if (!needed.allowed) return fault('endorsement', needed.why);
  if (event !== 'lost' && !isEndorsedBy(authorityId, entry, key_id, public_key)) {
    return fault('endorsement', `缺少新密钥 ${key_id} 自己的签名，不能证明有人持有它`);
  }
  const silent = needed.by.find((key) => !isEndorsedBy(authorityId, entry, key.key_id, key.public_key));
  if (silent === undefined) return null;
  return fault('endorsement', `缺少${KEY_ROLES[silent.role]}密钥 ${silent.key_id} 的有效背书`);
};

/** The first thing that is wrong with a log, entry by entry. */
export const keyLogFault = (authorityId: string, log: readonly KeyEntry[]): KeyLogFault | null => {
  for (const [index, entry] of log.entries()) {
    const fault = entryFault(authorityId, log.slice(0, index), entry);
    if (fault !== null) return fault;
  }
  return null;
};
