import type { KeyEntry } from '../../domain/keys/key-log.ts';
import type { Reader } from '../actor.ts';

/** The key log of an authority as it is published (`keys.json`), oldest first. */
export const readKeyLog = async (db: Reader, authorityId: string): Promise<KeyEntry[]> => {
  const rows = await db
    .selectFrom('signingKey')
    .selectAll()
    .where('authorityId', '=', authorityId)
    .orderBy('no')
    .execute();
  return rows.map(({ no, event, keyId, role, publicKey, at, holder, endorsements }) => ({
    no,
    event,
    key_id: keyId,
    role,
    alg: 'ed25519',
    public_key: publicKey,
    at,
    holder,
    endorsements: endorsements as unknown as KeyEntry['endorsements'],
  }));
};

/** Who holds a key; null for one of a rehearsal or of the superior. Never published. */
export const holderOf = async (db: Reader, authorityId: string, keyId: string): Promise<string | null> => {
  const row = await db
    .selectFrom('signingKey')
    .select('officerId')
    .where('authorityId', '=', authorityId)
    .where('keyId', '=', keyId)
    .where('event', '<>', 'lost')
    .executeTakeFirst();
  return row?.officerId ?? null;
};
