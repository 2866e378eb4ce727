/** Keys of a made draw and the log that they stand in. */
import { sha256Hex } from '../../../domain/draw/hash.ts';
import { keyIdOf, publicKeyOf, sign } from '../../../domain/keys/ed25519.ts';
import { entryText, type KeyEntry, type KeyRole, neededFor } from '../../../domain/keys/key-log.ts';
import { AUTHORITY } from './facts-of-the-draw.ts';

export const secretOf = (seed: number, role: KeyRole): string => sha256Hex(`${seed}/key/${role}`);

export const testKeyId = (seed: number, role: KeyRole): string => keyIdOf(publicKeyOf(secretOf(seed, role)));

const HOLDERS: Readonly<Record<KeyRole, string>> = {
  supervisor: '分管副局长',
  superior: '市交通运输局法规科科长',
  operator: '双随机办公室主任',
  witness: '派驻纪检组组长',
};

/** One more entry, endorsed by all who must. */
export const nextKeyEntry = (
  log: readonly KeyEntry[],
  role: KeyRole,
  secret: string,
  change: { readonly event: KeyEntry['event']; readonly at: string; readonly by: readonly string[] },
): KeyEntry => {
  const entry: KeyEntry = {
    no: log.length + 1,
    event: change.event,
    key_id: keyIdOf(publicKeyOf(secret)),
    role,
    alg: 'ed25519',
    public_key: publicKeyOf(secret),
    at: change.at,
    holder: HOLDERS[role],
    endorsements: [],
  };
  const text = entryText(AUTHORITY, entry);
  const endorsements = change.by.map((each) => ({
    key_id: keyIdOf(publicKeyOf(each)),
    value: sign(each, text),
  }));
  return { ...entry, endorsements };
};

export const keyLogOf = (seed: number): KeyEntry[] => {
  const log: KeyEntry[] = [];
  for (const [index, role] of (['supervisor', 'superior', 'operator', 'witness'] as const).entries()) {
    const secret = secretOf(seed, role);
    const needed = neededFor(log, { event: 'made', role, key_id: testKeyId(seed, role) });
    const roles = needed.allowed ? needed.by.map((entry) => entry.role) : [];
    const by = [secret, ...roles.map((each) => secretOf(seed, each))];
    const at = `2023-01-0${index + 1}T01:00:00.000000Z`;
    log.push(nextKeyEntry(log, role, secret, { event: 'made', at, by }));
  }
  return log;
};
