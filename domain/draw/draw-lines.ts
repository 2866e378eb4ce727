/**
 * The same draw from a roster that comes as bytes, for large registers: nearly all units are passed by, so neither texts
 * nor whole tickets are made of them. Tests hold it to what `execute-draw.ts` computes.
 */
import { firstTickets } from './check-roster.ts';
import { codeStore } from './code-store.ts';
import { depthOf, type Selections } from './draw-strata.ts';
import { utf8 } from './hash.ts';
import type { UnitKey } from './labels.ts';
import { fitsLane, laneTickets } from './lane-tickets.ts';
import type { EntryBytes } from './line-entry.ts';
import { type DrawStart, type DrawSteps, prepareDraw, recordOf } from './prepare-draw.ts';
import type { DrawRecord } from './record.ts';
import { lineCommitter } from './roster-lines.ts';
import type { Kept } from './selection.ts';
import { StratumTickets } from './stratum-tickets.ts';
import { wholeTickets } from './whole-tickets.ts';

const TICKET_BYTES = 32;

/** A draw whose roster is still coming in. */
export interface LineDrawInProgress {
  /** Whole lines of `roster.jsonl`, in its order, each ended by LF. Written over, and not kept. */
  add(lines: Uint8Array): void;
  /**
   * The strata as they are drawn, each when it is asked for, then the record.
   *
   * @throws RangeError (Chinese) when a list does not match its announced hash, before any is drawn
   */
  steps(): DrawSteps;
  /** All of them, and the record alone. */
  finish(): DrawRecord;
}

/** @throws RangeError (Chinese) as `beginDraw` does */
export const beginLineDraw = (start: DrawStart): LineDrawInProgress => {
  const { profile, prk, machine, tree, conclude } = prepareDraw(start);
  const { draw_id, strata: announced } = start.announcement;
  const firstOf = firstTickets(announced);
  const lanes = laneTickets(prk, profile);
  const codes = codeStore();
  const ticket = new Uint8Array(TICKET_BYTES);
  const strata = announced.map((stratum) => {
    const { id, row, eligible } = stratum;
    const first = firstOf.get(id) ?? 1;
    return {
      ...{ id, row, first, stem: utf8(`unit:${row}/`), tail: utf8(`/${first}\u0001`) },
      tickets: new StratumTickets(eligible, depthOf(announced, stratum)),
    };
  });
  const unitAt = (place: number): UnitKey => codes.textAt(place) as UnitKey;

  const take = (entry: EntryBytes): void => {
    const stratum = strata[entry.stratum];
    if (stratum === undefined) return;
    const { tickets, row, first } = stratum;
    const place = codes.add(entry.bytes, entry.from, entry.to);
    const member = tickets.add(place, entry.w, tree?.add(unitAt(place)) ?? 0);
    if (lanes !== null && entry.w === 1 && fitsLane(stratum, entry)) {
      lanes.add(stratum, entry, tickets, member);
      return;
    }
    machine.unitTicketInto(row, unitAt(place), entry.w, ticket, first);
    tickets.setTicket(member, ticket);
  };
  const ids = announced.map(({ id }) => id);
  const committer = lineCommitter(
    { drawId: draw_id, strata: ids, startHash: start.startHash ?? profile.start },
    take,
  );

  const selections = (): Selections =>
    new Map(
      strata.map(({ id, row, first, tickets }) => {
        const ticketOf = (unit: UnitKey, weight: number): Uint8Array => {
          machine.unitTicketInto(row, unit, weight, ticket, first);
          return ticket;
        };
        let found: readonly Kept[] | undefined;
        const smallest = (): readonly Kept[] => {
          found ??= wholeTickets(tickets, codes, ticketOf);
          return found;
        };
        return [id, { kept: smallest, sorted: smallest }];
      }),
    );

  const steps = (): DrawSteps => {
    lanes?.flush();
    return conclude(committer.finish(), selections);
  };
  return { add: committer.add, steps, finish: () => recordOf(steps()) };
};
