/** The draw itself: a pure function from the announcement, its lists and the public randomness to the record. */
import { firstTickets } from './check-roster.ts';
import { selectionsOf } from './draw-strata.ts';
import { type DrawStart, prepareDraw, recordOf } from './prepare-draw.ts';
import type { DrawRecord } from './record.ts';
import { type RosterEntry, rosterCommitter } from './roster.ts';

const TICKET_BYTES = 32;

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

/**
 * Starts a draw: checks the announcement and derives its key.
 *
 * @throws RangeError (Chinese) when announcement, sources, one-time code or facts do not fit
 */
export const beginDraw = (start: DrawStart): DrawInProgress => {
  const { profile, machine, tree, conclude } = prepareDraw(start);
  const { draw_id, strata: announced } = start.announcement;
  const committer = rosterCommitter(draw_id, { merkle: false, profile });
  const rowOf = new Map(announced.map(({ id, row }) => [id, row]));
  const firstOf = firstTickets(announced);
  const selections = selectionsOf(announced);
  const ticket = new Uint8Array(TICKET_BYTES);
  return {
    add: (entry) => {
      committer.add(entry);
      const { code, stratum, w } = entry;
      const row = rowOf.get(stratum);
      if (row === undefined) throw new RangeError(`抽取名单中${code}的分层“${stratum}”不在公告内。`);
      machine.unitTicketInto(row, code, w, ticket, firstOf.get(stratum));
      selections.get(stratum)?.offer(code, w, ticket, tree?.add(code));
    },
    finish: () => recordOf(conclude(committer.finish(), () => selections)),
  };
};

/** @throws RangeError (Chinese) when a list does not match its announced hash or a source is missing */
export const executeDraw = ({ roster, ...start }: DrawInput): DrawRecord => {
  const draw = beginDraw(start);
  for (const entry of roster) draw.add(entry);
  return draw.finish();
};
