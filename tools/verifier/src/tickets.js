/** The order of every stratum, computed anew from the key and the roster. */
import { compareBytes, compareTexts, toHex } from './bytes.js';
import { eachPair, wrong } from './finding.js';
import { DIGEST } from './hash.js';
import { MAX_WEIGHT } from './roster.js';

const ENTRIES_PER_BREATH = 20_000;
const HEAD_BYTES = 6;

/** Number of a stratum's first ticket: 1; behind others of its row 1000 further, so that the chance is a fresh one. */
const firstTickets = (strata) => {
  const first = new Map();
  for (const { id, after } of strata)
    first.set(id, Math.max(1, ...after.map((before) => first.get(before) + MAX_WEIGHT)));
  return first;
};

/** Smallest of a unit's tickets in a stratum. `spare` is for the ones compared. */
const lowestTicket = ({ ticketInto }, stem, first, weight, out, spare) => {
  ticketInto(stem + first, out);
  for (let j = first + 1; j < first + weight; j += 1)
    if (compareBytes(ticketInto(stem + j, spare), out) < 0) out.set(spare);
  return out;
};

/** The first 48 bits as a number: settles nearly every comparison. */
const headOf = (ticket) => {
  let head = 0;
  for (let i = 0; i < HEAD_BYTES; i += 1) head = head * 256 + ticket[i];
  return head;
};

const drawStratum = (bundle, stratum, members, passedOver) => {
  const { id, row, eligible, quota, reserve } = stratum;
  const { codes, weights } = bundle.roster;
  const { tickets, heads } = bundle.drawn;
  const ticketAt = (i) => tickets.subarray(i * DIGEST, (i + 1) * DIGEST);
  members.sort(
    (a, b) =>
      heads[a] - heads[b] || compareBytes(ticketAt(a), ticketAt(b)) || compareTexts(codes[a], codes[b]),
  );
  const order = [];
  for (const i of members) {
    if (order.length === quota + reserve) break;
    if (!passedOver.has(codes[i]))
      order.push({ unit: codes[i], weight: weights[i], ticket: toHex(ticketAt(i)) });
  }
  const drawn = order.slice(0, quota);
  const cutOff = drawn.length === 0 ? null : drawn[drawn.length - 1].ticket;
  return {
    id,
    row,
    eligible,
    quota,
    mode: quota === eligible ? 'certainty' : 'drawn',
    cut_off: cutOff,
    order,
  };
};

const computeTickets = async (bundle) => {
  const { codes, strata: stratumOf, weights } = bundle.roster;
  const tickets = new Uint8Array(codes.length * DIGEST);
  const heads = new Float64Array(codes.length);
  const spare = new Uint8Array(DIGEST);
  const first = firstTickets(bundle.announcement.strata);
  for (let i = 0; i < codes.length; i += 1) {
    const id = stratumOf[i];
    const out = tickets.subarray(i * DIGEST, (i + 1) * DIGEST);
    lowestTicket(
      bundle,
      `unit:${bundle.strata.get(id).row}/${codes[i]}/`,
      first.get(id),
      weights[i],
      out,
      spare,
    );
    heads[i] = headOf(out);
    if (i % ENTRIES_PER_BREATH === 0) await bundle.breathe('tickets', i / codes.length);
  }
  bundle.drawn = { tickets, heads };
};

const recompute = async (bundle) => {
  await computeTickets(bundle);
  const { strata: stratumOf } = bundle.roster;
  const members = new Map(bundle.announcement.strata.map(({ id }) => [id, []]));
  for (let i = 0; i < stratumOf.length; i += 1) members.get(stratumOf[i]).push(i);
  const results = new Map();
  for (const stratum of bundle.announcement.strata) {
    const before = stratum.after.flatMap((id) => drawnUnits(results.get(id)));
    results.set(stratum.id, drawStratum(bundle, stratum, members.get(stratum.id), new Set(before)));
    await bundle.breathe('tickets', 1);
  }
  return results;
};

/** Units that a stratum's result draws, in their order. */
export const drawnUnits = ({ order, quota }) => order.slice(0, quota).map(({ unit }) => unit);

const shown = (value) => (value === null || value === undefined ? '-' : value);

const compareStratum = (expected, found) => {
  const { id: stratum } = expected;
  const figure = (path) => {
    if (expected[path] !== found[path])
      wrong('tickets', 'figures', {
        stratum,
        path,
        expected: shown(expected[path]),
        found: shown(found[path]),
      });
  };
  for (const path of ['row', 'eligible', 'quota', 'mode']) figure(path);
  const named = (place) => (place === undefined ? '-' : `${place.unit} (${place.weight})`);
  eachPair(expected.order, found.order, (ours, theirs, i) => {
    if (named(ours) !== named(theirs))
      wrong('tickets', 'order', { stratum, position: i + 1, expected: named(ours), found: named(theirs) });
    if (ours.ticket !== theirs.ticket)
      wrong('tickets', 'ticket', { stratum, unit: ours.unit, expected: ours.ticket, found: theirs.ticket });
  });
  figure('cut_off');
};

export const checkTickets = async (bundle) => {
  bundle.results = await recompute(bundle);
  const recorded = bundle.record.strata;
  const ours = [...bundle.results.values()];
  const same = ours.length === recorded.length && ours.every(({ id }, i) => id === recorded[i].id);
  if (!same) wrong('tickets', 'strata', { stratum: '-' });
  for (const [i, expected] of ours.entries()) compareStratum(expected, recorded[i]);
};
