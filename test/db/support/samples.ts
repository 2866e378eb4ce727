import type { Kysely, Transaction } from 'kysely';
import { type Doing, systemDoing } from '../../../db/actor.ts';
import type { Database } from '../../../db/connect.ts';
import type { ItemRow } from '../../../db/registers/items.ts';
import type { UnitRow } from '../../../db/registers/unit-rows.ts';
import { makeCreditCode } from '../../../domain/credit-code/credit-code.ts';

export const AT = '2021-01-04T01:00:00.000Z';
export const BY_OFFICER: Doing = { actor: { kind: 'officer', id: 'office1' }, commandId: 'c-1', at: AT };
export const BY_SYSTEM: Doing = systemDoing('test', AT);

export const inTransaction = <T>(
  db: Kysely<Database>,
  work: (trx: Transaction<Database>) => Promise<T>,
): Promise<T> => db.transaction().execute(work);

/** A valid credit code by number. */
export const creditCode = (n: number): string => makeCreditCode(`911406030${String(n).padStart(8, '0')}`);

export const unitRow = (n: number, change: Partial<UnitRow> = {}): UnitRow => ({
  id: `u${n}`,
  kind: 'org',
  code: creditCode(n),
  name: `样本运输有限公司${n}`,
  category: '道路货物运输',
  area: '井坪镇',
  status: 'operating',
  foundedOn: '2015-06-01',
  address: null,
  legalRepresentative: null,
  contactName: null,
  contactEmail: null,
  contactPhone: null,
  weight: 1,
  riskClass: null,
  ...change,
});

export const itemRow = (id: string, change: Partial<ItemRow> = {}): ItemRow => ({
  id,
  name: '道路货物运输、货运站企业监督检查',
  kind: 'general',
  unitCategory: '道路货物运输',
  qualification: null,
  legalBasis: '道路货物运输及站场管理规定',
  method: '实地检查',
  sectionId: null,
  published: true,
  lines: [
    { part: '企业', text: '是否持有有效的道路运输经营许可证', legalBasis: '道路运输条例' },
    { part: '企业', text: '是否建立安全生产管理制度', legalBasis: '道路运输条例' },
  ],
  ...change,
});
