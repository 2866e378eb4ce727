/** The draw itself: a pure function from the announcement, its lists and the public randomness to the record. */
import { type Announcement, announcementHash, REHEARSAL_SOURCE } from './announcement.ts';
import { checkAnnouncement, checkCommitted, checkSources } from './check-announcement.ts';
import { type AssignmentFacts, eligibilityHash, inspectorsHash } from './commitments.ts';
import { assignDrawn } from './draw-assignment.ts';
import { mergeVisits } from './draw-visits.ts';
import { toHex } from './hash.ts';
import { prkOf, type SourceValue } from './prk.ts';
import type { AssignmentRecord, DrawnVisit, DrawRecord, StratumResult } from './record.ts';
import { recordHash } from './record.ts';
import { type RosterEntry, rosterCommitter } from './roster.ts';
import { SmallestTickets } from './selection.ts';
import { type TicketMachine, ticketMachine } from './tickets.ts';

const TICKET_BYTES = 32;

export interface DrawStart {
  readonly announcement: Announcement;
  /** In the announced order. */
  readonly sources: readonly SourceValue[];
  /** Hex of the revealed one-time code, where the announcement committed to one. */
  readonly oneTimeCode?: string;
  /** Required when the announcement has an assignment. */
  readonly facts?: AssignmentFacts;
}

export interface DrawInput extends DrawStart {
  /** Ascending by (code, stratum) in UTF-8 bytes (PostgreSQL: `collate "C"`); read once. */
  readonly roster: Iterable<RosterEntry>;
}

/** A draw whose roster is still coming in, for registers that are read by cursor. */
export interface DrawInProgress {
  add(entry: RosterEntry): void;
  /** @throws RangeError (Chinese) when a list does not match its announced hash */
  finish(): DrawRecord;
}

const checkFacts = ({ announcement, facts }: DrawStart): void => {
  if (announcement.assignment === undefined) return;
  if (facts === undefined) throw new RangeError('公告包含检查人员选派，但未提供检查人员名单。');
  const { draw_id, inspectors_hash, eligibility_hash } = announcement;
  checkCommitted('检查人员名单', inspectors_hash, inspectorsHash(draw_id, facts));
  checkCommitted('回避与休假情况', eligibility_hash, eligibilityHash(draw_id, facts));
};

const assignmentOf = (
  { announcement, facts }: DrawStart,
  visits: readonly DrawnVisit[],
  machine: TicketMachine,
): AssignmentRecord =>
  announcement.assignment === undefined || facts === undefined
    ? { status: 'not-announced' }
    : assignDrawn(announcement.assignment, facts, visits, machine.ticketInto);

const stratumResults = (
  { strata }: Announcement,
  selections: ReadonlyMap<string, SmallestTickets>,
): StratumResult[] =>
  strata.map(({ id, row, eligible, quota }) => {
    const order = (selections.get(id)?.sorted() ?? []).map(({ unit, weight, ticket }) => ({
      unit,
      weight,
      ticket: toHex(ticket),
    }));
    const mode = quota === eligible ? 'certainty' : 'drawn';
    return { id, row, eligible, quota, mode, cut_off: order[quota - 1]?.ticket ?? null, order };
  });

/**
 * Starts a draw: checks the announcement and derives its key.
 *
 * @throws RangeError (Chinese) when announcement, sources or facts do not fit
 */
export const beginDraw = (start: DrawStart): DrawInProgress => {
  const { announcement, sources, oneTimeCode } = start;
  checkAnnouncement(announcement);
  checkSources(announcement, sources);
  checkFacts(start);
  const hash = announcementHash(announcement);
  const prk = prkOf(hash, sources, oneTimeCode);
  const machine = ticketMachine(prk);
  const committer = rosterCommitter(announcement.draw_id, { merkle: false });
  const rowOf = new Map(announcement.strata.map(({ id, row }) => [id, row]));
  const selections = new Map(
    announcement.strata.map(({ id, quota, reserve }) => [id, new SmallestTickets(quota + reserve)]),
  );
  const ticket = new Uint8Array(TICKET_BYTES);

  const add = (entry: RosterEntry): void => {
    committer.add(entry);
    const { code, stratum, w } = entry;
    const row = rowOf.get(stratum);
    if (row === undefined) throw new RangeError(`抽取名单中${code}的分层“${stratum}”不在公告内。`);
    machine.unitTicketInto(row, code, w, ticket);
    selections.get(stratum)?.offer(code, w, ticket);
  };

  const finish = (): DrawRecord => {
    const { rosterHash, eligible } = committer.finish();
    checkCommitted('抽取名单', announcement.roster_hash, rosterHash);
    for (const { id, eligible: announced } of announcement.strata) {
      const actual = eligible.get(id) ?? 0;
      if (actual !== announced)
        throw new RangeError(`“${id}”层公告对象${announced}个，名单中有${actual}个。`);
    }
    const strata = stratumResults(announcement, selections);
    const visits = mergeVisits(strata);
    const record = {
      schema: announcement.schema,
      alg: announcement.alg,
      draw_no: announcement.draw_no,
      draw_id: announcement.draw_id,
      announcement_hash: hash,
      sources: sources.map(({ id, value }) => ({ id, value })),
      rehearsal: sources.some(({ id }) => id === REHEARSAL_SOURCE),
      prk: toHex(prk),
      strata,
      visits,
      assignment: assignmentOf(start, visits, machine),
      software_version: announcement.software_version,
    };
    return { ...record, record_hash: recordHash(record) };
  };

  return { add, finish };
};

/** @throws RangeError (Chinese) when a list does not match its announced hash or a source is missing */
export const executeDraw = ({ roster, ...start }: DrawInput): DrawRecord => {
  const draw = beginDraw(start);
  for (const entry of roster) draw.add(entry);
  return draw.finish();
};
