/** What happens after the draw, told otherwise than it may happen: each in a chain that is whole and signed. */
import type { WrittenDocuments } from '../../../domain/bundle/write-bundle.ts';
import { sha256Hex } from '../../../domain/draw/hash.ts';
import { type DrawEvent, nextDrawEvent } from '../../../domain/keys/draw-event.ts';
import { keyIdOf, publicKeyOf, sign } from '../../../domain/keys/ed25519.ts';
import type { KeyEntry } from '../../../domain/keys/key-log.ts';
import { signedText } from '../../../domain/keys/signed-text.ts';
import { DRAW_ID } from '../bundle/facts-of-the-draw.ts';
import { nextKeyEntry, secretOf } from '../bundle/keys.ts';
import { rightfulSeat, type Teams, teamsOf } from '../bundle/rightful-seat.ts';
import { addEvent } from '../bundle/signing.ts';
import { makeBundle, rewritten } from '../bundle.ts';
import type { Files } from '../tamper.ts';
import type { Tampering } from './subjects.ts';

const made = makeBundle({ units: 60 });
const { documents, seed } = made;
const record = documents['record.json'];
const stratum = record.strata.find(({ id }) => id === '2');
const quota = stratum?.quota ?? 0;
/** Nobody in it has a visit of this draw. */
const reserve = stratum?.order.slice(quota).map(({ unit }) => unit) ?? [];
const drawn = stratum?.order[0]?.unit ?? '';
const teams = teamsOf(documents);
const teamOf = (unit: string): readonly string[] =>
  teams.find((team) => team.unit === unit)?.inspectors ?? [];

const OTHER_KEY = sha256Hex('another key of the operator');

type NewEvent = Parameters<typeof nextDrawEvent>[2];

/** Numbers each event by its kind, as the public counts do, where it does not number itself. */
const counted = (told: readonly NewEvent[]): NewEvent[] =>
  told.map((event, index) => {
    const count = told.slice(0, index + 1).filter(({ kind }) => kind === event.kind).length;
    return { ...event, data: { count, ...event.data } };
  });

const after = (...told: readonly NewEvent[]): Files =>
  rewritten(made, {
    'events.json': counted(told).reduce<readonly DrawEvent[]>(
      (events, event) => addEvent(seed, events, event),
      documents['events.json'],
    ),
  });

const decided = {
  at: '2023-09-20T01:00:00.000000Z',
  reason: '企业已注销',
  evidence: '注销登记截图',
  approver: { role: 'approver', code: '0123456789abcdef' },
};

/** @param place in reserve, from 0; beyond its end: nobody @param passed places passed over before it */
const substitution = (
  place: number,
  passed: readonly number[],
  why = 'not-operating',
  more = {},
): NewEvent => ({
  ...decided,
  kind: 'substitution',
  data: {
    ...{ row: 2, stratum: stratum?.id, unit: drawn, unit_status: 'closed' },
    substitute: reserve[place] ?? null,
    position: reserve[place] === undefined ? null : quota + place + 1,
    passed_over: passed.map((each) => ({ unit: reserve[each], position: quota + each + 1, why })),
    ...more,
  },
});

/** What anyone can do who holds the files: another chain, each event as bent, with the signatures that were there. */
const rechained = (
  bent: (event: DrawEvent) => DrawEvent,
  from: WrittenDocuments['events.json'],
): DrawEvent[] => {
  const chain: DrawEvent[] = [];
  for (const event of from) {
    const { signature, hash: _hash, ...content } = bent(event);
    chain.push({ ...nextDrawEvent(DRAW_ID, chain.at(-1), content), signature });
  }
  return chain;
};

const rehearsed = makeBundle({ units: 60, randomness: 'rehearsal' });

/** The events of a rehearsal written anew, its manifest too. */
const rewrittenEvents = (bent: (event: DrawEvent) => DrawEvent): Files =>
  rewritten(rehearsed, { 'events.json': rechained(bent, rehearsed.documents['events.json']) });

const bare = (event: DrawEvent): DrawEvent => ({ ...event, signature: null });

/** An event signed with somebody's key, as it stands in a log. */
const signedAs = (secret: string, log = documents['keys.json']): Files => {
  const [event] = documents['events.json'];
  if (event === undefined) throw new Error('there is an event');
  const value = sign(secret, signedText('event', DRAW_ID, event.hash));
  const signature = { key_id: keyIdOf(publicKeyOf(secret)), value };
  return rewritten(made, { 'events.json': [{ ...event, signature }], 'keys.json': log });
};

/** The log with a key of the operator's taken out of use, and another in its place. */
const rotatedAt = (at: string): KeyEntry[] => {
  const log = documents['keys.json'];
  const by = [OTHER_KEY, secretOf(seed, 'supervisor')];
  return [...log, nextKeyEntry(log, 'operator', OTHER_KEY, { event: 'rotated', at, by })];
};

const LATER = '2023-09-21T01:00:00.000000Z';
const FIRST = record.visits[0]?.unit ?? '';

/** A seat that changes hands; without more said, the first of the first visit, to whom it falls. */
const seat = (
  more: Readonly<Record<string, unknown>> = {},
  kind: NewEvent['kind'] = 'recusal',
): NewEvent => ({
  ...decided,
  at: LATER,
  kind,
  data: {
    ...{ barred: [], leaving: null, slot: 1, unit: FIRST },
    substitute: rightfulSeat(documents, teams, { unit: FIRST, slot: 1 }),
    ...more,
  },
});

/** The teams with other people, or under another unit. */
const withTeam = (unit: string, inspectors: readonly string[], instead = unit, from = teams): Teams =>
  from.map((team) => (team.unit === unit ? { unit: instead as typeof team.unit, inspectors } : team));

/** The first visit's seat changes hands twice: who gave it up does not come back. */
const twice = (second: (once: string, back: string) => string): Files => {
  const [leader = '', other = ''] = teamOf(FIRST);
  const once = rightfulSeat(documents, teams, { unit: FIRST, slot: 1 });
  const changed = withTeam(FIRST, [once, other]);
  const next = rightfulSeat(documents, changed, { unit: FIRST, slot: 1, away: [leader] });
  return after(seat(), seat({ leaving: once, substitute: second(next, leader) }));
};

/** The team goes over to the substitute; who cannot go is drawn anew, with the loads as they are then. */
const takenOver = (bent: (rightful: string) => Readonly<Record<string, unknown>>): Files => {
  const unit = reserve[0] ?? '';
  const team = teamOf(drawn);
  const [leaver = ''] = team;
  const now = withTeam(drawn, team, unit);
  const substitute = rightfulSeat(documents, now, { unit, slot: 1, away: [leaver] });
  const redrawn = { unit, leaving: leaver, barred: [leaver], slot: 1, substitute, ...bent(substitute) };
  return after(substitution(0, []), { ...seat(redrawn, 'reassignment'), at: decided.at });
};

/** Everyone on the list who is neither in the first team nor the one to whom the seat falls. */
const [someoneElse = ''] = (documents['inspectors.json']?.inspectors ?? [])
  .map(({ id }) => id)
  .filter(
    (id) => !teamOf(FIRST).includes(id) && id !== rightfulSeat(documents, teams, { unit: FIRST, slot: 1 }),
  );

/** A unit drawn by two rows gives way to two others: both take the team over, one after the other. */
const parted = (bent = false): Files => {
  const { unit = '', rows = [] } = record.visits.find((visit) => visit.rows.length > 1) ?? {};
  const visited = new Set<string>(record.visits.map((visit) => visit.unit));
  const parts = rows.map((row) => {
    const of = record.strata.find(
      (each) => each.row === row && each.order.slice(0, each.quota).some((one) => one.unit === unit),
    );
    const behind = of?.order.slice(of.quota) ?? [];
    const place = behind.findIndex((each) => !visited.has(each.unit));
    const names = behind.slice(0, place + 1).map((each) => each.unit);
    const substitute = names.at(-1);
    visited.add(substitute ?? '');
    const passed_over = names
      .slice(0, -1)
      .map((each, n) => ({ unit: each, position: (of?.quota ?? 0) + n + 1, why: 'visited-in-this-cycle' }));
    return {
      row,
      stratum: of?.id,
      unit,
      unit_status: 'closed',
      substitute,
      position: (of?.quota ?? 0) + place + 1,
      passed_over,
    };
  });
  const [first, second] = parts.map(({ substitute = '' }) => substitute);
  const team = teamOf(unit);
  const [leader = '', other = ''] = team;
  // The other substitute's team does not count yet when the first one's seat is drawn.
  const one = withTeam(unit, team, first);
  const next = rightfulSeat(documents, one, { unit: first ?? '', slot: 1, away: [leader] });
  const both = [
    ...withTeam(first ?? '', [next, other], first, one),
    { unit: second as Teams[number]['unit'], inspectors: team },
  ];
  const last = rightfulSeat(documents, both, { unit: second ?? '', slot: 2, away: [other] });
  const redrawn = (data: Readonly<Record<string, unknown>>): NewEvent => ({
    ...seat(data, 'reassignment'),
    at: decided.at,
  });
  return after(
    ...parts.map((data) => ({ ...decided, kind: 'substitution' as const, data })),
    redrawn({ unit: first, leaving: leader, barred: [leader], slot: 1, substitute: next }),
    redrawn({ unit: second, leaving: bent ? leader : other, barred: [other], slot: 2, substitute: last }),
  );
};

/** The newest signature stands for what came before it. */
const signedAfterwards = (): Files => {
  const events = addEvent(seed, documents['events.json'], counted([seat()])[0] ?? seat());
  return rewritten(made, { 'events.json': [...events.slice(0, -1).map(bare), ...events.slice(-1)] });
};

/** What leaves events without a signature: right, and said aloud from the given number on. */
export const UNSIGNED: readonly (readonly [what: string, told: () => Files, from: number])[] = [
  [
    'rewritten, and the signatures taken away',
    () => rewrittenEvents((event) => ({ ...event, kind: 'witness-objected', signature: null })),
    1,
  ],
  [
    'one event after the newest signature',
    () => {
      const events = addEvent(seed, documents['events.json'], counted([seat()])[0] ?? seat());
      return rewritten(made, { 'events.json': [...events.slice(0, -1), ...events.slice(-1).map(bare)] });
    },
    2,
  ],
];

/** What may happen. */
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
