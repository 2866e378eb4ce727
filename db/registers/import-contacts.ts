import { randomUUID } from 'node:crypto';
import { sql, type Transaction } from 'kysely';
import { Refusal } from '../../domain/failure/failures.ts';
import { actAs, actorText, type Doing } from '../actor.ts';
import type { AuditEvent } from '../audit/append-audit.ts';
import { appendAuditRows } from '../audit/audit-rows.ts';
import type { Database } from '../connect.ts';
import { checkedContact, type NewContact, PARTY_NAMES } from './change-contacts.ts';
import type { PartyKind } from './contacts.ts';

type Trx = Transaction<Database>;

/** Rows per round of statements: larger ones cost no less per row. */
const CHUNK = 2_000;

type Held = NewContact & { readonly id: string };

export interface ContactsOutcome {
  readonly added: number;
  readonly changed: number;
}

/** What one row comes to: a new contact, or fields of a known one; nothing where it is as the row says. */
interface Written extends NewContact {
  readonly id: string;
  readonly isNew: boolean;
  readonly becomesPrimary: boolean;
  readonly fields: readonly ('email' | 'phone')[];
}

const partyKey = ({ partyKind, partyId }: Pick<NewContact, 'partyKind' | 'partyId'>): string =>
  `${partyKind}/${partyId}`;

/** One change of a party's contacts at a time, in the order of ids, so that two imports do not wait for each other. */
const lockParties = async (trx: Trx, authorityId: string, rows: readonly NewContact[]): Promise<void> => {
  for (const kind of ['unit', 'officer'] satisfies PartyKind[]) {
    const ids = new Set(rows.filter((row) => row.partyKind === kind).map(({ partyId }) => partyId));
    if (ids.size === 0) continue;
    const found = await trx
      .selectFrom(kind)
      .select('id')
      .where('authorityId', '=', authorityId)
      .where(sql<boolean>`id = any(${[...ids]}::text[])`)
      .orderBy('id')
      .forUpdate()
      .execute();
    for (const { id } of found) ids.delete(id);
    for (const id of ids) throw new Refusal('NotFound', `没有${PARTY_NAMES[kind]}“${id}”。`);
  }
};

/** The contacts of the rows' parties, in the order in which they are tried. */
const heldBy = async (
  trx: Trx,
  authorityId: string,
  rows: readonly NewContact[],
): Promise<Map<string, Held[]>> => {
  const parties = [...new Map(rows.map((row) => [partyKey(row), row])).values()];
  const held: Held[] = await trx
    .selectFrom('contact')
    .select(['id', 'partyKind', 'partyId', 'role', 'name', 'isPrimary', 'email', 'phone'])
    .where('authorityId', '=', authorityId)
    .where('removedAt', 'is', null)
    .where(
      sql<boolean>`(party_kind, party_id) in (
        select * from unnest(${parties.map(({ partyKind }) => partyKind)}::text[],
                             ${parties.map(({ partyId }) => partyId)}::text[]))`,
    )
    // As `listContacts` has them: of two with one name the first counts.
    .orderBy('isPrimary', 'desc')
    .orderBy(sql`coalesce(email_verified_at, phone_verified_at) is null`)
    .orderBy('recordedAt')
    .orderBy('id')
    .execute();
  return Map.groupBy(held, partyKey);
};

/** Who is found again goes by role and name; who comes first to a party without a first contact is its first. */
const decide = (rows: readonly NewContact[], held: ReadonlyMap<string, readonly Held[]>): Written[] => {
  const named = new Set(rows.filter(({ isPrimary }) => isPrimary).map(partyKey));
  const withPrimary = new Set(
    [...held].filter(([, contacts]) => contacts.some(({ isPrimary }) => isPrimary)).map(([key]) => key),
  );
  return rows.map((row) => {
    const entry = checkedContact(row);
    const key = partyKey(row);
    const known = held.get(key)?.find(({ role, name }) => role === entry.role && name === entry.name);
    const isFirst = known === undefined && !named.has(key) && !withPrimary.has(key);
    if (isFirst) withPrimary.add(key);
    const becomesPrimary = isFirst || (row.isPrimary && known?.isPrimary !== true);
    const fields =
      known === undefined
        ? []
        : (['email', 'phone'] as const).filter((field) => known[field] !== entry[field]);
    return {
      ...{ ...row, ...entry, becomesPrimary, fields },
      ...{ id: known?.id ?? randomUUID(), isNew: known === undefined },
    };
  });
};

const insertNew = async (
  trx: Trx,
  authorityId: string,
  rows: readonly Written[],
  { at, actor }: Doing,
): Promise<void> => {
  if (rows.length === 0) return;
  await sql`
    insert into contact (authority_id, id, party_kind, party_id, role, name, email, phone, is_primary, business_at, recorded_by)
    select ${authorityId}::text, r.*, ${at}::timestamptz, ${actorText(actor)}::text
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(
        id uuid, "partyKind" text, "partyId" text, role text, name text, email text, phone text,
        "becomesPrimary" boolean)`.execute(trx);
};

/** Another address is not verified any more, and whoever asked for no SMS asked it for his own number. */
const updateKnown = async (
  trx: Trx,
  authorityId: string,
  rows: readonly Written[],
  { at, actor }: Doing,
): Promise<void> => {
  if (rows.length === 0) return;
  const kept = (column: string, while_: 'email' | 'phone') =>
    sql`case when c.${sql.ref(while_)} is not distinct from r.${sql.ref(while_)} then c.${sql.ref(column)} end`;
  await sql`
    update contact c
       set email = r.email, phone = r.phone,
           email_verified_at = ${kept('email_verified_at', 'email')},
           email_verified_by = ${kept('email_verified_by', 'email')},
           phone_verified_at = ${kept('phone_verified_at', 'phone')},
           phone_verified_by = ${kept('phone_verified_by', 'phone')},
           sms_opted_out_at = ${kept('sms_opted_out_at', 'phone')},
           sms_opted_out_by = ${kept('sms_opted_out_by', 'phone')},
           business_at = ${at}, recorded_at = clock_timestamp(), recorded_by = ${actorText(actor)}
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, email text, phone text)
     where c.authority_id = ${authorityId} and c.id = r.id`.execute(trx);
};

/** One first contact of a party at any moment: the one before gives way first. */
const settlePrimaries = async (
  trx: Trx,
  authorityId: string,
  rows: readonly Written[],
  { held, isPrimary }: { readonly held: ReadonlyMap<string, readonly Held[]>; readonly isPrimary: boolean },
): Promise<void> => {
  const becoming = rows.filter(({ becomesPrimary }) => becomesPrimary);
  const ids = isPrimary
    ? becoming.filter(({ isNew }) => !isNew).map(({ id }) => id)
    : becoming
        .flatMap((row) => (held.get(partyKey(row)) ?? []).filter((one) => one.isPrimary))
        .map(({ id }) => id);
  if (ids.length === 0) return;
  await trx
    .updateTable('contact')
    .set({ isPrimary })
    .where('authorityId', '=', authorityId)
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .execute();
};

const eventsOf = (authorityId: string, rows: readonly Written[], doing: Doing): AuditEvent[] =>
  rows.map(({ id, partyKind, partyId, role, isNew, becomesPrimary, fields }) => ({
    ...doing,
    authorityId,
    action: isNew ? 'contact.add' : 'contact.change',
    subjectKind: partyKind,
    subjectId: partyId,
    data: {
      contactId: id,
      ...(isNew ? { role } : { fields: becomesPrimary ? [...fields, 'isPrimary'] : fields }),
    },
  }));

/**
 * Brings many contacts (联系人) into the register: new ones are added, those known by party, role and name brought up to
 * date, all others stay. As if each were added or changed by itself (`addContact`, `changeContact`), with the same
 * history and one audit event each, in a few statements for thousands. All or nothing: the transaction is the caller's.
 * No party has two of one role and name among them, nor two that are its first.
 * @throws Refusal NotFound for a party that is not on the register, InvalidInput
 */
export const importContacts = async (
  trx: Trx,
  authorityId: string,
  contacts: readonly NewContact[],
  doing: Doing,
): Promise<ContactsOutcome> => {
  await actAs(trx, doing.actor);
  let [added, changed] = [0, 0];
  for (let from = 0; from < contacts.length; from += CHUNK) {
    const rows = contacts.slice(from, from + CHUNK);
    await lockParties(trx, authorityId, rows);
    const held = await heldBy(trx, authorityId, rows);
    const written = decide(rows, held).filter(
      ({ isNew, becomesPrimary, fields }) => isNew || becomesPrimary || fields.length > 0,
    );
    await settlePrimaries(trx, authorityId, written, { held, isPrimary: false });
    await insertNew(
      trx,
      authorityId,
      written.filter(({ isNew }) => isNew),
      doing,
    );
    await updateKnown(
      trx,
      authorityId,
      written.filter(({ fields }) => fields.length > 0),
      doing,
    );
    await settlePrimaries(trx, authorityId, written, { held, isPrimary: true });
    await appendAuditRows(trx, eventsOf(authorityId, written, doing));
    const fresh = written.filter(({ isNew }) => isNew).length;
    added += fresh;
    changed += written.length - fresh;
  }
  return { added, changed };
};
