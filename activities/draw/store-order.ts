import { sql } from 'kysely';
import { parseUnitKey, type UnitKey } from '../../domain/draw/labels.ts';
import type { DrawRecord } from '../../domain/draw/record.ts';
import type { Step } from '../shared/step.ts';

const ROWS_PER_STATEMENT = 5_000;

export function* pagesOf<T>(rows: readonly T[], size = ROWS_PER_STATEMENT): Generator<readonly T[]> {
  for (let start = 0; start < rows.length; start += size) yield rows.slice(start, start + size);
}

/** The register's id of every unit that is in an order: a public key never changes, nor is a unit ever deleted. */
export const unitIdsOf = async (
  { trx, authorityId }: Step,
  { strata }: DrawRecord,
): Promise<ReadonlyMap<UnitKey, string>> => {
  const keys = [...new Set(strata.flatMap(({ order }) => order.map(({ unit }) => unit)))];
  const ids = new Map<UnitKey, string>();
  for (const page of pagesOf(keys)) {
    const wanted = page.map((key) => ({ key, ...parseUnitKey(key) }));
    const { rows } = await sql<{ key: UnitKey; id: string }>`
      select w.key, u.id from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as w(key text, type text, code text)
        join unit u on u.authority_id = ${authorityId} and u.kind = w.type and u.code = w.code`.execute(trx);
    for (const { key, id } of rows) ids.set(key, id);
  }
  return ids;
};

export const idOf = (ids: ReadonlyMap<UnitKey, string>, unit: UnitKey): string => {
  const id = ids.get(unit);
  if (id === undefined) throw new Error(`unit ${unit} of a frozen roster is not in the register`);
  return id;
};

/** The order of every stratum to its reserve depth, the drawn first: where a substitute (递补) is taken from. */
export const storeOrder = async (
  { trx, authorityId }: Step,
  drawId: string,
  { strata }: DrawRecord,
  ids: ReadonlyMap<UnitKey, string>,
): Promise<void> => {
  const entries = strata.flatMap(({ id: stratum, row, quota, order }) =>
    order.map(({ unit, ticket }, index) => ({
      row_number: String(row),
      stratum,
      position: index + 1,
      unit_id: idOf(ids, unit),
      label: unit,
      ticket,
      drawn: index < quota,
    })),
  );
  for (const page of pagesOf(entries)) {
    await sql`
      insert into draw_entry (authority_id, draw_id, row_number, stratum, position, unit_id, label, ticket, drawn)
      select ${authorityId}, ${drawId}, e.* from jsonb_to_recordset(${JSON.stringify(page)}::jsonb) as e(
        row_number text, stratum text, position integer, unit_id text, label text, ticket text, drawn boolean)`.execute(
      trx,
    );
  }
};
