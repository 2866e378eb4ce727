/**
 * The words that tickets are computed from (DR-1 section 0): typed public codes, never an internal id, because a
 * citizen must be able to write the label from the published list alone.
 */
import { assertText } from './canonical.ts';

/**
 * org: 18-character credit code · vehicle: plate · ship: registration · project: approval number · station: licence
 * number · person: salted hash (the salt is kept like a one-time code).
 */
export const UNIT_TYPES = ['org', 'vehicle', 'ship', 'project', 'station', 'person'] as const;

export type UnitType = (typeof UNIT_TYPES)[number];

/** `<type>:<code>`, e.g. `org:91140603MA0GXXXXXX`: the name of a unit everywhere in a draw. */
export type UnitKey = `${UnitType}:${string}`;

/** @throws RangeError (Chinese) when the code is empty, padded with spaces, not NFC or holds control characters */
export const unitKey = (type: UnitType, code: string): UnitKey => {
  assertText(code, `对象代码（${type}）`);
  return `${type}:${code}`;
};

/** @throws RangeError (Chinese) when the text is not `<type>:<code>` of a known type */
export const parseUnitKey = (key: string): { readonly type: UnitType; readonly code: string } => {
  const colon = key.indexOf(':');
  const type = UNIT_TYPES.find((known) => known === key.slice(0, colon));
  if (colon < 0 || type === undefined) {
    throw new RangeError(`对象代码“${key}”应写作“类型:代码”，类型为 ${UNIT_TYPES.join('、')} 之一。`);
  }
  const code = key.slice(colon + 1);
  assertText(code, `对象代码（${type}）`);
  return { type, code };
};

/**
 * Label of the j-th ticket of a unit in a plan row: `unit:<row>/<type>:<code>/<j>`. Unambiguous although a code may
 * hold a slash: row and j are decimal and stand at the ends.
 *
 * @param row number of the plan row, 1..
 * @param j 1..weight
 */
export const unitLabel = (row: number, unit: UnitKey, j: number): string => `unit:${row}/${unit}/${j}`;

/**
 * Label that orders inspectors for one seat of a visit: `asg/<type>:<code>/<slot>/<inspector>`.
 *
 * @param slot 1.. (slot 1 is the seat that needs the trade qualification)
 * @param inspector the inspector's public code in this draw, without a slash
 */
export const assignmentLabel = (unit: UnitKey, slot: number, inspector: string): string =>
  `asg/${unit}/${slot}/${inspector}`;
