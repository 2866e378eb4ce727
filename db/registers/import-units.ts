import { createHash } from 'node:crypto';
import { sql, type Transaction } from 'kysely';
import { Refusal } from '../../domain/failure/failures.ts';
import { actAs, actorText, type Doing } from '../actor.ts';
import { appendAudit } from '../audit/append-audit.ts';
import type { Database } from '../connect.ts';
import { type RowProblem, type UnitRow, unitRowProblems } from './unit-rows.ts';

export interface ImportOutcome {
  readonly inserted: number;
  /** Entries whose data changed; what was before is in their history. */
  readonly updated: number;
  readonly unchanged: number;
}

/** Rows per statement: one statement per 5,000 rows costs no more per row than larger ones, and keeps memory flat. */
const CHUNK = 5_000;
/** Problems told in one refusal; an import with more is broken as a whole. */
const PROBLEMS_TOLD = 20;

/** The same unit gets the same id whenever it is imported, and the id tells nothing of a person's number. */
const idFor = (authorityId: string, { kind, code }: UnitRow): string =>
  `u-${createHash('sha256').update(`${authorityId}\n${kind}\n${code}`).digest('hex').slice(0, 20)}`;

/**
 * One statement: new entries, and changed ones only where something differs, so that the history holds real changes.
 * jsonb_to_recordset takes the chunk as one parameter.
 */
const upsert = async (
  trx: Transaction<Database>,
  authorityId: string,
  units: readonly UnitRow[],
  doing: Doing,
): Promise<{ inserted: number; updated: number }> => {
  const rows = units.map((unit) => ({
    ...unit,
    id: unit.id ?? idFor(authorityId, unit),
    size: unit.size ?? null,
    tags: unit.tags ?? [],
  }));
  const { rows: counts } = await sql<{ inserted: number; updated: number }>`
    with done as (
      insert into unit (authority_id, id, kind, code, name, category, area, status, founded_on, address,
                        legal_representative, contact_name, contact_email, contact_phone, weight, risk_class, size, tags,
                        business_at, recorded_by)
      select ${authorityId}::text, r.*, ${doing.at}::timestamptz, ${actorText(doing.actor)}::text
        from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(
          id text, kind text, code text, name text, category text, area text, status text, "foundedOn" date,
          address text, "legalRepresentative" text, "contactName" text, "contactEmail" text, "contactPhone" text,
          weight integer, "riskClass" text, size text, tags text[])
      on conflict (authority_id, kind, code) do update set
        name = excluded.name, category = excluded.category, area = excluded.area, status = excluded.status,
        founded_on = excluded.founded_on, address = excluded.address,
        legal_representative = excluded.legal_representative, contact_name = excluded.contact_name,
        contact_email = excluded.contact_email, contact_phone = excluded.contact_phone, weight = excluded.weight,
        risk_class = excluded.risk_class, size = excluded.size, tags = excluded.tags,
        business_at = excluded.business_at, recorded_at = clock_timestamp(), recorded_by = excluded.recorded_by
      where (unit.name, unit.category, unit.area, unit.status, unit.founded_on, unit.address, unit.legal_representative,
             unit.contact_name, unit.contact_email, unit.contact_phone, unit.weight, unit.risk_class,
             unit.size, unit.tags)
        is distinct from
            (excluded.name, excluded.category, excluded.area, excluded.status, excluded.founded_on, excluded.address,
             excluded.legal_representative, excluded.contact_name, excluded.contact_email, excluded.contact_phone,
             excluded.weight, excluded.risk_class, excluded.size, excluded.tags)
      returning xmax = 0 as is_new
    )
    select count(*) filter (where is_new) as inserted, count(*) filter (where not is_new) as updated from done`.execute(
    trx,
  );
  return counts[0] ?? { inserted: 0, updated: 0 };
};

const refuseProblems = (problems: readonly RowProblem[]): void => {
  if (problems.length === 0) return;
  const told = problems.slice(0, PROBLEMS_TOLD).map(({ message }) => message);
  const more = problems.length > PROBLEMS_TOLD ? [`……另有 ${problems.length - PROBLEMS_TOLD} 处问题。`] : [];
  throw new Refusal('InvalidInput', [...told, ...more].join('\n'), problems[0]?.field ?? null);
};

async function* chunksOf(rows: Iterable<UnitRow> | AsyncIterable<UnitRow>): AsyncGenerator<UnitRow[]> {
  let chunk: UnitRow[] = [];
  for await (const row of rows) {
    chunk.push(row);
    if (chunk.length === CHUNK) {
      yield chunk;
      chunk = [];
    }
  }
  if (chunk.length > 0) yield chunk;
}

/**
 * Imports units (检查对象) into the register (R241): new ones are added, known ones (by kind and code) brought up to
 * date, the rest stays. All or nothing: the transaction is the caller's. Rows may come from a generator; memory holds
 * one chunk of them.
 *
 * @throws Refusal InvalidInput that names the rows of the first chunk with problems: fields, or a code that occurs twice
 */
export const importUnits = async (
  trx: Transaction<Database>,
  authorityId: string,
  units: Iterable<UnitRow> | AsyncIterable<UnitRow>,
  doing: Doing,
): Promise<ImportOutcome> => {
  await actAs(trx, doing.actor);
  const total = { rows: 0, inserted: 0, updated: 0 };
  const seen = new Set<string>();
  for await (const chunk of chunksOf(units)) {
    const problems = chunk.flatMap((unit, index): RowProblem[] => {
      const row = total.rows + index + 1;
      const key = `${unit.kind} ${unit.code}`;
      const repeated: RowProblem[] = seen.has(key)
        ? [{ row, field: 'code', message: `第 ${row} 行：编号“${unit.code}”在本次导入中重复，请删去一行。` }]
        : [];
      seen.add(key);
      return [...unitRowProblems(unit, row), ...repeated];
    });
    refuseProblems(problems);
    const { inserted, updated } = await upsert(trx, authorityId, chunk, doing);
    total.rows += chunk.length;
    total.inserted += inserted;
    total.updated += updated;
  }
  const outcome = {
    inserted: total.inserted,
    updated: total.updated,
    unchanged: total.rows - total.inserted - total.updated,
  };
  await appendAudit(trx, {
    ...doing,
    authorityId,
    action: 'units.import',
    subjectKind: 'register',
    subjectId: 'unit',
    data: { ...outcome },
  });
  return outcome;
};
