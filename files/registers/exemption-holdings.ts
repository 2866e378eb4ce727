import type { Reader } from '../../db/actor.ts';
import { exclusionWords } from '../../domain/strata/exclusion-reasons.ts';
import { isNamedUnit } from './by-code.ts';
import {
  EXEMPTION_COLUMNS,
  type ExemptionField,
  exemptionKey,
  type ImportedExemption,
} from './exemptions.ts';
import { inPages } from './in-pages.ts';
import type { Holdings, Placed, Shown } from './register.ts';
import { UNIT_KIND_WORDS } from './units.ts';
import { wordOf } from './words.ts';

const cellsOf = (exemption: ImportedExemption): Record<ExemptionField, string> => ({
  kind: wordOf(UNIT_KIND_WORDS, exemption.kind),
  code: exemption.code,
  item: exemption.itemId ?? '',
  reason: exclusionWords(exemption.reason),
  basis: exemption.basis,
  fromOn: exemption.fromOn,
  toOn: exemption.toOn,
});

const shown = (exemption: ImportedExemption): Shown => {
  const cells = cellsOf(exemption);
  return Object.fromEntries(EXEMPTION_COLUMNS.map(({ field, head }) => [head, cells[field]]));
};

/** Exemptions that were not ended. */
const heldExemptions = (db: Reader, authorityId: string) =>
  db
    .selectFrom('drawExemption as e')
    .innerJoin('unit as u', (join) =>
      join.onRef('u.authorityId', '=', 'e.authorityId').onRef('u.id', '=', 'e.unitId'),
    )
    .select(['e.id', 'u.name as unitName', 'u.kind', 'u.code', 'e.itemId', 'e.reason', 'e.basis'])
    .select(['e.fromOn', 'e.toOn'])
    .where('e.authorityId', '=', authorityId)
    .where('e.endedAt', 'is', null);

const heldOf = (db: Reader, authorityId: string, rows: readonly ImportedExemption[]) =>
  heldExemptions(db, authorityId).where(isNamedUnit(rows)).execute();

async function* entries(db: Reader, authorityId: string) {
  const read = (after: number, limit: number) =>
    heldExemptions(db, authorityId).where('e.id', '>', after).orderBy('e.id').limit(limit).execute();
  for await (const page of inPages(0, read, ({ id }) => id))
    yield page.map((exemption) => {
      const cells = cellsOf(exemption);
      return {
        key: exemptionKey(exemption),
        title: exemption.unitName,
        lines: [EXEMPTION_COLUMNS.map(({ field }) => cells[field])],
      };
    });
}

/** What is held of the list of exemptions (免抽名单), in the words of its file. */
export const EXEMPTION_HOLDINGS: Holdings<ImportedExemption> = {
  keyOf: exemptionKey,
  titleOf: ({ code, reason }) => `${code}（${exclusionWords(reason)}）`,
  shown,
  held: async (db, authorityId, rows) => {
    const basisOf = new Map(rows.map((row) => [exemptionKey(row), row.basis]));
    const found = await heldOf(db, authorityId, rows);
    // What was entered stays as it is: another basis in the file is told as a hint and is no difference.
    return new Map(
      found.map((exemption) => {
        const key = exemptionKey(exemption);
        return [key, shown({ ...exemption, basis: basisOf.get(key) ?? exemption.basis })];
      }),
    );
  },
  count: async (db, authorityId) => {
    const { count } = await db
      .selectFrom('drawExemption')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('authorityId', '=', authorityId)
      .where('endedAt', 'is', null)
      .executeTakeFirstOrThrow();
    return count;
  },
  entries,
};

/** Tells which rows name another basis than what was entered, which an import leaves alone. */
export const basisHints = async (
  db: Reader,
  authorityId: string,
  rows: readonly Placed<ImportedExemption>[],
): Promise<string[]> => {
  const found = await heldOf(
    db,
    authorityId,
    rows.map(({ row }) => row),
  );
  const basisOf = new Map(found.map((exemption) => [exemptionKey(exemption), exemption.basis]));
  const lines = rows
    .filter(({ row }) => (basisOf.get(exemptionKey(row)) ?? row.basis) !== row.basis)
    .map(({ line }) => line);
  if (lines.length === 0) return [];
  return [
    `第 ${lines.slice(0, 20).join('、')} 行${lines.length > 20 ? `等 ${lines.length} 行` : ''}的免抽已按另一依据登记，导入不会改动。要更改依据的，请先在免抽名单中终止原登记，再重新登记。`,
  ];
};
