/** What a draw did with one unit: was it listed, what was its ticket, why was it drawn or not. */
import { compareUtf8 } from '../draw/canonical.ts';
import { firstTickets } from '../draw/check-roster.ts';
import { toHex, utf8 } from '../draw/hash.ts';
import type { UnitKey } from '../draw/labels.ts';
import type { DrawnVisit, DrawRecord, StratumResult } from '../draw/record.ts';
import type { RosterEntry } from '../draw/roster.ts';
import { ticketMachine } from '../draw/tickets.ts';
import { codeAsked, foldCode } from './asked-code.ts';
import { type Bundle, piecesOf, ROSTER_FILE } from './bundle.ts';
import { keyOf } from './draw-key.ts';
import type { Evidence } from './evidence.ts';
import { merkleWitness } from './merkle-witness.ts';
import { linesOf } from './read-lines.ts';

/** A line of the roster with the proof that it is one (RFC 6962 audit path, hex). */
export interface ProvenEntry {
  readonly entry: RosterEntry;
  readonly index: number;
  readonly leaves: number;
  readonly path: readonly string[];
}

/** What became of a unit in one stratum. */
export interface StratumFate {
  readonly proof: ProvenEntry;
  readonly row: number;
  readonly ticket: string;
  readonly cutOff: string | null;
  readonly quota: number;
  readonly eligible: number;
  /**
   * drawn · certainty: the stratum was taken whole · passed-over: drawn in a stratum before this one · reserve: not
   * drawn, stands in the recorded order · not-drawn: its ticket is above the cut-off.
   */
  readonly fate: 'drawn' | 'certainty' | 'passed-over' | 'reserve' | 'not-drawn';
  /** Place in the recorded order, from 1; null where the order does not reach so far. */
  readonly place: number | null;
}

/** Where a unit that is not listed would stand: the entry before it, none at the head of the roster, and the one after. */
export interface Gap {
  readonly before: ProvenEntry | null;
  readonly after: ProvenEntry | null;
}

export interface UnitExplanation {
  readonly unit: UnitKey;
  readonly strata: readonly StratumFate[];
  readonly exclusions: readonly { readonly row: number; readonly reason: string }[];
  readonly visit: DrawnVisit | null;
  /** Blinded codes, slot 1 first; empty where nobody was assigned. */
  readonly team: readonly string[];
  /** Where the unit is not listed: the entries beside which it would stand, adjacent in the tree; else null. */
  readonly gap: Gap | null;
}

const rosterLines = (bundle: Bundle) =>
  linesOf(
    piecesOf(bundle.get(ROSTER_FILE) ?? new Uint8Array(0)),
    () => {},
    () => {},
  );

/** Places of the unit's own lines, and of the line before which it would stand if it had none. */
const placesOf = async (bundle: Bundle, wanted: string): Promise<{ own: number[]; place: number }> => {
  const own: number[] = [];
  // A bare code that is nowhere is taken for a credit code: most units have one.
  const colon = wanted.indexOf(':');
  const label = `${colon < 0 ? 'org' : wanted.slice(0, colon)}:${foldCode(wanted.slice(colon + 1))}`;
  const isAsked = codeAsked(wanted);
  let at = 0;
  let after: number | null = null;
  for await (const lines of rosterLines(bundle)) {
    for (const line of lines) {
      const { code } = JSON.parse(line) as RosterEntry;
      if (isAsked(code)) own.push(at);
      else if (after === null && compareUtf8(code, label) > 0) after = at;
      at += 1;
    }
  }
  return { own, place: after ?? at };
};

const prove = async ({ bundle, profile }: Evidence, wanted: readonly number[]): Promise<ProvenEntry[]> => {
  const witness = merkleWitness(wanted, profile);
  const entries = new Map<number, RosterEntry>();
  let at = 0;
  for await (const lines of rosterLines(bundle)) {
    for (const line of lines) {
      witness.add(utf8(line));
      if (wanted.includes(at)) entries.set(at, JSON.parse(line) as RosterEntry);
      at += 1;
    }
  }
  const { paths, leaves } = witness.finish();
  return wanted.flatMap((index, n) => {
    const entry = entries.get(index);
    return entry === undefined ? [] : [{ entry, index, leaves, path: (paths[n] ?? []).map(toHex) }];
  });
};

const fateOf = (
  evidence: Evidence,
  result: StratumResult,
  unit: UnitKey,
  place: number | null,
): StratumFate['fate'] => {
  if (place !== null && place <= result.quota) return result.mode === 'certainty' ? 'certainty' : 'drawn';
  if (place !== null) return 'reserve';
  const after = evidence.announcement.strata.find(({ id }) => id === result.id)?.after ?? [];
  const drawnBefore = evidence.documents['record.json'].strata
    .filter(({ id }) => after.includes(id))
    .some(({ order, quota }) => order.slice(0, quota).some((each) => each.unit === unit));
  return drawnBefore ? 'passed-over' : 'not-drawn';
};

const stratumFates = (evidence: Evidence, proofs: readonly ProvenEntry[]): StratumFate[] => {
  const { announcement, announcementHash, documents, profile } = evidence;
  const machine = ticketMachine(keyOf(announcementHash, documents, profile), profile);
  const firstOf = firstTickets(announcement.strata);
  return proofs.flatMap((proof) => {
    const { code, stratum, w } = proof.entry;
    const result = documents['record.json'].strata.find(({ id }) => id === stratum);
    if (result === undefined) return [];
    const ticket = new Uint8Array(32);
    machine.unitTicketInto(result.row, code, w, ticket, firstOf.get(stratum));
    const index = result.order.findIndex(({ unit }) => unit === code);
    const place = index < 0 ? null : index + 1;
    const { row, cut_off: cutOff, quota, eligible } = result;
    return [
      {
        proof,
        row,
        ticket: toHex(ticket),
        cutOff,
        quota,
        eligible,
        place,
        fate: fateOf(evidence, result, code, place),
      },
    ];
  });
};

const teamOf = ({ assignment }: DrawRecord, unit: UnitKey): readonly string[] =>
  assignment.status === 'assigned'
    ? (assignment.teams.find((team) => team.unit === unit)?.inspectors ?? [])
    : [];

/**
 * @param wanted a typed label (`org:9114…`) or the bare code, however it is typed (`foldCode`)
 */
export const explainUnitOf = async (evidence: Evidence, wanted: string): Promise<UnitExplanation> => {
  const { documents, bundle } = evidence;
  const record = documents['record.json'];
  const { own, place } = await placesOf(bundle, wanted);
  const proofs = await prove(evidence, own.length > 0 ? own : [place - 1, place]);
  const beside = (index: number): ProvenEntry | null => proofs.find((each) => each.index === index) ?? null;
  const isAsked = codeAsked(wanted);
  const excluded = documents['exclusions.json'].exclusions.filter(({ code }) => isAsked(code));
  const listed = own.length > 0 ? proofs : [];
  const unit = listed[0]?.entry.code ?? excluded[0]?.code ?? (foldCode(wanted) as UnitKey);
  return {
    unit,
    strata: stratumFates(evidence, listed),
    exclusions: excluded.map(({ row, reason }) => ({ row, reason })),
    visit: record.visits.find((visit) => visit.unit === unit) ?? null,
    team: teamOf(record, unit),
    gap: own.length > 0 ? null : { before: beside(place - 1), after: beside(place) },
  };
};
