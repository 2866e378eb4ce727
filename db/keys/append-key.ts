import { sql, type Transaction } from 'kysely';
import { Refusal } from '../../domain/failure/failures.ts';
import { entryFault, KEY_ROLES, type KeyEntry, type KeyRole, keyInUse } from '../../domain/keys/key-log.ts';
import type { Role } from '../../domain/rights/rights.ts';
import { actorText, type Doing, jsonb } from '../actor.ts';
import { appendAudit } from '../audit/append-audit.ts';
import type { Database } from '../connect.ts';
import { appendDrawEvent } from '../draw/draw-events.ts';
import { rolesOf } from '../officers.ts';
import { holderOf, readKeyLog } from './key-log.ts';

/** The role that an officer must hold to hold a key. The superior is no officer of the authority. */
const OFFICER_ROLE: Readonly<Record<Exclude<KeyRole, 'superior'>, Role>> = {
  operator: 'drawer',
  supervisor: 'supervisor',
  witness: 'witness',
};

export interface NewKeyEntry {
  readonly authorityId: string;
  readonly entry: KeyEntry;
  /** Who holds the key; null in a rehearsal and for the superior. */
  readonly officerId: string | null;
  readonly rehearsal: boolean;
}

/** Whoever draws must not supervise or witness himself: the keys of the three roles lie with three people. */
const assertOtherPerson = async (
  trx: Transaction<Database>,
  { authorityId, entry, officerId }: NewKeyEntry,
  log: readonly KeyEntry[],
): Promise<void> => {
  for (const role of ['operator', 'supervisor', 'witness'] as const) {
    const other = role === entry.role ? undefined : keyInUse(log, role);
    if (other !== undefined && (await holderOf(trx, authorityId, other.key_id)) === officerId) {
      throw new Refusal(
        'SamePerson',
        `该人员已持有${KEY_ROLES[role]}的密钥，${KEY_ROLES[entry.role]}的密钥应由另一人持有`,
        'officerId',
      );
    }
  }
};

const assertHolder = async (
  trx: Transaction<Database>,
  given: NewKeyEntry,
  log: readonly KeyEntry[],
  at: string,
): Promise<void> => {
  const { authorityId, entry, officerId, rehearsal } = given;
  if (rehearsal || entry.role === 'superior') return;
  if (officerId === null) throw new Refusal('InvalidInput', '请写明由谁持有该密钥', 'officerId');
  const held = await rolesOf(trx, authorityId, officerId, at.slice(0, 10));
  if (!held.includes(OFFICER_ROLE[entry.role])) {
    throw new Refusal('Forbidden', `该人员没有“${KEY_ROLES[entry.role]}”的角色，不能持有其密钥`, 'officerId');
  }
  await assertOtherPerson(trx, given, log);
};

/** The draws that name a key and are not over: told in public that it is lost or replaced, and looked at at once. */
const tellDraws = async (
  trx: Transaction<Database>,
  authorityId: string,
  entry: KeyEntry,
  gone: string,
): Promise<void> => {
  const { rows } = await sql<{ id: string }>`
    select id from draw
     where authority_id = ${authorityId} and state not in ('published', 'void', 'not-drawn')
       and ${gone} in (announcement->'signers'->>'operator', announcement->'signers'->>'supervisor')
     order by id`.execute(trx);
  for (const { id } of rows) {
    await appendDrawEvent(trx, authorityId, id, {
      at: entry.at,
      kind: entry.event === 'lost' ? 'key-lost' : 'key-rotated',
      data: { key_id: gone, role: entry.role, entry: entry.no },
    });
  }
  await sql`
    update workflow_progress set nudges_requested = nudges_requested + 1
     where authority_id = ${authorityId} and family = 'draw' and not ended
       and subject_id = any(${rows.map(({ id }) => id)}::text[])`.execute(trx);
};

/**
 * Adds a line to the key log, after checking it as any citizen can: number, key id, endorsements.
 * @throws Refusal InvalidInput, Forbidden, SamePerson
 */
export const appendKey = async (
  trx: Transaction<Database>,
  given: NewKeyEntry,
  doing: Doing,
): Promise<void> => {
  const { authorityId, entry, officerId, rehearsal } = given;
  await sql`select pg_advisory_xact_lock(hashtextextended(${`signing-key/${authorityId}`}, 0))`.execute(trx);
  const log = await readKeyLog(trx, authorityId);
  const fault = entryFault(authorityId, log, entry);
  if (fault !== null) throw new Refusal('InvalidInput', `密钥登记簿第 ${fault.no} 条不能登记：${fault.why}`);
  const holder = entry.event === 'lost' ? await holderOf(trx, authorityId, entry.key_id) : officerId;
  if (entry.event !== 'lost') await assertHolder(trx, given, log, doing.at);
  await trx
    .insertInto('signingKey')
    .values({
      authorityId,
      no: entry.no,
      event: entry.event,
      keyId: entry.key_id,
      role: entry.role,
      alg: entry.alg,
      publicKey: entry.public_key,
      at: entry.at,
      holder: entry.holder,
      endorsements: jsonb(entry.endorsements),
      officerId: holder,
      rehearsal,
      recordedBy: actorText(doing.actor),
    })
    .execute();
  const gone = entry.event === 'made' ? undefined : keyInUse(log, entry.role)?.key_id;
  if (gone !== undefined) await tellDraws(trx, authorityId, entry, gone);
  await appendAudit(trx, {
    authorityId,
    action: `key.${entry.event}`,
    subjectKind: 'key',
    subjectId: entry.key_id,
    ...doing,
    data: { no: entry.no, role: entry.role, holder: entry.holder, officerId: holder },
  });
};
