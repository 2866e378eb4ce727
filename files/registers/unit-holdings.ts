import type { Reader } from '../../db/actor.ts';
import type { UnitRow } from '../../db/registers/unit-rows.ts';
import { isNamedUnit } from './by-code.ts';
import { inPages } from './in-pages.ts';
import type { Holdings, Shown } from './register.ts';
import { UNIT_COLUMNS, UNIT_KIND_WORDS, UNIT_STATUS_WORDS, type UnitField } from './units.ts';
import { wordOf } from './words.ts';

const cellsOf = (unit: UnitRow): Readonly<Record<UnitField, string>> => ({
  kind: wordOf(UNIT_KIND_WORDS, unit.kind),
  code: unit.code,
  name: unit.name,
  category: unit.category,
  area: unit.area,
  status: wordOf(UNIT_STATUS_WORDS, unit.status),
  foundedOn: unit.foundedOn ?? '',
  address: unit.address ?? '',
  legalRepresentative: unit.legalRepresentative ?? '',
  contactName: unit.contactName ?? '',
  contactEmail: unit.contactEmail ?? '',
  contactPhone: unit.contactPhone ?? '',
  weight: String(unit.weight),
  riskClass: unit.riskClass ?? '',
  size: unit.size ?? '',
  tags: (unit.tags ?? []).join('、'),
});

const shown = (unit: UnitRow): Shown => {
  const cells = cellsOf(unit);
  return Object.fromEntries(UNIT_COLUMNS.map(({ field, head }) => [head, cells[field]]));
};
const keyOf = ({ kind, code }: Pick<UnitRow, 'kind' | 'code'>): string => `${kind} ${code}`;

async function* entries(db: Reader, authorityId: string) {
  const read = (after: string, limit: number) =>
    db
      .selectFrom('unit')
      .selectAll()
      .where('authorityId', '=', authorityId)
      .where('id', '>', after)
      .orderBy('id')
      .limit(limit)
      .execute();
  for await (const page of inPages('', read, ({ id }) => id))
    yield page.map((unit) => {
      const cells = cellsOf(unit);
      return { key: keyOf(unit), title: unit.name, lines: [UNIT_COLUMNS.map(({ field }) => cells[field])] };
    });
}

/** What the register of units holds, in the words of its file. */
export const UNIT_HOLDINGS: Holdings<UnitRow> = {
  keyOf,
  titleOf: ({ name }) => name,
  shown,
  held: async (db, authorityId, rows) => {
    const units = await db
      .selectFrom('unit')
      .selectAll()
      .where('authorityId', '=', authorityId)
      .where(isNamedUnit(rows))
      .execute();
    return new Map(units.map((unit) => [keyOf(unit), shown(unit)]));
  },
  count: async (db, authorityId) => {
    const { count } = await db
      .selectFrom('unit')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('authorityId', '=', authorityId)
      .executeTakeFirstOrThrow();
    return count;
  },
  entries,
};
