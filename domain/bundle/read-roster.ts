/** Reads roster.jsonl once and takes from it all that any check needs; memory is that of the result, not of the file. */
import { sha256 } from '@noble/hashes/sha2.js';
import { compareUtf8 } from '../draw/canonical.ts';
import { firstTickets } from '../draw/check-roster.ts';
import { selectionsOf, stratumResults } from '../draw/draw-strata.ts';
import { toHex } from '../draw/hash.ts';
import type { UnitKey } from '../draw/labels.ts';
import type { Profile } from '../draw/profile.ts';
import type { StratumResult } from '../draw/record.ts';
import { entryJson, type RosterCommitment, type RosterEntry, rosterCommitter } from '../draw/roster.ts';
import { ticketMachine } from '../draw/tickets.ts';
import { type Bundle, piecesOf, RECORD_FILE, ROSTER_FILE } from './bundle.ts';
import type { AnnouncedDocuments } from './documents.ts';
import { keyOf } from './draw-key.ts';
import { linesOf, NotTextError } from './read-lines.ts';
import type { Wrong } from './words.ts';

const TICKET_BYTES = 32;
const PROGRESS_EVERY = 50_000;

export interface RosterReading {
  /** The first line that cannot be; what follows was not read. */
  readonly fault: Wrong | null;
  /** The first unit that is both listed and excluded. */
  readonly both: { readonly unit: UnitKey; readonly row: number } | null;
  readonly commitment: RosterCommitment;
  /** What the key makes of the roster; null where there is no key. */
  readonly strata: readonly StratumResult[] | null;
  /** Distinct units: the leaves of the eligibility tree. */
  readonly units: number;
  /** Place among the distinct units, from 0, of those that the record visits. */
  readonly rankOf: ReadonlyMap<UnitKey, number>;
  /** Of the file. */
  readonly sha256: string;
  readonly bytes: number;
}

export interface RosterInput {
  readonly bundle: Bundle;
  readonly documents: AnnouncedDocuments;
  readonly profile: Profile;
  readonly announcementHash: string;
  readonly progress: (entries: number) => void;
}

/** The entry of a line that is exactly its canonical form; null otherwise. */
const entryOf = (line: string): RosterEntry | null => {
  try {
    const entry = JSON.parse(line) as RosterEntry;
    const fits = typeof entry.code === 'string' && typeof entry.stratum === 'string';
    return fits && entryJson(entry) === line ? entry : null;
  } catch {
    return null;
  }
};

/** Takes a ticket for every entry, where there is a result and its key can be had. */
const drawing = (
  { documents, profile, announcementHash }: RosterInput,
  rowOf: ReadonlyMap<string, number>,
) => {
  const { strata } = documents['announcement.json'];
  if (documents[RECORD_FILE] === undefined) return null;
  let key: Uint8Array;
  try {
    key = keyOf(announcementHash, documents, profile);
  } catch {
    // No key without the announced one-time code: a later check says so.
    return null;
  }
  const machine = ticketMachine(key, profile);
  const selections = selectionsOf(strata);
  const firstOf = firstTickets(strata);
  const ticket = new Uint8Array(TICKET_BYTES);
  return {
    add: ({ code, stratum, w }: RosterEntry): void => {
      machine.unitTicketInto(rowOf.get(stratum) ?? 0, code, w, ticket, firstOf.get(stratum));
      selections.get(stratum)?.offer(code, w, ticket);
    },
    finish: () => stratumResults(strata, selections),
  };
};

const rowsByUnit = ({ documents }: RosterInput): ReadonlyMap<UnitKey, ReadonlySet<number>> => {
  const excluded = new Map<UnitKey, Set<number>>();
  for (const { code, row } of documents['exclusions.json'].exclusions) {
    const rows = excluded.get(code);
    if (rows === undefined) excluded.set(code, new Set([row]));
    else rows.add(row);
  }
  return excluded;
};

/** Why the commitment refuses an entry that is written as it should be: its place, or what it says. */
const refusalOf = (entry: RosterEntry, before: RosterEntry | undefined, line: number): Wrong => {
  const { code: unit, stratum } = entry;
  const order =
    before === undefined ? -1 : compareUtf8(before.code, unit) || compareUtf8(before.stratum, stratum);
  const reason = order < 0 ? 'line' : order === 0 ? 'doubled' : 'order';
  return { code: 'roster', case: reason, values: { line, unit, stratum } };
};

export const readRoster = async (input: RosterInput): Promise<RosterReading> => {
  const { documents, profile, progress } = input;
  const { strata, draw_id } = documents['announcement.json'];
  const rowOf = new Map(strata.map(({ id, row }) => [id, row]));
  const committer = rosterCommitter(draw_id, { merkle: true, profile });
  const tickets = drawing(input, rowOf);
  const excluded = rowsByUnit(input);
  const visited = new Set(documents[RECORD_FILE]?.visits.map(({ unit }) => unit));
  const rankOf = new Map<UnitKey, number>();
  const file = sha256.create();
  let bytes = 0;
  let lines = 0;
  let units = 0;
  let before: RosterEntry | undefined;
  let both: RosterReading['both'] = null;
  let fault: Wrong | null = null;

  const badLine = (): Wrong => ({ code: 'roster', case: 'line', values: { line: lines } });
  const take = (line: string): Wrong | null => {
    lines += 1;
    const entry = entryOf(line);
    if (entry === null) return badLine();
    const { code, stratum } = entry;
    const row = rowOf.get(stratum);
    if (row === undefined)
      return { code: 'roster', case: 'stratum', values: { line: lines, unit: code, stratum } };
    try {
      committer.add(entry, line);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      return refusalOf(entry, before, lines);
    }
    if (code !== before?.code) {
      if (visited.has(code)) rankOf.set(code, units);
      units += 1;
    }
    before = entry;
    tickets?.add(entry);
    if (both === null && excluded.get(code)?.has(row) === true) both = { unit: code, row };
    if (lines % PROGRESS_EVERY === 0) progress(lines);
    return null;
  };

  const seen = (piece: Uint8Array): void => {
    file.update(piece);
    bytes += piece.length;
  };
  const rest = (text: string): void => {
    if (text === '') return;
    lines += 1;
    fault ??= badLine();
  };
  try {
    for await (const batch of linesOf(
      piecesOf(input.bundle.get(ROSTER_FILE) ?? new Uint8Array(0)),
      seen,
      rest,
    )) {
      for (const line of batch) {
        fault = take(line);
        if (fault !== null) break;
      }
      if (fault !== null) break;
    }
  } catch (error) {
    if (!(error instanceof NotTextError)) throw error;
    // Bytes that are no UTF-8 stand somewhere after the last line that was read.
    lines += 1;
    fault = badLine();
  }
  return {
    fault,
    both,
    commitment: committer.finish(),
    strata: fault === null ? (tickets?.finish() ?? null) : null,
    units,
    rankOf,
    sha256: toHex(file.digest()),
    bytes,
  };
};
