import { installationMode } from '../../../db/installation.ts';
import { appendKey } from '../../../db/keys/append-key.ts';
import { readKeyLog } from '../../../db/keys/key-log.ts';
import { sha256Hex } from '../../../domain/draw/hash.ts';
import { Refusal } from '../../../domain/failure/failures.ts';
import { keyIdOf, publicKeyOf, sign } from '../../../domain/keys/ed25519.ts';
import { entryText, type KeyEntry, type KeyRole, keyInUse } from '../../../domain/keys/key-log.ts';
import { preciseInstant } from '../../../domain/keys/signed-text.ts';
import type { Step } from '../../shared/step.ts';
import type { RandomnessSource } from '../randomness.ts';

const ROLES = ['supervisor', 'operator', 'witness'] as const satisfies readonly KeyRole[];
type Role = (typeof ROLES)[number];
const HOLDER = '演练密钥，不能用于正式抽取';

const assertRehearsal = async (step: Step): Promise<void> => {
  if ((await installationMode(step.trx)) !== 'rehearsal') {
    throw new Refusal('Forbidden', '演练密钥只能用于演练库，正式抽取由持有密钥的人员签名');
  }
};

/** From the rehearsal's seed where its source has one; these keys prove nothing, so a known one is as good. */
const seedOf = ({ authorityId }: Step, source: Pick<RandomnessSource, 'saltOf'>, role: Role): string => {
  const label = `${authorityId}/${role}`;
  const salt = source.saltOf('signing-key', label);
  return salt === source.saltOf('signing-key', label) ? sha256Hex(salt) : sha256Hex(`rehearsal/${label}`);
};

/** A rehearsal's keys, entered in its key log when first needed. @throws Refusal Forbidden in a live database */
export const rehearsalKeys = async (
  step: Step,
  source: Pick<RandomnessSource, 'saltOf'>,
): Promise<readonly KeyEntry[]> => {
  await assertRehearsal(step);
  const { trx, authorityId, at, actor } = step;
  const supervisor = seedOf(step, source, 'supervisor');
  for (const role of ROLES) {
    const log = await readKeyLog(trx, authorityId);
    if (keyInUse(log, role) !== undefined) continue;
    const seed = seedOf(step, source, role);
    const publicKey = publicKeyOf(seed);
    const draft: KeyEntry = {
      no: log.length + 1,
      event: 'made',
      key_id: keyIdOf(publicKey),
      role,
      alg: 'ed25519',
      public_key: publicKey,
      // Rehearsed time runs on by milliseconds while work is done; the same seed must give the same log.
      at: `${at.slice(0, 13)}:00:00.000000Z`,
      holder: HOLDER,
      endorsements: [],
    };
    const text = entryText(authorityId, draft);
    const by = role === 'supervisor' ? [seed] : [seed, supervisor];
    const endorsements = by.map((key) => ({ key_id: keyIdOf(publicKeyOf(key)), value: sign(key, text) }));
    const entry = { ...draft, endorsements };
    await appendKey(
      trx,
      { authorityId, entry, officerId: null, rehearsal: true },
      { actor, commandId: null, at },
    );
  }
  return readKeyLog(trx, authorityId);
};

/** @throws Refusal Forbidden in a live database */
export const signInRehearsal = async (
  step: Step,
  source: Pick<RandomnessSource, 'saltOf'>,
  role: Role,
  text: string,
): Promise<{ readonly keyId: string; readonly value: string; readonly signedAt: string }> => {
  await assertRehearsal(step);
  const seed = seedOf(step, source, role);
  return { keyId: keyIdOf(publicKeyOf(seed)), value: sign(seed, text), signedAt: preciseInstant(step.at) };
};
