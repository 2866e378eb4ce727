import type { Kysely } from 'kysely';
import type { Database } from '../../../db/connect.ts';
import { holderOf, readKeyLog } from '../../../db/keys/key-log.ts';
import type { Announcement } from '../../../domain/draw/announcement.ts';
import { KEY_ROLES, keyInUse } from '../../../domain/keys/key-log.ts';
import type { DrawPhase } from './draw-phase.ts';
import type { RoomAsked } from './room-asked.ts';

type Db = Kysely<Database>;
const SIGNERS = ['operator', 'supervisor', 'witness'] as const;
type Signer = (typeof SIGNERS)[number];

const given = (db: Db, authorityId: string, drawId: string) =>
  db
    .selectFrom('drawSignature as s')
    .leftJoin('officer as o', (join) =>
      join.onRef('o.authorityId', '=', 's.authorityId').onRef('o.id', '=', 's.officerId'),
    )
    .select(['s.document', 's.role', 's.keyId', 's.signedAt', 'o.name'])
    .where('s.authorityId', '=', authorityId)
    .where('s.drawId', '=', drawId)
    .orderBy('s.signedAt')
    .execute();

/** Keys that are in use now, and which of them the asking officer holds. */
const keysOf = async (db: Db, authorityId: string, officerId: string) => {
  const log = await readKeyLog(db, authorityId);
  const keys: { role: Signer; keyId: string; isMine: boolean }[] = [];
  for (const role of SIGNERS) {
    const key = keyInUse(log, role);
    if (key === undefined) continue;
    const isMine = (await holderOf(db, authorityId, key.key_id)) === officerId;
    keys.push({ role, keyId: key.key_id, isMine });
  }
  return keys;
};

const owedDocument = (phase: DrawPhase): 'announcement' | 'receipt' | null => {
  if (phase === 'signing') return 'announcement';
  return phase === 'sealed' ? 'receipt' : null;
};

/** Who has signed what, and whose signature is waited for. A private key is never here: its holder signs elsewhere. */
export const signingOf = async (
  db: Db,
  { authorityId, drawId, officerId }: RoomAsked,
  { phase, announcement }: { readonly phase: DrawPhase; readonly announcement: Announcement | null },
) => {
  const signatures = await given(db, authorityId, drawId);
  const keys = await keysOf(db, authorityId, officerId);
  const document = owedDocument(phase);
  const isOwed = document !== null && announcement?.signers !== null;
  const owed = (isOwed ? (['operator', 'supervisor'] as const) : [])
    .filter((role) => !signatures.some((each) => each.document === document && each.role === role))
    .map((role) => ({
      ...{ document: document ?? ('announcement' as const), role, roleName: KEY_ROLES[role] },
      keyId:
        document === 'announcement'
          ? (announcement?.signers?.[role] ?? null)
          : (keys.find((key) => key.role === role)?.keyId ?? null),
    }));
  return {
    signatures: signatures.map((each) => ({ ...each, roleName: KEY_ROLES[each.role] })),
    owed,
    keys,
  };
};
