import { secretOf } from '../../bundle/keys.ts';
import { rightfulSeat } from '../../bundle/rightful-seat.ts';
import type { Files } from '../../tamper.ts';
import { parted, seat, takenOver, twice } from './seats.ts';
import { OTHER_KEY, rotatedAt, signedAfterwards, signedAs } from './signatures.ts';
import {
  after,
  documents,
  FIRST,
  LATER,
  reserve,
  seed,
  stratum,
  substitution,
  teamOf,
  teams,
} from './telling.ts';

/** What may happen after a draw. */
export const RIGHTFUL: readonly (readonly [what: string, told: () => Files])[] = [
  ['the next in the order substitutes', () => after(substitution(0, []))],
  ['the one after it, when the next is out of business', () => after(substitution(1, [0]))],
  [
    'the one after it, when the next serves already',
    () =>
      after(substitution(0, []), {
        ...substitution(1, [0], 'substituted-before', { unit: stratum?.order[1]?.unit }),
        at: LATER,
      }),
  ],
  [
    'a substitute is substituted',
    () =>
      after(substitution(0, []), {
        ...substitution(1, [0], 'substituted-before', { unit: reserve[0] }),
        at: LATER,
      }),
  ],
  [
    'the reserve is at its end',
    () =>
      after(
        substitution(
          99,
          reserve.map((_unit, place) => place),
        ),
      ),
  ],
  ['a seat goes to whom it falls', () => after(seat())],
  ['who leaves is named', () => after(seat({ leaving: teamOf(FIRST)[0] }))],
  [
    'it falls to another where the event bars the first',
    () => {
      const barred = [rightfulSeat(documents, teams, { unit: FIRST, slot: 1 })];
      return after(
        seat({ barred, substitute: rightfulSeat(documents, teams, { unit: FIRST, slot: 1, away: barred }) }),
      );
    },
  ],
  ['a seat changes hands twice', () => twice((next) => next)],
  ['a seat is drawn anew when its team goes over to a substitute', () => takenOver(() => ({}))],
  ['two substitutes take over from one unit', () => parted()],
  ['an unsigned event before one that is signed', () => signedAfterwards()],
  ['the supervisor signs', () => signedAs(secretOf(seed, 'supervisor'))],
  [
    'signed with a key that came after the event',
    () => signedAs(OTHER_KEY, rotatedAt('2023-09-16T01:00:00.000000Z')),
  ],
  [
    'signed with a key that was given up later',
    () => signedAs(secretOf(seed, 'operator'), rotatedAt('2023-09-16T01:00:00.000000Z')),
  ],
];
