import { askRelays, latestProvenRound } from '../../../../activities/draw/sources/relay-client.ts';
import { QUICKNET } from '../../../../domain/beacon/chain.ts';
import { roundAt } from '../../../../domain/beacon/rounds.ts';
import { isBeacon } from '../../../../domain/beacon/verify-beacon.ts';
import {
  type DrandRelay,
  type RelayFault,
  startDrandRelay,
} from '../../../../tools/drand-relay/drand-relay.ts';
import { pinnedRounds, signingChain } from '../../../../tools/drand-relay/signing-chain.ts';

const GENESIS = Date.parse('2021-01-01T00:00:00Z') / 1000;
const NOW = Date.parse('2021-02-01T00:00:00Z');
const test = signingChain('of a test', { genesisSeconds: GENESIS });
const stranger = signingChain('of a stranger', { genesisSeconds: GENESIS });
const ROUND = 1000;
const SHORT_MS = 400;

let honest: DrandRelay;
let faulty: DrandRelay;
beforeAll(async () => {
  honest = await startDrandRelay({ served: test, now: () => NOW });
  faulty = await startDrandRelay({ served: test, now: () => NOW, otherChain: stranger });
});
afterAll(async () => {
  await honest.stop();
  await faulty.stop();
});

const ask = (relays: readonly string[], round = ROUND) => askRelays(test.chain, { round, relays }, SHORT_MS);

describe('a relay of the beacon', () => {
  it('gives a round whose signature is verified before anybody sees it', async () => {
    const [answer] = await ask([honest.url]);
    expect(answer?.outcome).toBe('verified');
    expect(isBeacon(test.chain, ROUND, answer?.signature ?? '')).toBe(true);
  });

  it('gives the pinned real rounds of quicknet', async () => {
    const relay = await startDrandRelay();
    try {
      const [answer] = await askRelays(QUICKNET, { round: 657_413, relays: [relay.url] });
      expect(answer).toMatchObject({ outcome: 'verified', signature: pinnedRounds.signatureOf(657_413) });
      expect(await latestProvenRound(QUICKNET, [relay.url])).toBe(657_413);
    } finally {
      await relay.stop();
    }
  });

  it.each<[RelayFault, string]>([
    ['wrong-signature', 'wrong-signature'],
    ['relabelled-round', 'wrong-signature'],
    ['other-chain', 'wrong-signature'],
    ['other-round', 'other-round'],
    ['malformed', 'malformed'],
    ['huge', 'malformed'],
    ['error', 'unreachable'],
    ['drops', 'unreachable'],
    ['redirects', 'unreachable'],
    ['hangs', 'late'],
    ['trickles', 'late'],
  ])('that fails by %s gives no value, and hides none of another’s', async (fault, outcome) => {
    faulty.fail(fault);
    const [bad, good] = await ask([faulty.url, honest.url]);
    faulty.fail(null);
    expect(bad).toEqual({ relay: faulty.url, outcome });
    expect(good?.outcome).toBe('verified');
  });

  it('that nobody runs is unreachable', async () => {
    expect(await ask(['http://127.0.0.1:9'])).toEqual([
      { relay: 'http://127.0.0.1:9', outcome: 'unreachable' },
    ]);
  });

  it('says of a round to come that it is not yet', async () => {
    const [answer] = await ask([honest.url], roundAt(test.chain, NOW) + 1);
    expect(answer?.outcome).toBe('not-yet');
  });
});

describe('the beacon as a clock', () => {
  it('is as late as the latest round that a relay can prove', async () => {
    expect(await latestProvenRound(test.chain, [honest.url], SHORT_MS)).toBe(roundAt(test.chain, NOW));
  });

  it('is not moved by a relay that lies', async () => {
    faulty.fail('wrong-signature');
    expect(await latestProvenRound(test.chain, [faulty.url], SHORT_MS)).toBe(0);
    expect(await latestProvenRound(test.chain, [faulty.url, honest.url], SHORT_MS)).toBe(
      roundAt(test.chain, NOW),
    );
    faulty.fail(null);
  });

  it('is none where no relay can be reached', async () => {
    expect(await latestProvenRound(test.chain, ['http://127.0.0.1:9'], SHORT_MS)).toBeNull();
  });
});
