/** What happened after the draw: a chain in which nothing can be taken away or changed unseen. */
import { DECIDED, DRAW_EVENT_KINDS, type DrawEvent, drawEventHash, NO_EVENT } from '../../keys/draw-event.ts';
import { isSignedBy } from '../../keys/ed25519.ts';
import { eventKey } from '../../keys/key-log.ts';
import { signedText } from '../../keys/signed-text.ts';
import { type AnyEvidence, type Check, type Finding, saying } from '../evidence.ts';
import { followAfterDraw } from './after-draw.ts';

const { because, remark } = saying('events');

/** Whether the signature holds, where there is one: hashes are chained, so it stands for all events before, too. */
const isSigned = ({ documents, draw }: AnyEvidence, { signature, hash, at }: DrawEvent): boolean => {
  if (signature === null) return true;
  const key = eventKey(documents['keys.json'], signature.key_id, at);
  return isSignedBy(key?.public_key ?? '', signedText('event', draw.draw_id, hash), signature.value);
};

const chainFault = (evidence: AnyEvidence, event: DrawEvent, before: DrawEvent | undefined): Finding => {
  const { no } = event;
  if (no !== (before?.no ?? 0) + 1) return because('number', { no });
  if (event.prev !== (before?.hash ?? NO_EVENT)) return because('chain', { no });
  const found = drawEventHash(evidence.draw.draw_id, event, evidence.profile);
  if (found !== event.hash) return because('hash', { no, expected: event.hash, found });
  if (event.at < (before?.at ?? '')) return because('time', { no });
  if (!isSigned(evidence, event)) return because('signature', { no });
  const decided = DECIDED.has(event.kind) && (event.reason === null || event.approver === null);
  return decided ? because('reason', { no }) : null;
};

/** E.g. `递补检查对象2、检查人员回避1`: the counts that section 5 makes public. */
const countsOf = (events: readonly DrawEvent[]) => {
  const counts = [...Map.groupBy(events, ({ kind }) => kind)].map(
    ([kind, each]) => [kind, each.length] as const,
  );
  return {
    list: counts.map(([kind, count]) => `${DRAW_EVENT_KINDS[kind] ?? kind}${count}`).join('、'),
    list_en: counts.map(([kind, count]) => `${kind} ${count}`).join(', '),
  };
};

/** From the first event after the newest signature on, whoever holds the files can write another chain. */
export const checkEventSignatures: Check<AnyEvidence> = ({ documents }) => {
  const events = documents['events.json'];
  const unsigned = events[events.findLastIndex(({ signature }) => signature !== null) + 1];
  return unsigned === undefined ? null : saying('event-signatures').remark({ no: unsigned.no });
};

export const checkEvents: Check<AnyEvidence> = (evidence) => {
  const events = evidence.documents['events.json'];
  const afterDrawFault = followAfterDraw(evidence);
  for (const [index, event] of events.entries()) {
    const fault = chainFault(evidence, event, events[index - 1]) ?? afterDrawFault(event);
    if (fault !== null) return fault;
  }
  return events.length === 0 ? null : remark({ count: events.length, ...countsOf(events) });
};
