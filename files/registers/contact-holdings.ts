import { sql } from 'kysely';
import type { Reader } from '../../db/actor.ts';
import { CONTACT_ROLE_NAMES } from '../../domain/notice/contact-roles.ts';
import { isNamedUnit } from './by-code.ts';
import {
  CONTACT_COLUMNS,
  type ContactField,
  type ContactParty,
  type ContactRow,
  PARTY_WORDS,
} from './contacts.ts';
import { inPages } from './in-pages.ts';
import type { Holdings, Shown } from './register.ts';
import { wordOf } from './words.ts';

const cellsOf = ({
  kind,
  code,
  role,
  name,
  email,
  phone,
  isPrimary,
}: ContactRow): Record<ContactField, string> => ({
  kind: wordOf(PARTY_WORDS, kind),
  code,
  role: CONTACT_ROLE_NAMES[role],
  name: name ?? '',
  email: email ?? '',
  phone: phone ?? '',
  primary: isPrimary ? '是' : '否',
});

const shownAs = (contact: ContactRow, columns: typeof CONTACT_COLUMNS): Shown => {
  const cells = cellsOf(contact);
  return Object.fromEntries(columns.map(({ field, head }) => [head, cells[field]]));
};

/** A file makes a contact the first one and never takes that from it: “否” changes nothing and is no difference. */
const shown = (row: ContactRow): Shown =>
  shownAs(row, row.isPrimary ? CONTACT_COLUMNS : CONTACT_COLUMNS.filter(({ field }) => field !== 'primary'));

/** By party, role and name, as the import finds it again; the party's code stands last. */
const keyOf = ({ role, name, kind, code }: ContactRow): string => [role, name ?? '', kind, code].join(' ');

const titleOf = ({ name, role, code }: ContactRow): string =>
  `${name ?? '未填姓名'}（${CONTACT_ROLE_NAMES[role]}，${code}）`;

/** Contacts with their parties' kind and code. */
const heldContacts = (db: Reader, authorityId: string) =>
  db
    .selectFrom('contact as c')
    .leftJoin('unit as u', (join) =>
      join
        .onRef('u.authorityId', '=', 'c.authorityId')
        .onRef('u.id', '=', 'c.partyId')
        .on('c.partyKind', '=', 'unit'),
    )
    .select(['c.id', 'c.role', 'c.name', 'c.email', 'c.phone', 'c.isPrimary'])
    .select([
      sql<ContactParty>`coalesce(u.kind, 'officer')`.as('kind'),
      sql<string>`coalesce(u.code, c.party_id)`.as('code'),
    ])
    .where('c.authorityId', '=', authorityId)
    .where('c.removedAt', 'is', null);

const unitIds = async (db: Reader, authorityId: string, rows: readonly ContactRow[]): Promise<string[]> => {
  const units = await db
    .selectFrom('unit')
    .select('id')
    .where('authorityId', '=', authorityId)
    .where(isNamedUnit(rows.filter(({ kind }) => kind !== 'officer')))
    .execute();
  return units.map(({ id }) => id);
};

const held: Holdings<ContactRow>['held'] = async (db, authorityId, rows) => {
  const units = await unitIds(db, authorityId, rows);
  const officers = rows.flatMap(({ kind, code }) => (kind === 'officer' ? [code] : []));
  const contacts = await heldContacts(db, authorityId)
    .where(
      sql<boolean>`((c.party_kind = 'unit' and c.party_id = any(${units}::text[]))
                    or (c.party_kind = 'officer' and c.party_id = any(${officers}::text[])))`,
    )
    .orderBy('c.isPrimary')
    .orderBy(sql`coalesce(c.email_verified_at, c.phone_verified_at) is not null`)
    .orderBy('c.recordedAt', 'desc')
    .orderBy('c.id', 'desc')
    .execute();
  // The last one of a name counts: the one that the import would change (`listContacts` has it first).
  return new Map(contacts.map((contact) => [keyOf(contact), shownAs(contact, CONTACT_COLUMNS)]));
};

const FIRST_ID = '00000000-0000-0000-0000-000000000000';

async function* entries(db: Reader, authorityId: string) {
  const read = (after: string, limit: number) =>
    heldContacts(db, authorityId).where('c.id', '>', after).orderBy('c.id').limit(limit).execute();
  for await (const page of inPages(FIRST_ID, read, ({ id }) => id))
    yield page.map((contact) => {
      const cells = cellsOf(contact);
      // Whom nobody can reach is known, and no row of a file.
      const isReachable = contact.email !== null || contact.phone !== null;
      return {
        key: keyOf(contact),
        title: titleOf(contact),
        lines: isReachable ? [CONTACT_COLUMNS.map(({ field }) => cells[field])] : [],
      };
    });
}

/** What is held of contacts (联系人), in the words of their file. */
export const CONTACT_HOLDINGS: Holdings<ContactRow> = {
  keyOf,
  titleOf,
  shown,
  held,
  count: async (db, authorityId) => {
    const { count } = await db
      .selectFrom('contact')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('authorityId', '=', authorityId)
      .where('removedAt', 'is', null)
      .executeTakeFirstOrThrow();
    return count;
  },
  entries,
};
