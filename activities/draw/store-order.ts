import { type RawBuilder, sql } from 'kysely';
import { parseUnitKey, type UnitKey } from '../../domain/draw/labels.ts';
import type { DrawSteps } from '../../domain/draw/prepare-draw.ts';
import type { DrawRecord, OrderedUnit, StratumResult } from '../../domain/draw/record.ts';
import { beat } from '../shared/heartbeat.ts';
import type { Step } from '../shared/step.ts';
import { whileDrawn } from './while-drawn.ts';

const ROWS_PER_STATEMENT = 5_000;

export function* pagesOf<T>(rows: readonly T[], size = ROWS_PER_STATEMENT): Generator<readonly T[]> {
  for (let start = 0; start < rows.length; start += size) yield rows.slice(start, start + size);
}

/** Adds the register's id of every unit that is in an order: a public key never changes, nor is a unit ever deleted. */
const findUnitIds = async (
  { trx, authorityId }: Pick<Step, 'trx' | 'authorityId'>,
  { order }: StratumResult,
  ids: Map<UnitKey, string>,
): Promise<void> => {
  const keys = order.map(({ unit }) => unit).filter((unit) => !ids.has(unit));
  for (const page of pagesOf(keys)) {
    const wanted = page.map((key) => ({ key, ...parseUnitKey(key) }));
    const asked = sql`jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as w(key text, type text, code text)`;
    const people = wanted.some(({ type }) => type === 'person');
    // A list that an older release froze has a person's number where the salted hash stands now.
    const { rows } = await sql<{ key: UnitKey; id: string }>`
      select w.key, u.id from ${asked}
        join unit u on u.authority_id = ${authorityId} and u.kind = w.type and u.code = w.code
      ${
        people
          ? sql`union select w.key, p.unit_id from ${asked}
                  join person_code p on p.authority_id = ${authorityId} and w.type = 'person' and p.code = w.code`
          : sql``
      }`.execute(trx);
    for (const { key, id } of rows) ids.set(key, id);
  }
};

export const idOf = (ids: ReadonlyMap<UnitKey, string>, unit: UnitKey): string => {
  const id = ids.get(unit);
  if (id === undefined) throw new Error(`unit ${unit} of a frozen roster is not in the register`);
  return id;
};

const PLACES_PER_STATEMENT = 50_000;

/** For the list of a select: a row for each text, in step with the other columns. No text holds a control character. */
const textColumn = (texts: readonly string[]): RawBuilder<string> =>
  sql<string>`unnest(string_to_array(${texts.join('\n')}, e'\n'))`;

/** Columns of a page of an order, for the list of a select. JSON of it would take the server as long as the rows do. */
export const positions = (before: number, page: readonly unknown[]): RawBuilder<number> =>
  sql<number>`generate_series(${before + 1}::integer, ${before + page.length}::integer)`;
export const labelsOf = (page: readonly OrderedUnit[]): RawBuilder<string> =>
  textColumn(page.map(({ unit }) => unit));
export const ticketsOf = (page: readonly OrderedUnit[]): RawBuilder<string> =>
  textColumn(page.map(({ ticket }) => ticket));

/** The order of a stratum to its reserve depth, the drawn first: where a substitute (递补) is taken from. */
const storeOrder = async (
  { trx, authorityId }: Pick<Step, 'trx' | 'authorityId'>,
  drawId: string,
  { id: stratum, row, quota, order }: StratumResult,
  ids: ReadonlyMap<UnitKey, string>,
): Promise<void> => {
  let before = 0;
  for (const page of pagesOf(order, PLACES_PER_STATEMENT)) {
    const unitIds = textColumn(page.map(({ unit }) => idOf(ids, unit)));
    await sql`
      insert into draw_entry (authority_id, draw_id, row_number, stratum, position, unit_id, label, ticket, drawn)
      select ${authorityId}, ${drawId}, ${String(row)}, ${stratum}, e.position, e.unit_id, e.label, e.ticket,
             e.position <= ${quota}
        from (select ${positions(before, page)} as position, ${unitIds} as unit_id, ${labelsOf(page)} as label,
                     ${ticketsOf(page)} as ticket) e`.execute(trx);
    before += page.length;
  }
};

/** Files each stratum's order while the next is drawn. @returns the record, and the register's ids of all in an order */
export const drawAndStore = async (
  step: Pick<Step, 'trx' | 'authorityId'>,
  drawId: string,
  steps: DrawSteps,
): Promise<{ record: DrawRecord; ids: ReadonlyMap<UnitKey, string> }> => {
  const ids = new Map<UnitKey, string>();
  const record = await whileDrawn(steps, async (stratum) => {
    await findUnitIds(step, stratum, ids);
    await storeOrder(step, drawId, stratum, ids);
    beat();
  });
  return { record, ids };
};
