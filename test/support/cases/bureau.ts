/** A bureau with people of every role, sections with chiefs, a register of units and two items with checklists. */
import { type Kysely, sql, type Transaction } from 'kysely';
import { systemDoing } from '../../../db/actor.ts';
import { createAuthority } from '../../../db/authority.ts';
import type { Database } from '../../../db/connect.ts';
import type { Role } from '../../../db/officers.ts';
import { type AuthoritySettings, DEFAULT_SETTINGS } from '../../../domain/settings/settings.ts';

/** Who holds which role; `nobody` holds none, `deputy` stands in for the approver in 2021. */
const OFFICERS: Readonly<Record<string, { readonly section: string; readonly roles: readonly Role[] }>> = {
  office: { section: 'office', roles: ['office'] },
  approver: { section: 'office', roles: ['approver', 'supervisor'] },
  reviewer: { section: 'office', roles: ['reviewer'] },
  publisher: { section: 'office', roles: ['publisher'] },
  head: { section: 'office', roles: ['chief'] },
  chief: { section: 'road', roles: ['chief'] },
  deputy: { section: 'road', roles: [] },
  nobody: { section: 'road', roles: [] },
};

export interface Item {
  readonly id: string;
  readonly lines: number;
}
export const ITEMS: readonly Item[] = [
  { id: 'freight', lines: 2 },
  { id: 'repair', lines: 1 },
];

export interface BureauOptions {
  readonly inspectors: number;
  readonly units: number;
  readonly settings: Partial<AuthoritySettings>;
}

const NEW_YEAR = '2020-12-31T00:00:00.000Z';

export const certificateOf = (inspector: number): string => `1406${String(inspector).padStart(4, '0')}`;

const addPeople = async (
  trx: Transaction<Database>,
  authorityId: string,
  inspectors: number,
): Promise<void> => {
  await trx
    .insertInto('section')
    .values([
      { authorityId, id: 'office', name: '办公室' },
      { authorityId, id: 'road', name: '运输管理所' },
    ])
    .execute();
  const people = [
    ...Object.entries(OFFICERS),
    ...Array.from(
      { length: inspectors },
      (_, index) => [`i${index + 1}`, { section: 'road', roles: ['inspector'] as const }] as const,
    ),
  ];
  await trx
    .insertInto('officer')
    .values(
      people.map(([id, { section }], index) => ({
        authorityId,
        id,
        name: `人员${id}`,
        sectionId: section,
        username: `${authorityId}-${id}`,
        email: `${id}@example.com`,
        phone: `1380000${String(index).padStart(4, '0')}`,
      })),
    )
    .execute();
  const roles = people.flatMap(([officerId, held]) =>
    held.roles.map((role) => ({ authorityId, officerId, role })),
  );
  await trx.insertInto('officerRole').values(roles).execute();
  await trx
    .insertInto('deputy')
    .values({
      authorityId,
      officerId: 'approver',
      role: 'approver',
      deputyId: 'deputy',
      fromOn: '2021-01-01',
      toOn: '2021-12-31',
    })
    .execute();
  await trx
    .insertInto('inspector')
    .values(
      Array.from({ length: inspectors }, (_, index) => ({
        authorityId,
        officerId: `i${index + 1}`,
        certificateNumber: certificateOf(index + 1),
        certificateValidFrom: '2019-01-01',
        certificateValidTo: '2029-12-31',
        qualifications: ['道路货运'],
      })),
    )
    .execute();
};

const addItems = async (trx: Transaction<Database>, authorityId: string): Promise<void> => {
  for (const { id, lines } of ITEMS) {
    await trx
      .insertInto('item')
      .values({
        authorityId,
        id,
        name: `事项${id}`,
        kind: 'general',
        unitCategory: '道路货运',
        qualification: id === 'freight' ? '道路货运' : null,
        legalBasis: '道路运输条例',
        method: '实地检查',
        published: true,
      })
      .execute();
    const checklist = Array.from({ length: lines }, (_, index) => ({
      authorityId,
      itemId: id,
      lineNo: index + 1,
      part: '企业',
      text: `检查内容${index + 1}`,
      legalBasis: '道路运输条例',
    }));
    await trx.insertInto('checklistLine').values(checklist).execute();
  }
};

const addUnits = (trx: Transaction<Database>, authorityId: string, units: number) =>
  sql`
  insert into unit (authority_id, id, kind, code, name, category, area, status, contact_email, contact_phone, business_at)
  select ${authorityId}, 'u' || n, 'station', 'c' || lpad(n::text, 4, '0'), '单位' || n, '道路货运', '城关', 'operating',
         'u' || n || '@example.com', '13900000000', ${NEW_YEAR}
    from generate_series(1, ${units}::int) n`.execute(trx);

/** @param authorityId also the beginning of every id in it */
export const addBureau = (
  db: Kysely<Database>,
  authorityId: string,
  { inspectors, units, settings }: BureauOptions,
): Promise<void> =>
  db.transaction().execute(async (trx) => {
    await createAuthority(
      trx,
      {
        id: authorityId,
        name: `${authorityId}交通运输局`,
        shortName: authorityId,
        regionCode: '140603',
        settings: { ...DEFAULT_SETTINGS, ...settings },
      },
      systemDoing('test', NEW_YEAR),
    );
    await addPeople(trx, authorityId, inspectors);
    await addItems(trx, authorityId);
    await addUnits(trx, authorityId, units);
  });
