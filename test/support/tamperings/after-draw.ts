/** What happens after the draw, told otherwise than it may happen: each in a chain that is whole and signed. */
import type { WrittenDocuments } from '../../../domain/bundle/write-bundle.ts';
import { sha256Hex } from '../../../domain/draw/hash.ts';
import { type DrawEvent, nextDrawEvent } from '../../../domain/keys/draw-event.ts';
import { keyIdOf, publicKeyOf, sign } from '../../../domain/keys/ed25519.ts';
import type { KeyEntry } from '../../../domain/keys/key-log.ts';
import { signedText } from '../../../domain/keys/signed-text.ts';
import { DRAW_ID } from '../bundle/facts-of-the-draw.ts';
import { nextKeyEntry, secretOf } from '../bundle/keys.ts';
import { addEvent } from '../bundle/signing.ts';
import { makeBundle, rewritten } from '../bundle.ts';
import type { Files } from '../tamper.ts';
import type { Tampering } from './subjects.ts';

const made = makeBundle({ units: 60 });
const { documents, seed } = made;
const [stratum] = documents['record.json'].strata;
const quota = stratum?.quota ?? 0;
const reserve = stratum?.order.slice(quota).map(({ unit }) => unit) ?? [];
const drawn = stratum?.order[0]?.unit;

const OTHER_KEY = sha256Hex('another key of the operator');

type NewEvent = Parameters<typeof nextDrawEvent>[2];

const after = (...told: readonly NewEvent[]): Files =>
  rewritten(made, {
    'events.json': told.reduce<readonly DrawEvent[]>(
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
    ...{ count: 1, row: 1, stratum: stratum?.id, unit: drawn, unit_status: 'closed' },
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

const seat = (
  substitute: string,
  barred: readonly string[] = [],
  kind: NewEvent['kind'] = 'recusal',
): NewEvent => ({
  ...decided,
  kind,
  data: { barred, count: 1, leaving: null, slot: 1, substitute, unit: drawn },
});

/** The newest signature stands for what came before it. */
const signedAfterwards = (): Files => {
  const events = addEvent(seed, documents['events.json'], seat('检03'));
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
      const events = addEvent(seed, documents['events.json'], seat('检03'));
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
    () => after(substitution(0, []), substitution(1, [0], 'substituted-before')),
  ],
  [
    'a substitute is substituted',
    () => after(substitution(0, []), substitution(1, [0], 'substituted-before', { unit: reserve[0] })),
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
  ['a seat goes to somebody on the list', () => after(seat('检03'))],
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
    'a seat for somebody not on the list',
    () => after(seat('检77')),
    'events',
    'recusal',
    /接替的检查人员.*检77/,
  ],
  ['a seat for somebody barred', () => after(seat('检03', ['检03'])), 'events', 'recusal', /检03/],
  [
    'a seat reassigned to somebody not on the list',
    () => after(seat('检77', [], 'reassignment')),
    'events',
    'recusal',
    /检77/,
  ],
];
