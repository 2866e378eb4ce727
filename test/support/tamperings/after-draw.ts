/** What happens after the draw, told otherwise than it may happen: each in a chain that is whole and signed. */
import type { DrawEvent, nextDrawEvent } from '../../../domain/keys/draw-event.ts';
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

const seat = (
  substitute: string,
  barred: readonly string[] = [],
  kind: NewEvent['kind'] = 'recusal',
): NewEvent => ({
  ...decided,
  kind,
  data: { barred, count: 1, leaving: null, slot: 1, substitute, unit: drawn },
});

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
];

export const AFTER_DRAW: readonly Tampering[] = [
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
