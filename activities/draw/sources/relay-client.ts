import type { BeaconChain } from '../../../domain/beacon/chain.ts';
import { isBeacon } from '../../../domain/beacon/verify-beacon.ts';
import type { BeaconQuestion, RelayAnswer } from '../randomness.ts';

/** A step asks within its own time limit; a relay that takes longer is late. */
export const RELAY_TIMEOUT_MS = 6_000;
/** An answer of a relay has some 300 bytes. */
const MAXIMUM_BYTES = 16_384;
/** What relays say of a round that is still to come. */
const NOT_YET = new Set([404, 425]);

type Outcome = Omit<RelayAnswer, 'relay'>;

const limitedText = async (response: Response): Promise<string | null> => {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > MAXIMUM_BYTES) return null;
    text += decoder.decode(chunk, { stream: true });
  }
  return text;
};

const parsed = (text: string | null): { readonly round: unknown; readonly signature: unknown } | null => {
  try {
    const body: unknown = JSON.parse(text ?? '');
    return typeof body === 'object' && body !== null && 'round' in body && 'signature' in body ? body : null;
  } catch {
    return null;
  }
};

const get = async (address: string, timeoutMs: number): Promise<Response | Outcome> => {
  try {
    return await fetch(address, { signal: AbortSignal.timeout(timeoutMs), redirect: 'error' });
  } catch (error) {
    return { outcome: isTimeout(error) ? 'late' : 'unreachable' };
  }
};

const isTimeout = (error: unknown): boolean => error instanceof DOMException && error.name === 'TimeoutError';

/** What a relay says, not yet believed. */
const claim = async (
  address: string,
  timeoutMs: number,
): Promise<{ readonly round: number; readonly signature: string } | Outcome> => {
  const response = await get(address, timeoutMs);
  if ('outcome' in response) return response;
  try {
    if (!response.ok) {
      await response.body?.cancel();
      return { outcome: NOT_YET.has(response.status) ? 'not-yet' : 'unreachable' };
    }
    const { round, signature } = parsed(await limitedText(response)) ?? {};
    if (typeof round !== 'number' || typeof signature !== 'string') return { outcome: 'malformed' };
    return { round, signature };
  } catch (error) {
    return { outcome: isTimeout(error) ? 'late' : 'unreachable' };
  }
};

/** A relay of a round: its answer is worth something only where the chain's own signature is in it. */
const askOne = async (
  chain: BeaconChain,
  relay: string,
  round: number,
  timeoutMs: number,
): Promise<RelayAnswer> => {
  const said = await claim(`${relay}/${chain.hash}/public/${round}`, timeoutMs);
  if ('outcome' in said) return { relay, ...said };
  if (said.round !== round) return { relay, outcome: 'other-round' };
  if (!isBeacon(chain, round, said.signature)) return { relay, outcome: 'wrong-signature' };
  return { relay, outcome: 'verified', signature: said.signature };
};

/** Asks all relays for the SAME round at once; each answer is verified before it is used. */
export const askRelays = (
  chain: BeaconChain,
  { round, relays }: BeaconQuestion,
  timeoutMs = RELAY_TIMEOUT_MS,
): Promise<readonly RelayAnswer[]> =>
  Promise.all(relays.map((relay) => askOne(chain, relay, round, timeoutMs)));

/**
 * The latest round that any relay can prove: real time is at least its instant, whatever our own clock says.
 * @returns 0 where a relay answers but proves nothing; null where none can be reached
 */
export const latestProvenRound = async (
  chain: BeaconChain,
  relays: readonly string[],
  timeoutMs = RELAY_TIMEOUT_MS,
): Promise<number | null> => {
  const said = await Promise.all(
    relays.map((relay) => claim(`${relay}/${chain.hash}/public/latest`, timeoutMs)),
  );
  const proven = said.flatMap((each) => {
    if ('outcome' in each) return [];
    return [isBeacon(chain, each.round, each.signature) ? each.round : 0];
  });
  return proven.length === 0 ? null : Math.max(...proven);
};
