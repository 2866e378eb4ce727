import type { Kysely } from 'kysely';
import type { Database } from '../../db/connect.ts';
import { changeUnit } from '../../db/registers/change-unit.ts';
import { importUnits } from '../../db/registers/import-units.ts';
import { declareInterests, listInterests } from '../../db/registers/inspector-interests.ts';
import { leavesWithin, recordLeave } from '../../db/registers/inspector-leaves.ts';
import { importInspectors, inspectorHistory, listInspectors } from '../../db/registers/inspectors.ts';
import { checklistOf, importItems, itemHistory, listItems } from '../../db/registers/items.ts';
import { registerHistory } from '../../db/registers/register-history.ts';
import { searchUnits } from '../../db/registers/search-units.ts';
import { findUnitByCode, getUnit, unitHistory, unitsInScope } from '../../db/registers/units.ts';
import { saveOfficers } from '../../db/save-officers.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { addAuthority } from './support/authority.ts';
import { BY_OFFICER, BY_SYSTEM, creditCode, inTransaction, itemRow, unitRow } from './support/samples.ts';

let test: TestDatabase;
let db: Kysely<Database>;
let authority: string;
let next = 0;

beforeAll(async () => {
  test = await createTestDatabase();
  db = test.db;
});
afterAll(() => test.drop());
beforeEach(async () => {
  next += 1;
  authority = `register${next}`;
  await addAuthority(db, authority);
});

const importRows = (rows: Parameters<typeof importUnits>[2]) =>
  inTransaction(db, (trx) => importUnits(trx, authority, rows, BY_OFFICER));

const auditActions = async (): Promise<string[]> =>
  (
    await db
      .selectFrom('auditEvent')
      .select('action')
      .where('authorityId', '=', authority)
      .orderBy('id')
      .execute()
  ).map(({ action }) => action);

describe('the unit register', () => {
  it('takes new units, changes what differs and leaves the rest alone [R192]', async () => {
    expect(await importRows([unitRow(1), unitRow(2)])).toEqual({ inserted: 2, updated: 0, unchanged: 0 });
    const again = [unitRow(1), unitRow(2, { address: '井坪镇北环路1号' }), unitRow(3)];
    expect(await importRows(again)).toEqual({ inserted: 1, updated: 1, unchanged: 1 });
    expect(await unitHistory(db, authority, 'u1')).toEqual([]);
    expect(await auditActions()).toEqual(['units.import', 'units.import']);
  });

  it('tells who changed an entry, when, and what was there before [R241]', async () => {
    await importRows([unitRow(1)]);
    const startedAt = new Date().toISOString();
    await inTransaction(db, (trx) => changeUnit(trx, authority, 'u1', { status: 'closed' }, BY_OFFICER));
    const [change, ...more] = await unitHistory(db, authority, 'u1');
    expect(more).toEqual([]);
    expect(change).toMatchObject({
      changedBy: 'officer:office1',
      before: { status: 'operating' },
      after: { status: 'closed' },
    });
    expect(change?.changedAt.localeCompare(startedAt)).toBeGreaterThanOrEqual(0);
    expect((await getUnit(db, authority, 'u1')).status).toBe('closed');
    expect(await auditActions()).toEqual(['units.import', 'unit.change']);
  });

  it('does not name the actor of one transaction for the next on the same connection', async () => {
    await importRows([unitRow(1)]);
    await db.connection().execute(async (connection) => {
      await connection
        .transaction()
        .execute((trx) => changeUnit(trx, authority, 'u1', { status: 'closed' }, BY_OFFICER));
      await connection
        .updateTable('unit')
        .set({ area: '凤凰城镇' })
        .where('authorityId', '=', authority)
        .execute();
    });
    expect((await unitHistory(db, authority, 'u1')).map(({ changedBy }) => changedBy)).toEqual([
      'officer:office1',
      'system',
    ]);
  });

  it('gives a unit without id the same id each time', async () => {
    await importRows([unitRow(1, { id: null })]);
    const { id } = (await findUnitByCode(db, authority, 'org', creditCode(1))) ?? { id: '' };
    expect(id).toMatch(/^u-[0-9a-f]{20}$/);
    await importRows([unitRow(1, { id: null, name: '改名运输有限公司' })]);
    expect((await getUnit(db, authority, id)).name).toBe('改名运输有限公司');
  });

  it.each([
    ['a wrong check digit', unitRow(2, { code: `${creditCode(2).slice(0, 17)}X` }), '第 2 行', 'code'],
    ['an impossible date', unitRow(2, { foundedOn: '2021-02-30' }), '2021-02-30', 'foundedOn'],
    ['an empty name', unitRow(2, { name: '' }), '名称为空', 'name'],
    ['a code given twice', unitRow(1, { id: 'other' }), '重复', 'code'],
  ])('refuses %s, names the row, and takes nothing', async (_what, bad, words, field) => {
    await expect(importRows([unitRow(1), bad])).rejects.toMatchObject({
      code: 'InvalidInput',
      field,
      message: expect.stringContaining(words),
    });
    expect(await searchUnits(db, authority)).toEqual([]);
  });

  it('refuses a change that makes an entry impossible', async () => {
    await importRows([unitRow(1)]);
    const change = inTransaction(db, (trx) => changeUnit(trx, authority, 'u1', { weight: 0 }, BY_OFFICER));
    await expect(change).rejects.toMatchObject({ code: 'InvalidInput', field: 'weight' });
  });

  it('is searched by page, name, code and status', async () => {
    await importRows([unitRow(1), unitRow(2), unitRow(3, { name: '百%物流', status: 'closed' })]);
    const ids = async (search: Parameters<typeof searchUnits>[2]) =>
      (await searchUnits(db, authority, search)).map(({ id }) => id);
    expect(await ids({ limit: 2 })).toEqual(['u1', 'u2']);
    expect(await ids({ limit: 2, after: 'u2' })).toEqual(['u3']);
    expect(await ids({ text: '%' })).toEqual(['u3']);
    expect(await ids({ text: creditCode(2) })).toEqual(['u2']);
    expect(await ids({ status: 'operating' })).toEqual(['u1', 'u2']);
  });

  it('gives a scope only what is founded before the cut-off, operating and of the category [R274]', async () => {
    await importRows([
      unitRow(1, { foundedOn: '2020-12-31' }),
      unitRow(2, { foundedOn: '2021-01-01' }),
      unitRow(3, { foundedOn: null }),
      unitRow(4, { status: 'suspended' }),
      unitRow(5, { category: '机动车维修' }),
      unitRow(6, { area: '白堂乡' }),
    ]);
    const scoped = async (area: string | null, foundedBefore: string | null) => {
      const ids: string[] = [];
      const scope = { category: '道路货物运输', area, foundedBefore };
      for await (const page of unitsInScope(db, authority, scope)) ids.push(...page.map(({ id }) => id));
      return ids;
    };
    expect(await scoped(null, '2021-01-01')).toEqual(['u1', 'u6']);
    expect(await scoped('井坪镇', null)).toEqual(['u1', 'u2', 'u3']);
  });

  it('walks a scope larger than a page without loss, kinds with the same code included [R282]', async () => {
    const rows = function* () {
      for (let n = 0; n < 20_050; n += 1) yield unitRow(n, { kind: 'project', code: `P${n}` });
      for (let n = 0; n < 20_050; n += 50) yield unitRow(n, { id: `s${n}`, kind: 'station', code: `P${n}` });
    };
    await importRows(rows());
    const seen = new Set<string>();
    let pages = 0;
    const scope = { category: '道路货物运输', area: null, foundedBefore: null };
    for await (const page of unitsInScope(db, authority, scope)) {
      pages += 1;
      for (const { id } of page) seen.add(id);
    }
    expect(pages).toBe(2);
    expect(seen.size).toBe(20_050 + 401);
  });
});

describe('the inspector register', () => {
  const inspector = {
    officerId: 'i1',
    certificateNumber: '晋F001',
    certificateValidFrom: '2019-01-01',
    certificateValidTo: '2023-12-31',
    qualifications: ['道路货物运输'],
    active: true,
  };
  beforeEach(() =>
    inTransaction(db, async (trx) => {
      const officer = { id: 'i1', name: '甲', sectionId: null, username: `i1.${authority}`, email: null };
      await saveOfficers(trx, authority, [{ ...officer, phone: null, active: true }], BY_SYSTEM);
      await importInspectors(trx, authority, [inspector], BY_SYSTEM);
    }),
  );

  it('keeps what a certificate was before its renewal [R242]', async () => {
    const renewed = { ...inspector, certificateValidTo: '2026-12-31' };
    await inTransaction(db, (trx) => importInspectors(trx, authority, [renewed], BY_OFFICER));
    await inTransaction(db, (trx) => importInspectors(trx, authority, [renewed], BY_OFFICER));
    expect(await inspectorHistory(db, authority, 'i1')).toMatchObject([
      { changedBy: 'officer:office1', before: { certificate_valid_to: '2023-12-31' } },
    ]);
    expect(await listInspectors(db, authority)).toMatchObject([
      {
        officerId: 'i1',
        name: '甲',
        certificateValidTo: '2026-12-31',
        qualifications: ['道路货物运输'],
        active: true,
      },
    ]);
  });

  it('refuses a certificate that ends before it begins', async () => {
    const wrong = { ...inspector, certificateValidTo: '2018-12-31' };
    await expect(
      inTransaction(db, (trx) => importInspectors(trx, authority, [wrong], BY_OFFICER)),
    ).rejects.toMatchObject({ code: 'InvalidInput', field: 'certificateValidTo' });
  });

  it('knows leave by any day it touches, and declared interests', async () => {
    await importRows([unitRow(1)]);
    await inTransaction(db, async (trx) => {
      const leave = { officerId: 'i1', fromOn: '2021-03-10', toOn: '2021-03-20', reason: '年休假' };
      await recordLeave(trx, authority, leave, BY_OFFICER);
      const interest = { officerId: 'i1', unitId: 'u1', kind: '近亲属', declaredOn: '2021-01-02' };
      await declareInterests(trx, authority, [interest], BY_OFFICER);
    });
    expect(await leavesWithin(db, authority, '2021-03-20', '2021-03-31')).toHaveLength(1);
    expect(await leavesWithin(db, authority, '2021-03-21', '2021-03-31')).toHaveLength(0);
    expect(await listInterests(db, authority)).toMatchObject([{ officerId: 'i1', unitId: 'u1' }]);
  });
});

describe('the item list', () => {
  it('keeps its history, and that of every checklist line [R240]', async () => {
    await inTransaction(db, (trx) => importItems(trx, authority, [itemRow('freight')], BY_SYSTEM));
    const changed = itemRow('freight', { kind: 'key', lines: itemRow('freight').lines.slice(0, 1) });
    await inTransaction(db, (trx) => importItems(trx, authority, [changed], BY_OFFICER));
    expect(await itemHistory(db, authority, 'freight')).toMatchObject([
      { changedBy: 'officer:office1', before: { kind: 'general' }, after: { kind: 'key' } },
    ]);
    expect(await registerHistory(db, authority, 'checklist_line', 'freight/2')).toMatchObject([
      { changedBy: 'officer:office1', before: { text: '是否建立安全生产管理制度' }, after: null },
    ]);
    expect(await listItems(db, authority)).toMatchObject([{ id: 'freight', kind: 'key' }]);
    expect(await checklistOf(db, authority, ['freight'])).toMatchObject([{ lineNo: 1, part: '企业' }]);
  });
});
