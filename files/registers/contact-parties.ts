import type { Reader } from '../../db/actor.ts';
import type { PartyKind } from '../../db/registers/contacts.ts';
import { isNamedUnit } from './by-code.ts';
import type { ContactRow } from './contacts.ts';

export interface Party {
  readonly partyKind: PartyKind;
  readonly partyId: string;
}

type Named = Pick<ContactRow, 'kind' | 'code'>;

/** Rows of one question. */
const CHUNK = 5_000;

const keyOf = ({ kind, code }: { readonly kind: string; readonly code: string }): string => `${kind} ${code}`;

const unitsOf = async (db: Reader, authorityId: string, rows: readonly Named[]) => {
  const units = await db
    .selectFrom('unit')
    .select(['id', 'kind', 'code'])
    .where('authorityId', '=', authorityId)
    .where(isNamedUnit(rows))
    .execute();
  return units.map((unit) => [keyOf(unit), { partyKind: 'unit', partyId: unit.id }] as const);
};

const officersOf = async (db: Reader, authorityId: string) => {
  const officers = await db
    .selectFrom('officer')
    .select('id')
    .where('authorityId', '=', authorityId)
    .execute();
  return officers.map(
    ({ id }) => [keyOf({ kind: 'officer', code: id }), { partyKind: 'officer', partyId: id }] as const,
  );
};

/** Whose contacts rows are: a unit by kind and code, an officer by his id; null where the registers do not have them. */
export const contactParties = async (
  db: Reader,
  authorityId: string,
  rows: readonly Named[],
): Promise<(row: Named) => Party | null> => {
  const found = new Map<string, Party>();
  const ofUnits = rows.filter(({ kind }) => kind !== 'officer');
  for (let from = 0; from < ofUnits.length; from += CHUNK)
    for (const [key, party] of await unitsOf(db, authorityId, ofUnits.slice(from, from + CHUNK)))
      found.set(key, party);
  if (ofUnits.length < rows.length)
    for (const [key, party] of await officersOf(db, authorityId)) found.set(key, party);
  return (row) => found.get(keyOf(row)) ?? null;
};
