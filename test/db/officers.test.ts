import type { Kysely } from 'kysely';
import type { Database } from '../../db/connect.ts';
import { listOfficers } from '../../db/list-officers.ts';
import { nameDeputy } from '../../db/name-deputy.ts';
import { chiefOf, hasRole, officersWithRole, type Role, requireRole, rolesOf } from '../../db/officers.ts';
import { registerHistory } from '../../db/registers/register-history.ts';
import { type OfficerRow, saveOfficers, saveSections, setRoles } from '../../db/save-officers.ts';
import { KEPT_APART } from '../../domain/rights/separation.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { addAuthority } from './support/authority.ts';
import { BY_OFFICER, BY_SYSTEM, inTransaction } from './support/samples.ts';

let test: TestDatabase;
let db: Kysely<Database>;
let authority: string;
let next = 0;

const officer = (id: string, change: Partial<OfficerRow> = {}): OfficerRow => ({
  id,
  name: `${id}某`,
  sectionId: 'roads',
  username: `${id}.${authority}`,
  email: null,
  phone: null,
  active: true,
  ...change,
});
const roles = (id: string, list: readonly Role[]) =>
  inTransaction(db, (trx) => setRoles(trx, authority, id, list, BY_OFFICER));
const save = (...officers: OfficerRow[]) =>
  inTransaction(db, (trx) => saveOfficers(trx, authority, officers, BY_OFFICER));
const absent = (officerId: string, role: Role, deputyId: string, fromOn: string, toOn: string) =>
  inTransaction(db, (trx) =>
    nameDeputy(trx, authority, { officerId, role, deputyId, fromOn, toOn }, BY_OFFICER),
  );
const idsWith = async (role: Role, on: string): Promise<string[]> =>
  (await officersWithRole(db, authority, role, on)).map(({ id }) => id);

beforeAll(async () => {
  test = await createTestDatabase();
  db = test.db;
});
afterAll(() => test.drop());
beforeEach(async () => {
  next += 1;
  authority = `people${next}`;
  await addAuthority(db, authority);
  await inTransaction(db, (trx) =>
    saveSections(
      trx,
      authority,
      [
        { id: 'roads', name: '道路股' },
        { id: 'office', name: '综合办' },
      ],
      BY_SYSTEM,
    ),
  );
  await save(officer('a'), officer('b'), officer('c', { sectionId: 'office' }));
});

describe('roles and deputies', () => {
  it('count a deputy on the days of the absence, first and last included [R281]', async () => {
    await roles('a', ['approver']);
    await absent('a', 'approver', 'b', '2021-05-10', '2021-05-12');
    expect(await idsWith('approver', '2021-05-09')).toEqual(['a']);
    expect(await idsWith('approver', '2021-05-10')).toEqual(['a', 'b']);
    expect(await idsWith('approver', '2021-05-12')).toEqual(['a', 'b']);
    expect(await idsWith('approver', '2021-05-13')).toEqual(['a']);
    expect(await hasRole(db, authority, 'b', 'approver', '2021-05-11')).toBe(true);
    expect(await hasRole(db, authority, 'b', 'approver', '2021-05-13')).toBe(false);
    expect(await officersWithRole(db, authority, 'approver', '2021-05-10')).toMatchObject([
      { id: 'a', absent: true, deputyFor: null },
      { id: 'b', absent: false, deputyFor: 'a' },
    ]);
  });

  it('give a deputy only the role he was named for, and none he could pass on', async () => {
    await roles('a', ['approver', 'drawer']);
    await roles('b', ['publisher']);
    await absent('a', 'drawer', 'b', '2021-05-10', '2021-05-12');
    await absent('b', 'publisher', 'c', '2021-05-10', '2021-05-12');
    expect(await rolesOf(db, authority, 'b', '2021-05-11')).toEqual(['drawer', 'publisher']);
    expect(await rolesOf(db, authority, 'c', '2021-05-11')).toEqual(['publisher']);
    await expect(requireRole(db, authority, 'c', ['drawer', 'approver'], '2021-05-11')).rejects.toMatchObject(
      {
        code: 'Forbidden',
      },
    );
  });

  it('end with the account of either person', async () => {
    await roles('a', ['approver']);
    await absent('a', 'approver', 'b', '2021-05-10', '2021-05-12');
    await save(officer('b', { active: false }));
    expect(await idsWith('approver', '2021-05-11')).toEqual(['a']);
    await save(officer('b'), officer('a', { active: false }));
    expect(await idsWith('approver', '2021-05-11')).toEqual([]);
    expect(await rolesOf(db, authority, 'b', '2021-05-11')).toEqual([]);
  });

  it('refuse a deputy for oneself, for a role one has not, or a second one for the same days', async () => {
    await roles('a', ['approver']);
    await expect(absent('a', 'approver', 'a', '2021-05-10', '2021-05-12')).rejects.toMatchObject({
      code: 'InvalidInput',
    });
    await expect(absent('a', 'drawer', 'b', '2021-05-10', '2021-05-12')).rejects.toMatchObject({
      code: 'InvalidInput',
    });
    await expect(absent('a', 'approver', 'b', '2021-05-12', '2021-05-10')).rejects.toMatchObject({
      code: 'InvalidInput',
    });
    await absent('a', 'approver', 'b', '2021-05-10', '2021-05-12');
    await absent('a', 'approver', 'b', '2021-05-10', '2021-05-12');
    await expect(absent('a', 'approver', 'c', '2021-05-12', '2021-05-14')).rejects.toMatchObject({
      code: 'WrongState',
    });
  });

  it('name the chief of a section, and his deputy while he is away', async () => {
    await roles('a', ['chief']);
    await roles('c', ['chief']);
    await absent('a', 'chief', 'c', '2021-05-10', '2021-05-12');
    expect((await chiefOf(db, authority, 'roads', '2021-05-09'))?.id).toBe('a');
    expect((await chiefOf(db, authority, 'roads', '2021-05-10'))?.id).toBe('c');
    expect((await chiefOf(db, authority, 'office', '2021-05-10'))?.id).toBe('c');
    await roles('c', []);
    expect(await chiefOf(db, authority, 'office', '2021-05-09')).toBeNull();
  });

  it('that must be apart are refused in one hand, as its own or as a deputy on one of the same days [R281]', async () => {
    for (const [one, other] of KEPT_APART)
      await expect(roles('a', [one, other])).rejects.toMatchObject({ code: 'InvalidInput' });
    await roles('a', ['drawer']);
    await roles('b', ['witness']);
    await expect(absent('a', 'drawer', 'b', '2021-05-10', '2021-05-12')).rejects.toThrow('抽取与见证须分开');
    await absent('a', 'drawer', 'c', '2021-05-10', '2021-05-12');
    await expect(absent('b', 'witness', 'c', '2021-05-12', '2021-05-14')).rejects.toMatchObject({
      code: 'InvalidInput',
    });
    await absent('b', 'witness', 'c', '2021-05-13', '2021-05-14');
    expect(await rolesOf(db, authority, 'c', '2021-05-13')).toEqual(['witness']);
  });

  it('are exactly those set last, with an audit event that says what changed', async () => {
    await roles('a', ['publisher', 'drafter']);
    await roles('a', ['drafter', 'publisher']);
    await roles('a', ['drafter']);
    const events = await db
      .selectFrom('auditEvent')
      .select('data')
      .where('authorityId', '=', authority)
      .where('action', '=', 'officer.roles')
      .orderBy('id')
      .execute();
    expect(events.map(({ data }) => data)).toEqual([
      { before: [], after: ['drafter', 'publisher'] },
      { before: ['drafter', 'publisher'], after: ['drafter'] },
    ]);
    expect((await listOfficers(db, authority)).map((one) => one.roles)).toEqual([['drafter'], [], []]);
  });
});

describe('an officer’s entry', () => {
  it('keeps what was before a change, but never the password', async () => {
    await db.updateTable('officer').set({ passwordHash: 'secret' }).where('id', '=', 'a').execute();
    await save(officer('a', { phone: '15400000001' }));
    const history = await registerHistory(db, authority, 'officer', 'a');
    expect(history).toMatchObject([
      { changedBy: 'officer:office1', before: { phone: null }, after: { phone: '15400000001' } },
    ]);
    expect(JSON.stringify(history)).not.toContain('secret');
    const kept = await db
      .selectFrom('officer')
      .select('passwordHash')
      .where('authorityId', '=', authority)
      .where('id', '=', 'a')
      .executeTakeFirstOrThrow();
    expect(kept.passwordHash).toBe('secret');
  });
});
