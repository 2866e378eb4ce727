import { type Selectable, sql } from 'kysely';
import type { IsoDate } from '../../domain/calendar/dates.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import type { Reader } from '../actor.ts';
import type { Database } from '../connect.ts';
import { registerHistory } from './register-history.ts';
import type { UnitKind } from './unit-rows.ts';

export type Unit = Selectable<Database['unit']>;

/** @throws Refusal NotFound */
export const getUnit = (db: Reader, authorityId: string, id: string): Promise<Unit> =>
  db
    .selectFrom('unit')
    .selectAll()
    .where('authorityId', '=', authorityId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow(() => new Refusal('NotFound', `名录库中没有检查对象“${id}”。`));

/** The unit with that code (统一社会信用代码, plate …), or null. */
export const findUnitByCode = async (
  db: Reader,
  authorityId: string,
  kind: UnitKind,
  code: string,
): Promise<Unit | null> =>
  (await db
    .selectFrom('unit')
    .selectAll()
    .where('authorityId', '=', authorityId)
    .where('kind', '=', kind)
    .where('code', '=', code)
    .executeTakeFirst()) ?? null;

/** How many units there are of each category and status. */
export const countUnits = (db: Reader, authorityId: string) =>
  db
    .selectFrom('unit')
    .select(['category', 'status'])
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('authorityId', '=', authorityId)
    .groupBy(['category', 'status'])
    .orderBy('category')
    .orderBy('status')
    .execute();

/** Whom a plan row may draw, as its columns say it (R274). */
export interface UnitScope {
  readonly category: string;
  /** Null: the whole authority (全区). */
  readonly area: string | null;
  /** Founded before this day; a unit without founding date is then left out. Null: no cut-off. */
  readonly foundedBefore: IsoDate | null;
}

const SCOPE_PAGE = 20_000;

/**
 * The units of a scope that are in operation (运营), by code, in pages, so that a register of a million needs no more
 * memory than one page: what a draw's roster is made from. Pages are statements of their own: where the register may
 * change meanwhile, read them in a repeatable-read transaction.
 */
export async function* unitsInScope(db: Reader, authorityId: string, scope: UnitScope) {
  let after = { code: '', id: '' };
  for (;;) {
    let query = db
      .selectFrom('unit')
      .select(['id', 'kind', 'code', 'area', 'weight', 'riskClass'])
      .where('authorityId', '=', authorityId)
      .where('category', '=', scope.category)
      .where('status', '=', 'operating')
      .where(sql<boolean>`(code, id) > (${after.code}, ${after.id})`);
    if (scope.area !== null) query = query.where('area', '=', scope.area);
    if (scope.foundedBefore !== null) query = query.where('foundedOn', '<', scope.foundedBefore);
    const page = await query.orderBy('code').orderBy('id').limit(SCOPE_PAGE).execute();
    if (page.length > 0) yield page;
    const last = page.at(-1);
    if (last === undefined || page.length < SCOPE_PAGE) return;
    after = last;
  }
}

/** Every change of a unit's entry, oldest first (R241). */
export const unitHistory = (db: Reader, authorityId: string, id: string) =>
  registerHistory(db, authorityId, 'unit', id);
