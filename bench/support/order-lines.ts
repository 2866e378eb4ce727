/** A page of the list, read as columns, as the lines of `roster.jsonl`. */

import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Database } from '../../db/connect.ts';
import { PREPARED } from '../../db/prepared.ts';

const PAGE = 20_000;
const LF = 0x0a;

/** Columns, each row ended by LF: the server takes three times as long to make a text of every row as to read it. */
interface Page {
  readonly units: number;
  readonly codes: string;
  readonly strata: string;
  /** The greatest in the page: the lists of these benchmarks are not weighted. */
  readonly weight: number;
}

const lastOf = (codes: string): string => codes.slice(codes.lastIndexOf('\n', codes.length - 2) + 1, -1);

/** The list in the order of its commitment, by pages. */
async function* pagesOf(db: Kysely<Database>): AsyncGenerator<Page> {
  const pageAfter = (code: string) =>
    sql<Page>`${sql.raw(PREPARED)}
      select count(*)::integer as units, string_agg(code, e'\n') || e'\n' as codes,
             string_agg(stratum, e'\n') || e'\n' as strata, max(w) as weight
        from (select code, stratum, w from listed where code > ${code} order by code, stratum limit ${sql.lit(PAGE)}) t`.execute(
      db,
    );
  let coming = pageAfter('');
  for (;;) {
    const [page] = (await coming).rows;
    if (page === undefined || page.units === 0) return;
    if (page.weight !== 1) throw new Error('a weight is not 1');
    // PostgreSQL reads on while this page is drawn.
    coming = pageAfter(lastOf(page.codes));
    yield page;
  }
}

const encoder = new TextEncoder();

/** A column's bytes, in memory that is used again for every page: a new one would keep the collector busy. */
const columnReader = () => {
  let bytes = new Uint8Array(0);
  let at = 0;
  return {
    begin: (text: string): void => {
      if (bytes.length < 3 * text.length) bytes = new Uint8Array(3 * text.length);
      encoder.encodeInto(text, bytes);
      at = 0;
    },
    /** Copies the next value. @returns behind it */
    copyTo: (into: Uint8Array, from: number): number => {
      let end = from;
      for (let byte = bytes[at] as number; byte !== LF; byte = bytes[at] as number) {
        into[end] = byte;
        end += 1;
        at += 1;
      }
      at += 1;
      return end;
    },
  };
};

const [BEFORE_CODE, BEFORE_STRATUM, AFTER] = ['{"code":"', '","stratum":"', '","w":1}\n'].map((text) =>
  encoder.encode(text),
) as [Uint8Array, Uint8Array, Uint8Array];
const BESIDE = BEFORE_CODE.length + BEFORE_STRATUM.length + AFTER.length;

const copied = (bytes: Uint8Array, into: Uint8Array, from: number): number => {
  for (let at = 0; at < bytes.length; at += 1) into[from + at] = bytes[at] as number;
  return from + bytes.length;
};

/** The list as lines, a page at a time; what it gives is written over. */
export async function* linesOf(db: Kysely<Database>): AsyncGenerator<Uint8Array> {
  const [codes, strata] = [columnReader(), columnReader()];
  let lines = new Uint8Array(0);
  const write = (end: number): number => {
    const behindCode = codes.copyTo(lines, copied(BEFORE_CODE, lines, end));
    return copied(AFTER, lines, strata.copyTo(lines, copied(BEFORE_STRATUM, lines, behindCode)));
  };
  for await (const page of pagesOf(db)) {
    codes.begin(page.codes);
    strata.begin(page.strata);
    const most = 3 * (page.codes.length + page.strata.length) + BESIDE * page.units;
    if (lines.length < most) lines = new Uint8Array(most);
    let end = 0;
    for (let unit = 0; unit < page.units; unit += 1) end = write(end);
    yield lines.subarray(0, end);
  }
}
