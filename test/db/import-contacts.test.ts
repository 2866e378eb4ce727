/** Many contacts at once come to the same as one after another: register, history and audit. */
import { type Kysely, type RootOperationNode, sql } from 'kysely';
import { systemDoing } from '../../db/actor.ts';
import type { Database } from '../../db/connect.ts';
import {
  addContact,
  changeContact,
  type NewContact,
  removeContact,
} from '../../db/registers/change-contacts.ts';
import { listContacts } from '../../db/registers/contacts.ts';
import { importContacts } from '../../db/registers/import-contacts.ts';
import { addBureau } from '../activities/support/bureau.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

const DOING = systemDoing('test', '2021-03-01T01:00:00.000Z');
const UNITS = ['u1', 'u2', 'u3', 'u4'];

let test: TestDatabase;
let db: Kysely<Database>;
beforeAll(async () => {
  test = await createTestDatabase();
  db = test.db;
});
afterAll(() => test.drop());

const of = (partyId: string, more: Partial<NewContact>): NewContact => ({
  ...{ partyKind: 'unit', partyId, role: 'safety', name: '李安', email: null, phone: '13900000001' },
  ...{ isPrimary: false, ...more },
});
const KNOWN = of('u4', { name: '钱四', email: 'qian@example.com', phone: '13900000004' });
const FILE: readonly NewContact[] = [
  of('u1', { email: 'li@example.com' }),
  of('u1', { role: 'legal-representative', name: '王法', phone: '13900000002', isPrimary: true }),
  of('u2', { role: 'contact', name: null, phone: '13911111111' }),
  of('u3', { name: '孙一' }),
  of('u3', { name: '孙二' }),
  { ...KNOWN, email: null, isPrimary: true },
  of('i1', { partyKind: 'officer', role: 'other', name: '值班电话', phone: '139 0000-0009' }),
];

/** Everyone has the contact of the register; `u3` has none any more, `u4` one more, verified, who wants no SMS. */
const prepare = async (id: string): Promise<string> => {
  const authorityId = await addBureau(db, { id, units: 4 });
  await db.transaction().execute(async (trx) => {
    const [first] = await listContacts(trx, authorityId, 'unit', 'u3');
    await removeContact(trx, authorityId, first?.id ?? '', DOING);
    await addContact(trx, authorityId, KNOWN, DOING);
    await sql`update contact set email_verified_at = clock_timestamp(), email_verified_by = 'x',
                phone_verified_at = clock_timestamp(), phone_verified_by = 'x',
                sms_opted_out_at = clock_timestamp(), sms_opted_out_by = 'x'
               where authority_id = ${authorityId} and (name = '钱四' or party_id = 'u2')`.execute(trx);
  });
  return authorityId;
};

const oneByOne = (authorityId: string) =>
  db.transaction().execute(async (trx) => {
    for (const row of FILE) {
      const { partyKind, partyId, isPrimary, ...entry } = row;
      const known = (await listContacts(trx, authorityId, partyKind, partyId)).find(
        ({ role, name }) => role === entry.role && name === entry.name,
      );
      if (known === undefined) await addContact(trx, authorityId, row, DOING);
      else {
        const change = isPrimary ? { ...entry, isPrimary } : entry;
        await changeContact(trx, authorityId, known.id, change as typeof entry, DOING);
      }
    }
  });

/** All that the three keep, without ids and instants. */
const keptOf = async (authorityId: string) => {
  const people = [...UNITS.map((id) => ['unit', id] as const), ['officer', 'i1'] as const];
  const contacts = await Promise.all(people.map(([kind, id]) => listContacts(db, authorityId, kind, id)));
  const { rows: history } = await sql`
    select before->>'party_id' as party, before->>'phone' as phone_before, after->>'phone' as phone,
           after->>'email' as email, changed_by
      from register_history where authority_id = ${authorityId} and register = 'contact'
       and (before->>'phone', before->>'email') is distinct from (after->>'phone', after->>'email')
     order by party, phone`.execute(db);
  const { rows: audit } = await sql`
    select action, subject_kind, subject_id, actor_id, business_at, data - 'contactId' as data
      from audit_event where authority_id = ${authorityId} and action like 'contact.%' order by id`.execute(
    db,
  );
  return {
    history,
    audit,
    contacts: contacts.flat().map((one) => ({
      ...{ party: one.partyId, role: one.role, name: one.name, email: one.email, phone: one.phone },
      ...{ primary: one.isPrimary, by: one.recordedBy, verified: [one.emailVerifiedBy, one.phoneVerifiedBy] },
      silent: one.smsOptedOutBy,
    })),
  };
};

it('leaves register, history and audit as one change after another does [R242, R283]', async () => {
  const [single, whole] = [await prepare('single'), await prepare('whole')];
  await oneByOne(single);
  const outcome = await db.transaction().execute((trx) => importContacts(trx, whole, FILE, DOING));
  expect(outcome).toEqual({ added: 5, changed: 2 });
  const kept = await keptOf(whole);
  expect(kept).toEqual(await keptOf(single));
  expect(kept.audit).toHaveLength(9);
  expect(kept.history.length).toBeGreaterThan(1);
  const again = await db.transaction().execute((trx) => importContacts(trx, whole, FILE, DOING));
  expect(again).toEqual({ added: 0, changed: 0 });
  expect(await keptOf(whole)).toEqual(kept);
});

it('takes a handful of statements for hundreds of rows', async () => {
  const authorityId = await addBureau(db, { id: 'many', units: 400 });
  let statements = 0;
  const counted = db.withPlugin({
    transformQuery: ({ node }: { readonly node: RootOperationNode }) => {
      statements += 1;
      return node;
    },
    transformResult: ({ result }) => Promise.resolve(result),
  });
  const rows = Array.from({ length: 800 }, (_, index) =>
    of(`u${1 + Math.floor(index / 2)}`, { name: `联系人${index}`, isPrimary: index % 2 === 0 }),
  );
  const outcome = await counted.transaction().execute((trx) => importContacts(trx, authorityId, rows, DOING));
  expect(outcome).toEqual({ added: 800, changed: 0 });
  expect(statements).toBeLessThan(12);
});

it('writes nothing where one party is not on the register', async () => {
  const authorityId = await addBureau(db, { id: 'gap', units: 1 });
  const rows = [of('u1', {}), of('nobody', {})];
  const bring = db.transaction().execute((trx) => importContacts(trx, authorityId, rows, DOING));
  await expect(bring).rejects.toThrow('没有检查对象“nobody”。');
  expect(await listContacts(db, authorityId, 'unit', 'u1')).toHaveLength(1);
});
