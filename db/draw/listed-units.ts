/** The list of a draw (抽取名单) and who is not on it (排除名单), for whoever asks whether somebody's friends were left out. */
import { type RawBuilder, sql } from 'kysely';
import { codeAsked, foldCode } from '../../domain/bundle/asked-code.ts';
import { parseUnitKey } from '../../domain/draw/labels.ts';
import type { Reader } from '../actor.ts';
import { codesOfNumbers, type OfDraw, PLAIN_PERSON } from './list-changes.ts';
import { mergeRosters } from './merge-rosters.ts';

export interface ListedWanted extends OfDraw {
  /** Part of an organisation's name, the beginning of its code, or a whole code; empty for all. */
  readonly text: string;
  /** How many to leave out. */
  readonly after: number;
  readonly limit: number;
}

/** In one plan row: `detail` is the stratum of one that is listed, the reason's code of one that is not. */
interface InRow {
  readonly row: number;
  readonly detail: string;
}

interface ListedUnit {
  /** `type:code`; of a person the salted hash. */
  readonly code: string;
  /** As the draw names it: of a person in a list of an older release the number, which nobody is shown. */
  readonly label: string;
  readonly rows: readonly InRow[];
}

interface ListedPage {
  readonly units: readonly ListedUnit[];
  /** How many there are to page through. */
  readonly found: number;
}

const MOST_NAMED = 2_000;

const literal = (text: string): string => text.replace(/[\\%_]/g, (sign) => `\\${sign}`);

/**
 * Codes of organisations that bear the text in their names, or begin with it. A person is found by the whole code
 * alone: a search must not tell what the page hides.
 */
const codesNamed = async (db: Reader, authorityId: string, text: string): Promise<Set<string>> => {
  const { rows } = await sql<{ code: string }>`
    (select kind || ':' || code as code from unit where authority_id = ${authorityId} and kind <> 'person'
        and ${text.length > 1 ? sql`bigrams(name) @> bigrams(${text}) and` : sql``} name like ${`%${literal(text)}%`}
      limit ${MOST_NAMED})
    union
    (select kind || ':' || code from unit where authority_id = ${authorityId} and kind <> 'person'
        and code like ${`${literal(foldCode(text))}%`} limit ${MOST_NAMED})`.execute(db);
  return new Set(rows.map(({ code }) => code));
};

/** Plan rows of the announced strata, by the strata's names. */
const rowsOfStrata = async (db: Reader, { authorityId, drawId }: OfDraw): Promise<Map<string, number>> => {
  const { rows } = await sql<{ id: string; row: number }>`
    select s ->> 'id' as id, (s ->> 'row')::int as row
      from draw d, jsonb_array_elements(d.announcement -> 'strata') s
     where d.authority_id = ${authorityId} and d.id = ${drawId}`.execute(db);
  return new Map(rows.map(({ id, row }) => [id, row]));
};

/** Lists of older releases have people's numbers: those are read by the codes of today, and never looked for. */
const codesOfToday = async (db: Reader, authorityId: string): Promise<(code: string) => string> => {
  const known = await codesOfNumbers(db, authorityId);
  return (code) => (PLAIN_PERSON.test(code) ? (known.get(code) ?? 'person:') : code);
};

const matcher = async (db: Reader, authorityId: string, text: string): Promise<(code: string) => boolean> => {
  if (text === '') return () => true;
  const named = await codesNamed(db, authorityId, text);
  const isAsked = codeAsked(text);
  return (code) => named.has(code) || isAsked(code);
};

/** Units on the lists of all rows, ascending by their codes. */
export const readListed = async (db: Reader, wanted: ListedWanted): Promise<ListedPage> => {
  const { authorityId, drawId, text, after, limit } = wanted;
  const lists = await db
    .selectFrom('drawRoster')
    .select('data')
    .where('authorityId', '=', authorityId)
    .where('drawId', '=', drawId)
    .execute();
  const rowOf = await rowsOfStrata(db, wanted);
  const today = await codesOfToday(db, authorityId);
  const isWanted = await matcher(db, authorityId, text);
  const units: { code: string; label: string; rows: InRow[] }[] = [];
  let found = 0;
  let last = '';
  await mergeRosters(
    lists.map(({ data }) => data),
    ({ code: written, stratum }) => {
      const isNext = written !== last;
      last = written;
      const code = today(written);
      if (!isWanted(code)) return;
      if (isNext) found += 1;
      if (found <= after || found > after + limit) return;
      if (isNext) units.push({ code, label: written, rows: [] });
      units.at(-1)?.rows.push({ row: rowOf.get(stratum) ?? 0, detail: stratum });
    },
    () => undefined,
  );
  return { units, found };
};

/** Units that are not on the list of a row in whose scope they are, ascending by their codes, with each row's reason. */
export const readExcluded = async (db: Reader, wanted: ListedWanted): Promise<ListedPage> => {
  const { authorityId, drawId, text, after, limit } = wanted;
  const named = text === '' ? [] : [...(await codesNamed(db, authorityId, text))];
  const whole = foldCode(text);
  const isWanted: RawBuilder<unknown> =
    text === ''
      ? sql`true`
      : sql`(x ->> 'code' = any(${named}::text[])
             or upper(substr(x ->> 'code', strpos(x ->> 'code', ':') + 1)) = ${whole} or upper(x ->> 'code') = ${whole})
            and x ->> 'code' !~ '^person:(?![0-9a-f]{64}$)'`;
  const { rows } = await sql<{ code: string; rows: InRow[]; found: number }>`
    select x ->> 'code' as code, count(*) over ()::int as found,
           jsonb_agg(jsonb_build_object('row', (x ->> 'row')::int, 'detail', x ->> 'reason') order by (x ->> 'row')::int) as rows
      from draw_facts f, jsonb_array_elements(f.exclusions) x
     where f.authority_id = ${authorityId} and f.draw_id = ${drawId} and ${isWanted}
     group by 1 order by (x ->> 'code') collate "C" limit ${limit} offset ${after}`.execute(db);
  const today = await codesOfToday(db, authorityId);
  return {
    units: rows.map(({ code, rows: inRows }) => ({ code: today(code), label: code, rows: inRows })),
    found: rows[0]?.found ?? 0,
  };
};

/** Names of organisations, vehicles, ships, projects and stations as the registers have them; of nobody else. */
export const namesOfCodes = async (
  db: Reader,
  authorityId: string,
  codes: readonly string[],
): Promise<ReadonlyMap<string, string>> => {
  const keys = codes.filter((code) => !code.startsWith('person:')).map(parseUnitKey);
  if (keys.length === 0) return new Map();
  const rows = await db
    .selectFrom('unit')
    .select(['kind', 'code', 'name'])
    .where('authorityId', '=', authorityId)
    .where('kind', '<>', 'person')
    .where(
      'code',
      'in',
      keys.map(({ code }) => code),
    )
    .execute();
  return new Map(rows.map(({ kind, code, name }) => [`${kind}:${code}`, name]));
};

/** Names of the items (抽查事项) by the numbers of the plan's rows. */
export const itemsOfRows = async (
  db: Reader,
  { authorityId, drawId }: OfDraw,
): Promise<ReadonlyMap<number, string>> => {
  const { rows } = await sql<{ row: number; name: string }>`
    select p.number::int as row, p.item_text as name
      from draw d join cycle c on (c.authority_id, c.id) = (d.authority_id, d.cycle_id)
      join plan_row p on (p.authority_id, p.year, p.version) = (c.authority_id, c.year, c.plan_version)
     where d.authority_id = ${authorityId} and d.id = ${drawId}`.execute(db);
  return new Map(rows.map(({ row, name }) => [row, name]));
};

/** What became of listed units in a published draw: `row/label` of those drawn and of those in reserve. */
export const fatesOfLabels = async (
  db: Reader,
  { authorityId, drawId }: OfDraw,
  labels: readonly string[],
): Promise<ReadonlyMap<string, '抽中' | '递补'>> => {
  if (labels.length === 0) return new Map();
  const rows = await db
    .selectFrom('drawEntry')
    .select(['label', 'rowNumber', 'drawn'])
    .where('authorityId', '=', authorityId)
    .where('drawId', '=', drawId)
    .where('label', 'in', labels)
    .execute();
  return new Map(
    rows
      .toSorted((a, b) => Number(a.drawn) - Number(b.drawn))
      .map(({ label, rowNumber, drawn }) => [`${Number(rowNumber)}/${label}`, drawn ? '抽中' : '递补']),
  );
};
