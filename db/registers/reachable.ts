import { sql } from 'kysely';
import type { ContactRole } from '../../domain/notice/contact-roles.ts';
import type { Reader } from '../actor.ts';
import { type ApprovedText, approvedTexts, textVersionsOf } from '../messages/approved-texts.ts';

/** A unit or officer to be told something, and the addresses known to whoever tells, used where no contact is kept. */
export interface Party {
  readonly kind: 'officer' | 'unit';
  readonly id: string;
  readonly email: string | null;
  readonly phone: string | null;
}

/** Somebody through whom a party can be told. */
export interface Reachable {
  readonly partyKind: 'officer' | 'unit';
  readonly partyId: string;
  /** Null: the party's own addresses, no contact is kept. */
  readonly contactId: string | null;
  readonly role: ContactRole;
  readonly email: string | null;
  readonly phone: string | null;
  /** Why nothing is written there any more (空号、退信); null: it may be. */
  readonly emailSuppressed: string | null;
  readonly phoneSuppressed: string | null;
  readonly smsOptedOut: boolean;
}

const suppressed = (channel: 'email' | 'sms', column: ReturnType<typeof sql>) => sql`
  (select s.reason from suppressed_address s
    where s.authority_id = ${sql.ref('p.authority_id')} and s.channel = ${channel} and s.address = ${column}
      and s.lifted_at is null)`;

/** What a message is written by: through whom its recipient can be told, and which wording is in force. */
export interface Reach {
  /** By party, in the order in which they are tried. */
  readonly contacts: readonly Reachable[];
  /** The authority's own text in force, by `textKey`. */
  readonly textVersions: ReadonlyMap<string, number>;
}

/**
 * Everybody through whom the parties can be told, each party's primary contact first, then who was verified, then by
 * age; and the wordings in force. One statement, because every step that tells somebody pays for it.
 */
export const reachOf = async (db: Reader, authorityId: string, parties: readonly Party[]): Promise<Reach> => {
  const { rows } = await sql<Reachable & { texts: readonly ApprovedText[] | null }>`
    with party as (
      select ${authorityId}::text as authority_id, * from unnest(${parties.map(({ kind }) => kind)}::text[],
        ${parties.map(({ id }) => id)}::text[], ${parties.map(({ email }) => email)}::text[],
        ${parties.map(({ phone }) => phone)}::text[]) as given(party_kind, party_id, email, phone)),
    wording as (select jsonb_agg(to_jsonb(t)) as texts from (${approvedTexts(authorityId)}) t)
    select p.party_kind, p.party_id, c.id as contact_id, coalesce(c.role, 'contact') as role, reach.email, reach.phone,
           ${suppressed('email', sql`btrim(reach.email)`)} as email_suppressed,
           ${suppressed('sms', sql`regexp_replace(reach.phone, '[[:space:]-]', '', 'g')`)} as phone_suppressed,
           c.sms_opted_out_at is not null as sms_opted_out,
           case when row_number() over () = 1 then wording.texts end as texts
      from party p
      cross join wording
      left join contact c on (c.authority_id, c.party_kind, c.party_id) = (p.authority_id, p.party_kind, p.party_id)
                         and c.removed_at is null
      cross join lateral (select case when c.id is null then p.email else c.email end as email,
                                 case when c.id is null then p.phone else c.phone end as phone) reach
     order by p.party_kind, p.party_id, c.is_primary desc nulls last,
              coalesce(c.email_verified_at, c.phone_verified_at) is null, c.recorded_at, c.id`.execute(db);
  return { contacts: rows, textVersions: textVersionsOf(rows.flatMap(({ texts }) => texts ?? [])) };
};
