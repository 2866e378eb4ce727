/**
 * Two authorities whose officers, units, items, plans … have the same ids. Every reading function of db/ is asked for
 * one of them before and after the other one is written to: it must not see a thing; and nothing may move.
 */
import { type Kysely, sql, type Transaction } from 'kysely';
import { sealAllAudit } from '../../db/audit/seal-audit.ts';
import { verifyAudit } from '../../db/audit/verify-audit.ts';
import { changeSettings, createAuthority, getAuthority, loadSettings } from '../../db/authority.ts';
import type { Database } from '../../db/connect.ts';
import { importHolidayNotice, loadCalendar } from '../../db/holidays.ts';
import { setInstallationMode } from '../../db/installation.ts';
import { getOfficer, listOfficers, listSections } from '../../db/list-officers.ts';
import { nameDeputy } from '../../db/name-deputy.ts';
import { chiefOf, hasRole, officersWithRole, rolesOf } from '../../db/officers.ts';
import { approvePlan, publishPlan, reviewPlan } from '../../db/plan/decide-plan.ts';
import {
  currentPlan,
  getPlan,
  latestVersion,
  listPlans,
  planDifference,
  planVersions,
} from '../../db/plan/read-plan.ts';
import { savePlanDraft } from '../../db/plan/save-draft.ts';
import { changeUnit } from '../../db/registers/change-unit.ts';
import { importUnits } from '../../db/registers/import-units.ts';
import { declareInterests, listInterests } from '../../db/registers/inspector-interests.ts';
import { leavesWithin, recordLeave } from '../../db/registers/inspector-leaves.ts';
import { importInspectors, inspectorHistory, listInspectors } from '../../db/registers/inspectors.ts';
import { checklistOf, getItem, importItems, itemHistory, listItems } from '../../db/registers/items.ts';
import { registerHistory } from '../../db/registers/register-history.ts';
import { searchUnits, unitFacets } from '../../db/registers/search-units.ts';
import { countUnits, findUnitByCode, getUnit, unitHistory, unitsInScope } from '../../db/registers/units.ts';
import { saveOfficers, saveSections, setRoles } from '../../db/save-officers.ts';
import { nextNumber } from '../../db/sequence.ts';
import { DEFAULT_SETTINGS } from '../../domain/settings/settings.ts';
import { SYNTHETIC_ITEMS } from '../../tools/synthetic/make-authority.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { planDraft2021, planRows2021 } from './support/plan-2021.ts';
import { AT, BY_SYSTEM, creditCode, inTransaction, unitRow } from './support/samples.ts';

let test: TestDatabase;
let db: Kysely<Database>;

const by = (id: string) => ({ actor: { kind: 'officer' as const, id }, commandId: null, at: AT });
const CERTIFICATE = {
  officerId: 'a',
  certificateNumber: 'C1',
  certificateValidFrom: '2019-01-01',
  certificateValidTo: '2023-12-31',
  qualifications: [],
  active: true,
};
const NOTICE = { year: 2031, offDays: ['2031-01-01'], makeUpWorkdays: [], source: '样本' };

/** Uses every writing function once; `tag` goes into each text, so that a leak would show. */
const write = (authority: string, tag: string): Promise<void> =>
  inTransaction(db, async (trx) => {
    const key = { authorityId: authority, year: 2021, version: 1 };
    await createAuthority(trx, { id: authority, name: tag, shortName: tag, regionCode: '140603' }, BY_SYSTEM);
    await saveSections(trx, authority, [{ id: 's', name: tag }], BY_SYSTEM);
    const officers = ['a', 'b', 'c'].map((id) => ({
      id,
      name: tag,
      sectionId: 's',
      username: `${tag}.${id}`,
      email: null,
      phone: null,
      active: true,
    }));
    await saveOfficers(trx, authority, officers, BY_SYSTEM);
    await setRoles(trx, authority, 'a', ['drafter', 'chief'], BY_SYSTEM);
    await setRoles(trx, authority, 'b', ['reviewer', 'publisher'], BY_SYSTEM);
    await setRoles(trx, authority, 'c', ['approver'], BY_SYSTEM);
    const absence = { officerId: 'a', role: 'chief' as const, deputyId: 'b' };
    await nameDeputy(trx, authority, { ...absence, fromOn: '2021-01-04', toOn: '2021-01-04' }, BY_SYSTEM);
    await importItems(
      trx,
      authority,
      SYNTHETIC_ITEMS.map((item) => ({ ...item, sectionId: 's', method: tag })),
      BY_SYSTEM,
    );
    await importUnits(trx, authority, [unitRow(1, { name: tag }), unitRow(2, { name: tag })], BY_SYSTEM);
    await changeUnit(trx, authority, 'u1', { address: tag }, by('a'));
    await importInspectors(trx, authority, [CERTIFICATE], BY_SYSTEM);
    await importInspectors(trx, authority, [{ ...CERTIFICATE, qualifications: [tag] }], BY_SYSTEM);
    const leave = { officerId: 'a', fromOn: '2021-03-01', toOn: '2021-03-02', reason: tag };
    await recordLeave(trx, authority, leave, BY_SYSTEM);
    const interest = { officerId: 'a', unitId: 'u1', kind: tag, declaredOn: '2021-01-01' };
    await declareInterests(trx, authority, [interest], BY_SYSTEM);
    await importHolidayNotice(trx, authority, { ...NOTICE, source: tag }, BY_SYSTEM);
    await savePlanDraft(trx, authority, 2021, planDraft2021({ reason: tag }), by('a'));
    await reviewPlan(trx, key, by('b'));
    await approvePlan(trx, key, tag, by('c'));
    await publishPlan(trx, key, by('b'));
    const rows = planRows2021().slice(0, 14);
    await savePlanDraft(trx, authority, 2021, planDraft2021({ rows, reason: tag }), by('a'));
    await nextNumber(trx, authority, 'draw', 2021);
    const settings = { ...DEFAULT_SETTINGS, officePhone: tag };
    await changeSettings(trx, authority, { settings, expectedVersion: 1 }, by('a'));
  });

const calendarYears = async (authority: string) => {
  const calendar = await loadCalendar(db, authority);
  return [calendar.version, calendar.knowsYear(2031)];
};
const scopeOf = async (authority: string) => {
  const scope = { category: '道路货物运输', area: null, foundedBefore: null };
  const pages: unknown[] = [];
  for await (const page of unitsInScope(db, authority, scope)) pages.push(page);
  return pages;
};

/** Every function that reads facts of one authority. */
const READS: Readonly<Record<string, (authority: string) => Promise<unknown>>> = {
  getAuthority: (id) => getAuthority(db, id),
  loadSettings: (id) => loadSettings(db, id),
  loadCalendar: calendarYears,
  getOfficer: (id) => getOfficer(db, id, 'a'),
  listOfficers: (id) => listOfficers(db, id),
  listSections: (id) => listSections(db, id),
  officersWithRole: (id) => officersWithRole(db, id, 'chief', '2021-01-04'),
  rolesOf: (id) => rolesOf(db, id, 'b', '2021-01-04'),
  hasRole: (id) => hasRole(db, id, 'b', 'chief', '2021-01-04'),
  chiefOf: (id) => chiefOf(db, id, 's', '2021-01-05'),
  getUnit: (id) => getUnit(db, id, 'u1'),
  findUnitByCode: (id) => findUnitByCode(db, id, 'org', creditCode(1)),
  searchUnits: (id) => searchUnits(db, id),
  unitFacets: (id) => unitFacets(db, id),
  countUnits: (id) => countUnits(db, id),
  unitsInScope: scopeOf,
  unitHistory: (id) => unitHistory(db, id, 'u1'),
  registerHistory: (id) => registerHistory(db, id, 'inspector', 'a'),
  listInspectors: (id) => listInspectors(db, id),
  inspectorHistory: (id) => inspectorHistory(db, id, 'a'),
  leavesWithin: (id) => leavesWithin(db, id, '2021-01-01', '2021-12-31'),
  listInterests: (id) => listInterests(db, id),
  listItems: (id) => listItems(db, id),
  getItem: (id) => getItem(db, id, 'repair'),
  checklistOf: (id) => checklistOf(db, id, ['repair']),
  itemHistory: (id) => itemHistory(db, id, 'repair'),
  currentPlan: (id) => currentPlan(db, id, 2021),
  getPlan: (id) => getPlan(db, id, 2021, 2),
  latestVersion: (id) => latestVersion(db, id, 2021),
  planVersions: (id) => planVersions(db, id, 2021),
  listPlans: (id) => listPlans(db, id),
  planDifference: (id) => planDifference(db, id, 2021, { from: 1, to: 2 }),
  verifyAudit: (id) => verifyAudit(db, id),
};
/** Nothing of theirs to read: an item that never changed. */
const EMPTY = ['itemHistory'];

beforeAll(async () => {
  test = await createTestDatabase();
  db = test.db;
  await setInstallationMode(db, 'live');
  await write('east', 'EAST');
  await sealAllAudit(db);
});
afterAll(() => test.drop());

const readAll = async (authority: string): Promise<Record<string, unknown>> => {
  const answers: Record<string, unknown> = {};
  for (const [name, read] of Object.entries(READS)) answers[name] = await read(authority);
  return answers;
};

describe('two authorities with the same ids', () => {
  let before: Record<string, unknown>;
  let west: Record<string, unknown>;
  let after: Record<string, unknown>;
  beforeAll(async () => {
    before = await readAll('east');
    await write('west', 'WEST');
    await sealAllAudit(db);
    west = await readAll('west');
    after = await readAll('east');
  });

  it.each(Object.keys(READS))('%s sees its own authority only', (name) => {
    if (!EMPTY.includes(name)) expect(before[name]).toBeTruthy();
    if (!EMPTY.includes(name)) expect(before[name]).not.toEqual([]);
    expect(after[name]).toEqual(before[name]);
    expect(JSON.stringify(west[name] ?? null)).not.toContain('EAST');
    expect(JSON.stringify(after[name] ?? null)).not.toContain('WEST');
  });

  it.each(Object.keys(READS))('%s answers both alike, but for their names and instants', (name) => {
    const anonymous = (answer: unknown): string =>
      JSON.stringify(answer ?? null)
        .replace(/east|west/giu, 'one')
        .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z?(\+00:00)?/gu, 'instant')
        .replace(/[0-9a-f]{64}/gu, 'hash')
        .replace(/"id":\d+/gu, 'number');
    expect(anonymous(west[name])).toBe(anonymous(after[name]));
  });

  it('neither acts on what only the other has', async () => {
    await inTransaction(db, async (trx) => {
      const made = { id: 'south', name: 'SOUTH', shortName: 'SOUTH', regionCode: '140603' };
      await createAuthority(trx, made, BY_SYSTEM);
      const rest = { name: 'SOUTH', sectionId: null, email: null, phone: null, active: true };
      const officers = ['a', 'x'].map((id) => ({ ...rest, id, username: `SOUTH.${id}` }));
      await saveOfficers(trx, 'south', officers, BY_SYSTEM);
      await setRoles(trx, 'south', 'x', ['reviewer'], BY_SYSTEM);
    });
    const attempts: readonly ((trx: Transaction<Database>) => Promise<unknown>)[] = [
      (trx) => changeUnit(trx, 'south', 'u1', { status: 'closed' }, BY_SYSTEM),
      (trx) => setRoles(trx, 'south', 'b', ['drafter'], BY_SYSTEM),
      (trx) => reviewPlan(trx, { authorityId: 'south', year: 2021, version: 2 }, by('x')),
    ];
    for (const attempt of attempts) {
      await expect(inTransaction(db, attempt)).rejects.toMatchObject({ code: 'NotFound' });
    }
    const days = { fromOn: '2021-01-04', toOn: '2021-01-04' };
    const deputy = { officerId: 'a', role: 'chief' as const, deputyId: 'x', ...days };
    await expect(
      inTransaction(db, (trx) => nameDeputy(trx, 'south', deputy, BY_SYSTEM)),
    ).rejects.toMatchObject({ code: 'InvalidInput', field: 'role' });
  });

  it('a change of one leaves every table of the other as it was', async () => {
    const { rows: tables } = await sql<{ name: string }>`
      select table_name as name from information_schema.columns
       where table_schema = 'public' and column_name = 'authority_id' order by 1`.execute(db);
    const contentOf = async (authority: string): Promise<Record<string, unknown>> => {
      const content: Record<string, unknown> = {};
      for (const { name } of tables) {
        const { rows } = await sql<{ all: unknown }>`
          select jsonb_agg(to_jsonb(t) order by to_jsonb(t)::text) as all from ${sql.table(name)} t
           where authority_id = ${authority}`.execute(db);
        content[name] = rows[0]?.all;
      }
      return content;
    };
    const east = await contentOf('east');
    await inTransaction(db, async (trx) => {
      await changeUnit(trx, 'west', 'u1', { status: 'closed' }, by('a'));
      await setRoles(trx, 'west', 'a', ['drafter'], by('c'));
      await importItems(
        trx,
        'west',
        SYNTHETIC_ITEMS.slice(0, 1).map((item) => ({ ...item, sectionId: 's', lines: [] })),
        by('a'),
      );
      await importUnits(trx, 'west', [unitRow(1, { name: '改名' })], by('a'));
      await importInspectors(trx, 'west', [{ ...CERTIFICATE, active: false }], by('a'));
      await recordLeave(
        trx,
        'west',
        { officerId: 'a', fromOn: '2021-03-01', toOn: '2021-03-09', reason: '-' },
        by('a'),
      );
      await importHolidayNotice(trx, 'west', { ...NOTICE, source: '更正' }, by('a'));
      await reviewPlan(trx, { authorityId: 'west', year: 2021, version: 2 }, by('b'));
      await approvePlan(trx, { authorityId: 'west', year: 2021, version: 2 }, '同意', by('c'));
      await publishPlan(trx, { authorityId: 'west', year: 2021, version: 2 }, by('b'));
      await nextNumber(trx, 'west', 'draw', 2021);
      await changeSettings(trx, 'west', { settings: DEFAULT_SETTINGS, expectedVersion: 2 }, by('a'));
    });
    await sealAllAudit(db);
    expect(await contentOf('east')).toEqual(east);
    expect(Object.values(east).filter((content) => content !== null).length).toBeGreaterThan(15);
  });

  it('an unknown authority is nobody’s', async () => {
    await expect(getUnit(db, 'north', 'u1')).rejects.toMatchObject({ code: 'NotFound' });
    await expect(getOfficer(db, 'north', 'a')).rejects.toMatchObject({ code: 'NotFound' });
    expect(await searchUnits(db, 'north')).toEqual([]);
    expect(await currentPlan(db, 'north', 2021)).toBeNull();
    expect(await hasRole(db, 'north', 'a', 'drafter', '2021-01-04')).toBe(false);
  });
});

describe('the schema', () => {
  it('has the authority in every business table’s primary key or in a row of its own', async () => {
    const { rows } = await sql<{ name: string }>`
      select t.table_name as name from information_schema.tables t
       where t.table_schema = 'public' and t.table_type = 'BASE TABLE' and t.table_name not like 'kysely%'
         and not exists (select from information_schema.columns c
               where c.table_schema = 'public' and c.table_name = t.table_name and c.column_name = 'authority_id')
       order by 1`.execute(db);
    // The authority itself; what is about the installation and its providers; attempts, receipts and marks that hang on a row with an authority.
    expect(rows.map(({ name }) => name)).toEqual([
      'audit_unsealed',
      'authority',
      'delivery_change',
      'delivery_channel',
      'delivery_pace',
      'delivery_provider',
      'installation',
      'message_attempt',
      'message_receipt',
    ]);
  });
});
