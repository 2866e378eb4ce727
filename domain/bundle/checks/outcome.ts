/** Whether the draw has a result; where it has none (作废、未抽取), whether it could end so, and why it did. */
import { CLOCK_TOLERANCE_MS } from '../../beacon/rounds.ts';
import type { DrawRecord } from '../../draw/record.ts';
import type { DrawEvent } from '../../keys/draw-event.ts';
import { eventKey } from '../../keys/key-log.ts';
import { preciseInstant } from '../../keys/signed-text.ts';
import { END_FILE, RECORD_FILE } from '../bundle.ts';
import type { DrawEnd } from '../documents.ts';
import {
  type AnnouncedEvidence,
  type AnyEvidence,
  type Check,
  type Finding,
  isAnnounced,
  saying,
} from '../evidence.ts';

const { because, remark } = saying('outcome');

const MS_PER_HOUR = 3_600_000;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/;
const STATES = { void: '作废', 'not-drawn': '未抽取' } as const;
const STATES_EN = { void: 'void', 'not-drawn': 'not drawn' } as const;

type EndKind = keyof typeof STATES;

const isEnd = ({ kind }: DrawEvent): boolean => kind in STATES;

const instant = (ms: number): string => preciseInstant(new Date(ms).toISOString());

const noResult = (number: string, kind: EndKind, reason: string): Finding =>
  remark({ number, state: STATES[kind], state_en: STATES_EN[kind], reason });

/** A drawn result stands: only one that lacks people is void, by the announced rule. */
const recordedFault = ({ draw, documents }: AnyEvidence, { assignment }: DrawRecord): Finding => {
  const ends = documents['events.json'].filter(isEnd);
  const allowed = assignment.status === 'infeasible' ? 1 : 0;
  const extra = ends.find(({ kind }, index) => index >= allowed || kind !== 'void');
  if (extra !== undefined) return because('voided', { no: extra.no });
  if (assignment.status !== 'infeasible') return null;
  const computed = `检查人员不足：${assignment.lacking.length}个检查席位无人可派`;
  return noResult(draw.draw_no, 'void', ends[0]?.reason ?? computed);
};

/** The end that `end.json` tells of is the one that is chained. */
const toldFault = ({ draw, documents }: AnyEvidence, end: DrawEnd): Finding => {
  const ends = documents['events.json'].filter(isEnd);
  const [told, ...more] = ends;
  if (told === undefined || more.length > 0) return because('events', { found: ends.length });
  const expected = {
    bureau: draw.bureau,
    cycle: draw.cycle,
    state: told.kind,
    ended_at: told.at,
    reason: told.reason ?? '-',
    event: told.no,
  };
  for (const [path, value] of Object.entries(expected)) {
    const found = end[path as keyof typeof expected];
    if (found !== value) return because('figures', { path, expected: value, found });
  }
  return null;
};

const SIGNERS = ['operator', 'supervisor'] as const;

const isSigned = ({ announcement, documents }: AnnouncedEvidence): boolean =>
  announcement.signers === null ||
  SIGNERS.every((role) => documents['announcement-signatures.json'].some((each) => each.role === role));

/**
 * From when on somebody may know the result: an hour before the announced round, unless the fallback's dice may have
 * taken its place; without a round, once dice were typed. Null while nobody can.
 */
const knownFrom = ({ announcement, documents }: AnnouncedEvidence, at: string): string | null => {
  const { sources, fallback } = announcement;
  const given = documents['sources.json'];
  const beacon = sources.find(({ kind }) => kind === 'drand');
  if (beacon !== undefined) {
    const replaced = fallback.then === 'dice' && at >= fallback.wait_until;
    if (!replaced || given.some(({ id }) => id === beacon.id))
      return instant(Date.parse(beacon.when) - CLOCK_TOLERANCE_MS);
  }
  return beacon === undefined
    ? (given.flatMap(({ proof }) => ('typed_at' in proof ? [proof.typed_at] : [])).sort()[0] ?? null)
    : null;
};

/** By an order, or for want of randomness: only while nobody could choose among results. */
const freelyEndedFault = (evidence: AnnouncedEvidence, { ended_at: found }: DrawEnd): Finding => {
  const expected = knownFrom(evidence, found);
  return expected !== null && found >= expected ? because('known', { expected, found }) : null;
};

/** An order is the supervisor's: the event bears his signature itself. A rehearsal without keys has none. */
const orderFault = ({ announcement, documents }: AnnouncedEvidence, { event }: DrawEnd): Finding => {
  const signature = documents['events.json'].find(({ no }) => no === event)?.signature ?? null;
  const key = documents['keys.json'].find(({ key_id }) => key_id === signature?.key_id);
  return announcement.signers === null || key?.role === 'supervisor' ? null : because('order');
};

/** By the announced rule: the wait is over, and something that was waited for did not come. */
const announcedEndFault = (
  { announcement, documents }: AnnouncedEvidence,
  { ended_at: found }: DrawEnd,
): Finding => {
  const { sources, fallback } = announcement;
  const came = new Set(documents['sources.json'].map(({ id }) => id));
  const silent = sources.filter(({ id }) => !came.has(id));
  const replaceable = fallback.then === 'dice' && silent.every(({ kind }) => kind !== 'dice');
  if (silent.length === 0 || replaceable) return because('complete');
  const expected = fallback.wait_until;
  return found < expected ? because('early', { expected, found }) : null;
};

/** Unsigned: the time to sign is over, or a key that must sign is gone. */
const unsignedFault = (
  { announcement, documents }: AnnouncedEvidence,
  { ended_at: found }: DrawEnd,
): Finding => {
  const { signers, sources, notice_hours } = announcement;
  const log = documents['keys.json'];
  const isGone = SIGNERS.some((role) => eventKey(log, signers?.[role] ?? '', found) === undefined);
  const [first] = sources.flatMap(({ when }) => (INSTANT.test(when) ? [when] : [])).sort();
  if (isGone || first === undefined) return null;
  const expected = instant(Date.parse(first) - notice_hours * MS_PER_HOUR);
  return found < expected ? because('early', { expected, found }) : null;
};

const endFault = (evidence: AnnouncedEvidence, end: DrawEnd): Finding => {
  const data: unknown = evidence.documents['events.json'].find(({ no }) => no === end.event)?.data;
  const by = (data as { readonly by?: unknown } | null)?.by;
  const signed = isSigned(evidence);
  if (end.state === 'not-drawn') return signed ? freelyEndedFault(evidence, end) : null;
  if (by === undefined) return signed ? because('signed') : unsignedFault(evidence, end);
  if (!signed) return because('unsigned');
  if (by === 'order') return orderFault(evidence, end) ?? freelyEndedFault(evidence, end);
  return by === 'announced'
    ? announcedEndFault(evidence, end)
    : because('by', { found: typeof by === 'string' ? by : '-' });
};

/** Has this number a result? What has none says why, and the number stays used for ever. */
export const checkOutcome: Check<AnyEvidence> = (evidence) => {
  const { documents, draw } = evidence;
  const record = documents[RECORD_FILE];
  if (record !== undefined) return recordedFault(evidence, record);
  const end = documents[END_FILE];
  if (end === undefined) throw new Error('a bundle has a record or an end');
  const fault = toldFault(evidence, end);
  if (fault !== null) return fault;
  if (isAnnounced(evidence)) {
    const wrong = endFault(evidence, end);
    if (wrong !== null) return wrong;
  } else if (end.announcement_hash !== 'none') {
    return because('announcement', { expected: end.announcement_hash });
  }
  return noResult(draw.draw_no, end.state, end.reason);
};
