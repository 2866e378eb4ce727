/** Whether a substitution or a changed seat follows the order and the list that the draw left. */
import { wrong } from './finding.js';
import { shapeFault } from './shape.js';

const fitsShape = ({ shapes }, name, data) => shapeFault(shapes, shapes[name], data, '') === null;

const refuseSubstitute = (no, expected, found) => wrong('events', 'substitution', { no, expected, found });

/** Stratum and unit of every substitute before this event. */
const usedBefore = (events, index) =>
  new Set(
    events
      .slice(0, index)
      .filter(({ kind }) => kind === 'substitution')
      .map(({ data }) => `${data.stratum} ${data.substitute}`),
  );

const checkSubstitution = (bundle, events, index) => {
  const { no, data } = events[index];
  if (!fitsShape(bundle, '@substitution', data)) refuseSubstitute(no, '-', '-');
  const result = bundle.record.strata.find(({ id }) => id === data.stratum);
  if (result === undefined) refuseSubstitute(no, '-', '-');
  const used = usedBefore(events, index);
  const wasUsed = (unit) => used.has(`${data.stratum} ${unit}`);
  const found = data.substitute ?? '-';
  const drawn = result.order.slice(0, result.quota).some(({ unit }) => unit === data.unit);
  if (!drawn && !wasUsed(data.unit)) refuseSubstitute(no, '-', found);
  for (let place = result.quota; place < result.order.length; place += 1) {
    const { unit } = result.order[place];
    const passed = data.passed_over[place - result.quota];
    const isPassed = passed !== undefined && passed.unit === unit && passed.position === place + 1;
    if (isPassed && (passed.why !== 'substituted-before' || wasUsed(unit))) continue;
    const isNext = passed === undefined && data.substitute === unit && data.position === place + 1;
    if (!isNext || wasUsed(unit)) refuseSubstitute(no, unit, found);
    return;
  }
  if (data.substitute !== null || data.position !== null) refuseSubstitute(no, '-', found);
};

const checkSeat = (bundle, { no, data }) => {
  const fits = fitsShape(bundle, '@changed-seat', data);
  const list = bundle.docs['inspectors.json']?.inspectors ?? [];
  const may = fits && list.some(({ id }) => id === data.substitute) && !data.barred.includes(data.substitute);
  if (!may) wrong('events', 'recusal', { no, expected: '-', found: fits ? data.substitute : '-' });
};

export const checkAfterDraw = (bundle, events, index) => {
  const { kind } = events[index];
  if (kind === 'substitution') checkSubstitution(bundle, events, index);
  if (kind === 'recusal' || kind === 'reassignment') checkSeat(bundle, events[index]);
};
