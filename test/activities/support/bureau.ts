/** A small authority with registers and a published plan, for tests of the steps: no more than they need. */
import { type Kysely, sql } from 'kysely';
import { systemDoing } from '../../../db/actor.ts';
import { createAuthority } from '../../../db/authority.ts';
import type { Database } from '../../../db/connect.ts';
import { type InstallationMode, setInstallationMode } from '../../../db/installation.ts';
import type { Role } from '../../../db/officers.ts';
import { importInspectors } from '../../../db/registers/inspectors.ts';
import { importItems } from '../../../db/registers/items.ts';
import { saveOfficers } from '../../../db/save-officers.ts';
import type { DrawType } from '../../../domain/plan/plan.ts';
import { type AuthoritySettings, DEFAULT_SETTINGS } from '../../../domain/settings/settings.ts';
import type { RowRule } from '../../../domain/strata/row-rule.ts';

const NEW_YEAR = systemDoing('test', '2020-12-31T00:00:00.000Z');

/** Roles by officer; i1… are inspectors. */
const OFFICERS: Readonly<Record<string, readonly Role[]>> = {
  office: ['office'],
  drawer: ['drawer'],
  approver: ['approver'],
  leader: ['supervisor'],
  witness: ['witness'],
  reviewer: ['reviewer'],
  publisher: ['publisher'],
};

export interface BureauPlanRow {
  readonly number: string;
  readonly windowStart: string;
  readonly windowEnd: string;
  readonly percent?: number;
  readonly foundedBefore?: string;
  readonly ratioKind?: 'exact' | 'floor' | 'cap';
  readonly drawType?: DrawType;
  readonly rule?: RowRule;
}

/** Two rows in the first window, one in the second. */
export const THREE_ROWS: readonly BureauPlanRow[] = [
  { number: '202101', windowStart: '2021-01-01', windowEnd: '2021-04-30' },
  { number: '202102', windowStart: '2021-01-01', windowEnd: '2021-04-30', percent: 20 },
  { number: '202103', windowStart: '2021-05-01', windowEnd: '2021-08-31' },
];

export interface BureauOptions {
  readonly id?: string;
  readonly mode?: InstallationMode;
  readonly units?: number;
  readonly inspectors?: number;
  readonly rows?: readonly BureauPlanRow[];
  readonly settings?: Partial<AuthoritySettings>;
}

const addOfficers = (db: Kysely<Database>, id: string, inspectors: number): Promise<void> =>
  db.transaction().execute(async (trx) => {
    const people = Array.from({ length: inspectors }, (_, index) => `i${index + 1}`);
    const all = [...Object.keys(OFFICERS), ...people];
    const officers = all.map((name, index) => ({
      id: name,
      name: `人员${name}`,
      sectionId: null,
      username: `${id}-${name}`,
      email: `${name}@example.com`,
      phone: `1380000${String(index).padStart(4, '0')}`,
      active: true,
    }));
    await saveOfficers(trx, id, officers, NEW_YEAR);
    const roles = Object.entries(OFFICERS).flatMap(([officerId, held]) =>
      held.map((role) => ({ authorityId: id, officerId, role })),
    );
    await trx.insertInto('officerRole').values(roles).execute();
    const rows = people.map((officerId, index) => ({
      officerId,
      certificateNumber: `140600${String(index + 1).padStart(3, '0')}`,
      certificateValidFrom: '2019-01-01',
      certificateValidTo: '2025-12-31',
      qualifications: ['道路货运'],
      active: true,
    }));
    await importInspectors(trx, id, rows, NEW_YEAR);
  });

const addItem = (db: Kysely<Database>, id: string): Promise<void> =>
  db.transaction().execute((trx) =>
    importItems(
      trx,
      id,
      [
        {
          id: 'freight',
          name: '道路货运企业监督检查',
          kind: 'general',
          unitCategory: '道路货运',
          qualification: '道路货运',
          legalBasis: '道路运输条例',
          method: '实地检查',
          sectionId: null,
          published: true,
          lines: [{ part: '企业', text: '许可证是否有效', legalBasis: '道路运输条例' }],
        },
      ],
      NEW_YEAR,
    ),
  );

/** Stations, whose codes are free: `c00001` … */
export const addUnits = async (
  db: Kysely<Database>,
  id: string,
  count: number,
  { from = 1, foundedOn = '2015-03-01' }: { from?: number; foundedOn?: string | null } = {},
): Promise<void> => {
  await sql`
    insert into unit (authority_id, id, kind, code, name, category, area, status, founded_on, contact_email,
                      contact_phone, business_at)
    select ${id}, 'u' || n, 'station', 'c' || lpad(n::text, greatest(5, length(n::text)), '0'), '单位' || n, '道路货运', '城关', 'operating',
           ${foundedOn}::date, 'u' || n || '@example.com', '13900000000', '2020-12-31T00:00:00Z'
      from generate_series(${from}::int, ${from + count - 1}::int) n`.execute(db);
};

/** Publishes a version of the plan with these rows. */
export const publishPlanRows = (
  db: Kysely<Database>,
  id: string,
  rows: readonly BureauPlanRow[],
  { year = 2021, version = 1, assumed = false }: { year?: number; version?: number; assumed?: boolean } = {},
): Promise<void> =>
  db.transaction().execute(async (trx) => {
    const key = { authorityId: id, year };
    await trx
      .insertInto('plan')
      .values({ ...key, title: `${year}年度抽查工作计划`, issuer: '测试局' })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const at = '2020-12-31T00:00:00.000Z';
    const draft = {
      state: 'draft',
      reason: '年度计划',
      assumed,
      draftedBy: 'office',
      businessAt: at,
    } as const;
    await trx
      .insertInto('planVersion')
      .values({ ...key, version, ...draft })
      .execute();
    for (const { number, windowStart, windowEnd, percent = 10, foundedBefore, ...row } of rows) {
      await trx
        .insertInto('planRow')
        .values({
          ...key,
          version,
          number,
          planName: `计划${number}`,
          taskNumber: `${number.slice(4)}号`,
          taskName: '道路货运',
          drawType: row.drawType ?? 'undirected',
          ratioNumerator: percent,
          ratioDenominator: 100,
          ratioKind: row.ratioKind ?? 'exact',
          itemId: 'freight',
          itemText: '道路货运企业监督检查',
          scopeText: '全区道路货运企业',
          scopeCategory: '道路货运',
          scopeFoundedBefore: foundedBefore ?? null,
          windowStart,
          windowEnd,
          rule: row.rule ?? null,
        })
        .execute();
    }
    await trx
      .updateTable('planVersion')
      .set({ state: 'published', approvedBy: 'approver', approvedAt: at, publishedAt: at })
      .where('authorityId', '=', id)
      .where('year', '=', year)
      .where('version', '=', version)
      .execute();
    await trx
      .updateTable('plan')
      .set({ currentVersion: version })
      .where('authorityId', '=', id)
      .where('year', '=', year)
      .execute();
  });

/** @returns the authority's id */
export const addBureau = async (db: Kysely<Database>, options: BureauOptions = {}): Promise<string> => {
  const { id = 'pinglu', mode = 'rehearsal', units = 40, inspectors = 4, rows = THREE_ROWS } = options;
  await setInstallationMode(db, mode);
  const settings = { ...DEFAULT_SETTINGS, ...options.settings };
  await db
    .transaction()
    .execute((trx) =>
      createAuthority(
        trx,
        { id, name: `${id}交通运输局`, shortName: id, regionCode: '140603', settings },
        NEW_YEAR,
      ),
    );
  await addOfficers(db, id, inspectors);
  await addItem(db, id);
  await addUnits(db, id, units);
  if (rows.length > 0) await publishPlanRows(db, id, rows);
  return id;
};
