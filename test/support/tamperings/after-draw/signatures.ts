/** Events whose chain is whole, and their signatures: anew, of other people and keys, or taken away. */
import type { WrittenDocuments } from '../../../../domain/bundle/write-bundle.ts';
import { sha256Hex } from '../../../../domain/draw/hash.ts';
import { type DrawEvent, nextDrawEvent } from '../../../../domain/keys/draw-event.ts';
import { keyIdOf, publicKeyOf, sign } from '../../../../domain/keys/ed25519.ts';
import type { KeyEntry } from '../../../../domain/keys/key-log.ts';
import { signedText } from '../../../../domain/keys/signed-text.ts';
import { DRAW_ID } from '../../bundle/facts-of-the-draw.ts';
import { nextKeyEntry, secretOf } from '../../bundle/keys.ts';
import { addEvent } from '../../bundle/signing.ts';
import { makeBundle, rewritten } from '../../bundle.ts';
import type { Files } from '../../tamper.ts';
import { seat } from './seats.ts';
import { counted, documents, made, seed } from './telling.ts';

export const OTHER_KEY = sha256Hex('another key of the operator');

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
export const rewrittenEvents = (bent: (event: DrawEvent) => DrawEvent): Files =>
  rewritten(rehearsed, { 'events.json': rechained(bent, rehearsed.documents['events.json']) });

const bare = (event: DrawEvent): DrawEvent => ({ ...event, signature: null });

/** An event signed with somebody's key, as it stands in a log. */
export const signedAs = (secret: string, log = documents['keys.json']): Files => {
  const [event] = documents['events.json'];
  if (event === undefined) throw new Error('there is an event');
  const value = sign(secret, signedText('event', DRAW_ID, event.hash));
  const signature = { key_id: keyIdOf(publicKeyOf(secret)), value };
  return rewritten(made, { 'events.json': [{ ...event, signature }], 'keys.json': log });
};

/** The log with a key of the operator's taken out of use, and another in its place. */
export const rotatedAt = (at: string): KeyEntry[] => {
  const log = documents['keys.json'];
  const by = [OTHER_KEY, secretOf(seed, 'supervisor')];
  return [...log, nextKeyEntry(log, 'operator', OTHER_KEY, { event: 'rotated', at, by })];
};

/** The newest signature stands for what came before it. */
export const signedAfterwards = (): Files => {
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
