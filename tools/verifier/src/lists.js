/** Whether exclusions and inspectors are those that were announced. */
import { compareTexts } from './bytes.js';
import { mustEqual, wrong } from './finding.js';
import { hashOfFile } from './opening.js';

/** @throws through `refuse(element)` at the first element that does not follow the one before it */
const mustAscend = (list, compare, refuse) => {
  for (let i = 1; i < list.length; i += 1) if (compare(list[i - 1], list[i]) >= 0) refuse(list[i]);
};

export const checkExclusions = (bundle) => {
  const { announcement, docs, roster, strata } = bundle;
  const { exclusions } = docs['exclusions.json'];
  mustAscend(
    exclusions,
    (a, b) => compareTexts(a.code, b.code) || a.row - b.row,
    ({ code }) => wrong('exclusions', 'order', { unit: code }),
  );
  mustEqual(announcement.exclusions_hash, hashOfFile(bundle, 'exclusions.json'), 'exclusions', 'hash');
  const excluded = new Set(exclusions.map(({ code, row }) => `${row}/${code}`));
  if (excluded.size === 0) return;
  for (let i = 0; i < roster.codes.length; i += 1) {
    const { row } = strata.get(roster.strata[i]);
    if (excluded.has(`${row}/${roster.codes[i]}`))
      wrong('exclusions', 'both', { unit: roster.codes[i], row });
  }
};

export const checkInspectors = (bundle) => {
  const { assignment, inspectors_hash: expected } = bundle.announcement;
  const list = bundle.docs['inspectors.json'];
  if (list === undefined) {
    if (assignment !== undefined || expected !== 'none') wrong('inspectors', 'missing');
    return;
  }
  if (assignment === undefined) wrong('inspectors', 'unannounced');
  mustAscend(
    list.inspectors,
    (a, b) => compareTexts(a.id, b.id),
    ({ id }) => wrong('inspectors', 'order', { inspector: id }),
  );
  mustEqual(expected, hashOfFile(bundle, 'inspectors.json'), 'inspectors', 'hash');
};
