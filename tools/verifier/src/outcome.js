/** Whether the draw has a result; where it has none, whether it could end so, and why it did. */
import { wrong } from './finding.js';
import { eventKeyOf, SIGNERS } from './keys.js';
import { instantOf } from './randomness.js';

const STATES = { void: ['作废', 'void'], 'not-drawn': ['未抽取', 'not drawn'] };
const HOUR_MS = 3_600_000;
const WHOLE_INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/;

const refuseEnd = (reason, values) => wrong('outcome', reason, values);

const sayNoResult = (bundle, kind, reason) => {
  const [state, stateEn] = STATES[kind];
  bundle.remark('outcome', { number: bundle.draw.draw_no, state, state_en: stateEn, reason });
};

const endsOf = ({ docs }) => docs['events.json'].filter(({ kind }) => STATES[kind] !== undefined);

/** A drawn result stands: only one that lacks people is void, by the announced rule. */
const checkRecorded = (bundle) => {
  const { status, lacking } = bundle.record.assignment;
  const ends = endsOf(bundle);
  const allowed = status === 'infeasible' ? 1 : 0;
  const extra = ends.find(({ kind }, n) => n >= allowed || kind !== 'void');
  if (extra !== undefined) refuseEnd('voided', { no: extra.no });
  if (status !== 'infeasible') return;
  const told = ends.length === 0 ? null : ends[0].reason;
  sayNoResult(bundle, 'void', told ?? `检查人员不足：${lacking.length}个检查席位无人可派`);
};

/** The end that end.json tells of is the one that is chained. */
const checkTold = (bundle, end) => {
  const ends = endsOf(bundle);
  if (ends.length !== 1) refuseEnd('events', { found: ends.length });
  const [{ kind, at, reason, no }] = ends;
  const { bureau, cycle } = bundle.draw;
  const expected = { bureau, cycle, state: kind, ended_at: at, reason: reason ?? '-', event: no };
  for (const path of Object.keys(expected))
    if (end[path] !== expected[path])
      refuseEnd('figures', { path, expected: expected[path], found: end[path] });
};

/** From when on somebody may know the result; null while nobody can. */
const knownFrom = ({ announcement, docs }, at) => {
  const { sources, fallback } = announcement;
  const given = docs['sources.json'];
  const beacon = sources.find(({ kind }) => kind === 'drand');
  if (beacon === undefined) {
    const typed = given.map(({ proof }) => proof.typed_at).filter((each) => each !== undefined);
    return typed.length === 0 ? null : typed.sort()[0];
  }
  const mayBeReplaced = fallback.then === 'dice' && at >= fallback.wait_until;
  if (mayBeReplaced && !given.some(({ id }) => id === beacon.id)) return null;
  return instantOf(Date.parse(beacon.when) - HOUR_MS);
};

const checkFreelyEnded = (bundle, found) => {
  const expected = knownFrom(bundle, found);
  if (expected !== null && found >= expected) refuseEnd('known', { expected, found });
};

/** An order is the supervisor's: the event bears his signature itself. A rehearsal without keys has none. */
const checkOrder = ({ announcement, docs }, event) => {
  const { signature } = docs['events.json'].find(({ no }) => no === event);
  const key =
    signature === null ? undefined : docs['keys.json'].find(({ key_id: id }) => id === signature.key_id);
  if (announcement.signers !== null && (key === undefined || key.role !== 'supervisor')) refuseEnd('order');
};

/** By the announced rule: the wait is over, and something that was waited for did not come. */
const checkAnnouncedEnd = ({ announcement, docs }, found) => {
  const { sources, fallback } = announcement;
  const came = docs['sources.json'].map(({ id }) => id);
  const silent = sources.filter(({ id }) => !came.includes(id));
  const replaceable = fallback.then === 'dice' && silent.every(({ kind }) => kind !== 'dice');
  if (silent.length === 0 || replaceable) refuseEnd('complete');
  const expected = fallback.wait_until;
  if (found < expected) refuseEnd('early', { expected, found });
};

/** Unsigned: the time to sign is over, or a key that must sign is gone. */
const checkUnsigned = ({ announcement, docs }, found) => {
  const { signers, sources, notice_hours: hours } = announcement;
  if (SIGNERS.some((role) => eventKeyOf(docs['keys.json'], signers[role], found) === undefined)) return;
  const whens = sources.map(({ when }) => when).filter((when) => WHOLE_INSTANT.test(when));
  if (whens.length === 0) return;
  const expected = instantOf(Date.parse(whens.sort()[0]) - hours * HOUR_MS);
  if (found < expected) refuseEnd('early', { expected, found });
};

const checkEnd = (bundle, { state, event, ended_at: at }) => {
  const { signers } = bundle.announcement;
  const roles = bundle.docs['announcement-signatures.json'].map(({ role }) => role);
  const signed = signers === null || SIGNERS.every((role) => roles.includes(role));
  if (state === 'not-drawn') {
    if (signed) checkFreelyEnded(bundle, at);
    return;
  }
  const { data } = bundle.docs['events.json'].find(({ no }) => no === event);
  const by = typeof data === 'object' && data !== null ? data.by : undefined;
  if (by === undefined) {
    if (signed) refuseEnd('signed');
    checkUnsigned(bundle, at);
    return;
  }
  if (!signed) refuseEnd('unsigned');
  if (by === 'order') {
    checkOrder(bundle, event);
    checkFreelyEnded(bundle, at);
  } else if (by === 'announced') checkAnnouncedEnd(bundle, at);
  else refuseEnd('by', { found: typeof by === 'string' ? by : '-' });
};

/** Has this number a result? What has none says why, and the number stays used for ever. */
export const checkOutcome = (bundle) => {
  if (bundle.record !== undefined) {
    checkRecorded(bundle);
    return;
  }
  const end = bundle.docs['end.json'];
  checkTold(bundle, end);
  if (bundle.announcement !== undefined) checkEnd(bundle, end);
  else if (end.announcement_hash !== 'none') refuseEnd('announcement', { expected: end.announcement_hash });
  sayNoResult(bundle, end.state, end.reason);
};
