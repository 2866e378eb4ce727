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
import { type DrawStart, prepareDraw } from './prepare-draw.ts';
import type { DrawRecord } from './record.ts';
import { lineCommitter } from './roster-lines.ts';
import { StratumTickets } from './stratum-tickets.ts';
import { wholeTickets } from './whole-tickets.ts';

const TICKET_BYTES = 32;

/** A draw whose roster is still coming in. */
export interface LineDrawInProgress {
  /** Whole lines of `roster.jsonl`, in its order, each ended by LF. Written over, and not kept. */
  add(lines: Uint8Array): void;
  /** @throws RangeError (Chinese) when a list does not match its announced hash */
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
        const smallest = wholeTickets(tickets, codes, (unit, weight) => {
          machine.unitTicketInto(row, unit, weight, ticket, first);
          return ticket;
        });
        return [id, { kept: () => smallest, sorted: () => smallest }];
      }),
    );

  return {
    add: committer.add,
    finish: () => {
      lanes?.flush();
      return conclude(committer.finish(), selections);
    },
  };
};
