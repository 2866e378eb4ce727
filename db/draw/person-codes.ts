/** People who are inspected (个人), and the codes that stand for them in the lists of draws. */
import { type RawBuilder, sql } from 'kysely';
import { type UnitKey, type UnitType, unitKey } from '../../domain/draw/labels.ts';
import { PERSON_SALT_BYTES } from '../../domain/draw/person-code.ts';
import type { Reader } from '../actor.ts';

/**
 * The code of a unit in the lists of a draw from now on: of a person the salted hash, null while there is none.
 * @param unit alias of the unit's table in the query
 */
export const listedCode = (unit: string): RawBuilder<string> => {
  const of = (column: string) => sql.ref<string>(`${unit}.${column}`);
  return sql<string>`
    case when ${of('kind')} = 'person'
         then (select p.code from person_code p where (p.authority_id, p.unit_id) = (${of('authority_id')}, ${of('id')}))
         else ${of('code')} end`;
};

/** A unit as a task or a register knows it. */
export interface KnownUnit {
  readonly id: string;
  readonly kind: UnitType;
  readonly code: string;
}

/** The name of a unit in lists from now on; a person who never was on one goes by the number. */
export const listedKey = async (
  db: Reader,
  authorityId: string,
  { id, kind, code }: KnownUnit,
): Promise<UnitKey> => {
  if (kind !== 'person') return unitKey(kind, code);
  return unitKey(kind, (await ownCode(db, authorityId, id))?.code ?? code);
};

/** The name that a unit has in the lists of one draw, which may be older than the codes; its own where it is on none. */
export const keyInDraw = async (
  db: Reader,
  { authorityId, drawId }: { readonly authorityId: string; readonly drawId: string },
  unit: KnownUnit,
): Promise<UnitKey> => {
  if (unit.kind !== 'person') return unitKey(unit.kind, unit.code);
  const entry = await db
    .selectFrom('drawEntry')
    .select('label')
    .where('authorityId', '=', authorityId)
    .where('drawId', '=', drawId)
    .where('unitId', '=', unit.id)
    .limit(1)
    .executeTakeFirst();
  return (entry?.label as UnitKey | undefined) ?? listedKey(db, authorityId, unit);
};

const PAGE = 5_000;
const SALT_DIGITS = 2 * PERSON_SALT_BYTES;

/**
 * Gives every person of the register who has none yet a salt, and the code made of it, once and for ever.
 * @param random of a person's number: 32 hex digits or more, of which the first are the salt
 */
export const giveCodes = async (
  trx: Reader,
  authorityId: string,
  random: (number: string) => string,
): Promise<void> => {
  for (;;) {
    const { rows } = await sql<{ id: string; number: string }>`
      select u.id, u.code as number from unit u
       where (u.authority_id, u.kind) = (${authorityId}, 'person')
         and not exists (select from person_code p where (p.authority_id, p.unit_id) = (u.authority_id, u.id))
       order by u.id limit ${PAGE}`.execute(trx);
    if (rows.length === 0) return;
    const salted = rows.map(({ id, number }) => ({ id, salt: random(number).slice(0, SALT_DIGITS) }));
    await sql`
      insert into person_code (authority_id, unit_id, salt, code)
      select u.authority_id, u.id, s.salt, encode(sha256(decode(s.salt, 'hex') || convert_to(u.code, 'UTF8')), 'hex')
        from jsonb_to_recordset(${JSON.stringify(salted)}::jsonb) as s(id text, salt text)
        join unit u on (u.authority_id, u.id) = (${authorityId}, s.id)
          on conflict do nothing`.execute(trx);
  }
};

/** What a person needs to find himself in the lists of draws; null for other units, and before the first draw. */
export interface OwnCode {
  readonly salt: string;
  readonly number: string;
  readonly code: string;
}

/** For that person's own eyes. */
export const ownCode = async (db: Reader, authorityId: string, unitId: string): Promise<OwnCode | null> =>
  (await db
    .selectFrom('personCode')
    .innerJoin('unit', (join) =>
      join
        .onRef('unit.authorityId', '=', 'personCode.authorityId')
        .onRef('unit.id', '=', 'personCode.unitId'),
    )
    .select(['personCode.salt', 'personCode.code', 'unit.code as number'])
    .where('personCode.authorityId', '=', authorityId)
    .where('personCode.unitId', '=', unitId)
    .executeTakeFirst()) ?? null;

/** Names and numbers of people by the names (`person:…`) that lists have for them, for the authority's own officers. */
export const peopleBehind = async (
  db: Reader,
  authorityId: string,
  labels: readonly string[],
): Promise<ReadonlyMap<string, string>> => {
  const people = labels.filter((label) => label.startsWith('person:'));
  if (people.length === 0) return new Map();
  const { rows } = await sql<{ label: string; person: string }>`
    select l.label, u.name || '（' || u.code || '）' as person
      from unnest(${people}::text[]) l(label)
      left join person_code p on (p.authority_id, p.code) = (${authorityId}, substr(l.label, 8))
      join unit u on (u.authority_id, u.kind) = (${authorityId}, 'person')
       and (u.id = p.unit_id or (p.unit_id is null and u.code = substr(l.label, 8)))`.execute(db);
  return new Map(rows.map(({ label, person }) => [label, person]));
};
