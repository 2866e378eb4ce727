/** Tickets of weight 1, four at a time. */
import { type LaneHmac, laneHmac } from './lane-hmac.ts';
import { BLOCK_BYTES, LANES } from './lane-module.ts';
import type { EntryBytes } from './line-entry.ts';
import { type Profile, SHA256_PROFILE } from './profile.ts';
import { SHORT_BYTES } from './short-hmac.ts';
import { type StratumTickets, TICKET_WORDS } from './stratum-tickets.ts';

/** What stands before and behind the code in the message of a stratum's tickets: label and 0x01. */
export interface Message {
  readonly stem: Uint8Array;
  readonly tail: Uint8Array;
}

const copied = (to: Uint8Array, at: number, from: Uint8Array): number => {
  for (let i = 0; i < from.length; i += 1) to[at + i] = from[i] as number;
  return at + from.length;
};

const queue = (lanes: LaneHmac) => {
  /** Whose ticket is computed in each lane; no object is made for a unit. */
  const strata: StratumTickets[] = [];
  const members = new Uint32Array(LANES);
  let waiting = 0;
  const flush = (): void => {
    lanes.run();
    for (let lane = 0; lane < waiting; lane += 1) {
      const tickets = strata[lane] as StratumTickets;
      const member = members[lane] as number;
      for (let index = 0; index < TICKET_WORDS; index += 1)
        tickets.setWord(member, index, lanes.word(lane, index));
    }
    waiting = 0;
  };
  return {
    add: (
      { stem, tail }: Message,
      { bytes, from, to }: EntryBytes,
      tickets: StratumTickets,
      member: number,
    ): void => {
      const lane = waiting;
      const start = lane * BLOCK_BYTES;
      let at = copied(lanes.blocks, start, stem);
      for (let i = from; i < to; i += 1) {
        lanes.blocks[at] = bytes[i] as number;
        at += 1;
      }
      lanes.end(lane, copied(lanes.blocks, at, tail) - start);
      strata[lane] = tickets;
      members[lane] = member;
      waiting += 1;
      if (waiting === LANES) flush();
    },
    flush,
  };
};

export const fitsLane = ({ stem, tail }: Message, { from, to }: EntryBytes): boolean =>
  stem.length + to - from + tail.length <= SHORT_BYTES;

/** @returns null where the platform or the profile has no lanes */
export const laneTickets = (prk: Uint8Array, profile: Profile): ReturnType<typeof queue> | null => {
  const lanes = profile === SHA256_PROFILE ? laneHmac(prk) : null;
  return lanes === null ? null : queue(lanes);
};
