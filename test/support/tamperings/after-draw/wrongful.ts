import { secretOf } from '../../bundle/keys.ts';
import { rightfulSeat } from '../../bundle/rightful-seat.ts';
import type { Tampering } from '../subjects.ts';
import { parted, seat, someoneElse, takenOver, twice } from './seats.ts';
import { rewrittenEvents, rotatedAt, signedAs } from './signatures.ts';
import {
  after,
  decided,
  documents,
  drawn,
  FIRST,
  LATER,
  record,
  reserve,
  seed,
  substitution,
  teamOf,
  teams,
} from './telling.ts';

/** What happens after the draw, told otherwise than it may happen: each in a chain that is whole and signed. */
export const AFTER_DRAW: readonly Tampering[] = [
  [
    'an event of a rehearsal rewritten with a fresh chain',
    () => rewrittenEvents((event) => ({ ...event, kind: 'witness-objected', reason: '另有原因' })),
    'events',
    'signature',
    /第 1 件事项有误：签名无效/,
  ],
  [
    'an event signed by the witness alone',
    () => signedAs(secretOf(seed, 'witness')),
    'events',
    'signature',
    /签名无效/,
  ],
  [
    'an event signed with a key given up before it',
    () => signedAs(secretOf(seed, 'operator'), rotatedAt('2023-09-15T11:30:00.000000Z')),
    'events',
    'signature',
    /签名无效/,
  ],
  [
    'a unit passed over in silence',
    () => after(substitution(1, [])),
    'events',
    'substitution',
    /递补对象应为/,
  ],
  [
    'a unit said to serve already',
    () => after(substitution(1, [0], 'substituted-before')),
    'events',
    'substitution',
    /第 2 件/,
  ],
  [
    'a substitute twice',
    () => after(substitution(0, []), substitution(0, [])),
    'events',
    'substitution',
    /第 3 件/,
  ],
  [
    'a substitute for a unit that was not drawn',
    () => after(substitution(0, [], '', { unit: reserve[3] })),
    'events',
    'substitution',
    /应为 -/,
  ],
  [
    'nobody, though the reserve is not at its end',
    () => after(substitution(99, [])),
    'events',
    'substitution',
    /记录为 -/,
  ],
  [
    'passed over, and substitute all the same',
    () => after(substitution(0, [0])),
    'events',
    'substitution',
    /递补对象/,
  ],
  [
    'a place that is not its own',
    () => after(substitution(0, [], '', { position: 1 })),
    'events',
    'substitution',
    /递补对象/,
  ],
  [
    'a stratum that is none',
    () => after(substitution(0, [], '', { stratum: '9' })),
    'events',
    'substitution',
    /应为 -/,
  ],
  [
    'an unknown member of a substitution',
    () => after(substitution(0, [], '', { note: 'x' })),
    'events',
    'substitution',
    /应为 -/,
  ],
  [
    'a unit that gave way already',
    () => after(substitution(0, []), { ...substitution(1, [0], 'substituted-before'), at: LATER }),
    'events',
    'substitution',
    /应为 -/,
  ],
  [
    'a substitution in another row',
    () => after(substitution(0, [], '', { row: 1 })),
    'events',
    'substitution',
    /应为 -/,
  ],
  [
    'a substitute that is visited already',
    () => {
      const of = record.strata.find(({ id }) => id === '1/甲类');
      const unit = of?.order[0]?.unit;
      const substitute = of?.order[of.quota]?.unit;
      const data = { row: 1, stratum: of?.id, unit, unit_status: 'closed', substitute, passed_over: [] };
      return after({ ...decided, kind: 'substitution', data: { ...data, position: (of?.quota ?? 0) + 1 } });
    },
    'events',
    'substitution',
    /递补对象应为/,
  ],
  [
    'a public count that is too low',
    () => after(substitution(0, []), { ...seat(), data: { ...seat().data, count: 2 } }),
    'events',
    'count',
    /累计次数应为 1，记录为 2/,
  ],
  [
    'a seat for somebody not on the list',
    () => after(seat({ substitute: '检77' })),
    'events',
    'recusal',
    /接替的检查人员.*检77/,
  ],
  [
    'a seat for somebody on the list to whom it does not fall',
    () => after(seat({ substitute: someoneElse })),
    'events',
    'recusal',
    /接替的检查人员应为 检/,
  ],
  [
    'a seat for somebody barred',
    () => after(seat({ barred: [rightfulSeat(documents, teams, { unit: FIRST, slot: 1 })] })),
    'events',
    'recusal',
    /接替的检查人员应为 检/,
  ],
  [
    'a seat reassigned to somebody not on the list',
    () => after(seat({ substitute: '检77' }, 'reassignment')),
    'events',
    'recusal',
    /检77/,
  ],
  [
    'a seat that somebody else held',
    () => after(seat({ leaving: teamOf(FIRST)[1] })),
    'events',
    'seat',
    /第 1 席原由 检.* 担任/,
  ],
  ['a seat that there is not', () => after(seat({ slot: 3 })), 'events', 'seat', /第 3 席原由 - 担任/],
  [
    'a seat of a unit without a visit',
    () => after(seat({ unit: reserve[0] })),
    'events',
    'seat',
    /第 1 席原由 - 担任/,
  ],
  [
    'a seat of a unit that gave way',
    () => after(substitution(0, []), seat({ unit: drawn, substitute: '检01' })),
    'events',
    'seat',
    /第 1 席原由 - 担任/,
  ],
  [
    'a seat back to whom it was taken from',
    () => twice((_next, leader) => leader),
    'events',
    'recusal',
    /第 3 件/,
  ],
  [
    'a seat drawn anew for a friend when the team goes over',
    () => takenOver((rightful) => ({ substitute: someoneElse === rightful ? '检01' : someoneElse })),
    'events',
    'recusal',
    /第 3 件/,
  ],
  ['another seat of the second substitute', () => parted(true), 'events', 'seat', /第 2 席/],
  [
    'a result that was voided afterwards',
    () => after({ ...decided, kind: 'void', data: { by: 'order' } }),
    'outcome',
    'voided',
    /结果已经产生，第 2 件事项却称作废/,
  ],
];
