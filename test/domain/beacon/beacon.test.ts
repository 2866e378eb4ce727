import { bls12_381 } from '@noble/curves/bls12-381.js';
import fc from 'fast-check';
import { type BeaconChain, QUICKNET } from '../../../domain/beacon/chain.ts';
import { firstRoundFrom, roundAt, timeOfRound } from '../../../domain/beacon/rounds.ts';
import { isBeacon, randomnessOf } from '../../../domain/beacon/verify-beacon.ts';

const ROUND_1000 =
  'b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39';
const ROUND_657413 =
  'b713718a38ae728dfd477991af2822e08d2f305e47718cef9f7848ce4050e7be41076862b98fad56e91a6b85b89cd97b';

/** Another real chain of the same scheme, from the vectors of its standard (public test network). */
const OTHER: Pick<BeaconChain, 'publicKey'> = {
  publicKey:
    'a1ee12542360bf75742bcade13d6134e7d5283d9eb782887c47d3d9725f05805d37b0106b7f744395bf82c175dd7434a169e998f188a657a030d588892c0cd2c01f996aaf331c4d8bc5b9734bbe261d09e7d2d39ef88b635077f262bd7bbb30f',
};
const OTHER_ROUND_3 =
  'b98dae74f6a9d2ec79d75ba273dcfda86a45d589412860eb4c0fd056b00654dbf667c1b6884987c9aee0d43f8ba9db52';

describe('a round of the pinned chain', () => {
  it.each([
    [1000, ROUND_1000, null],
    [657_413, ROUND_657413, 'fc1873a13f3545aeade8401532ef5519920652eee6b0d2b19ca12643b87b3587'],
  ])('verifies: %d', (round, signature, randomness) => {
    expect(isBeacon(QUICKNET, round, signature)).toBe(true);
    if (randomness !== null) expect(randomnessOf(signature)).toBe(randomness);
  });

  it('verifies on another chain of the scheme by that chain’s key alone', () => {
    expect(isBeacon(OTHER, 3, OTHER_ROUND_3)).toBe(true);
    expect(randomnessOf(OTHER_ROUND_3)).toBe(
      '9e9829dfb34bd8db3e21c28e13aefecd86e007ebd19d6bb8a5cee99c0a34798f',
    );
    expect(isBeacon(QUICKNET, 3, OTHER_ROUND_3)).toBe(false);
    expect(isBeacon(OTHER, 1000, ROUND_1000)).toBe(false);
  });

  const infinity = `c0${'0'.repeat(94)}`;
  it.each([
    ['of another round', 1001, ROUND_1000],
    ['of the other pinned round', 1000, ROUND_657413],
    ['with one digit changed', 1000, ROUND_1000.replace('b4467', 'b4468')],
    ['in capitals, which would be another spelling', 1000, ROUND_1000.toUpperCase()],
    ['with the other square root', 1000, `94${ROUND_1000.slice(2)}`],
    ['cut short', 1000, ROUND_1000.slice(0, -2)],
    ['with bytes behind', 1000, `${ROUND_1000}00`],
    ['not hex', 1000, 'z'.repeat(96)],
    ['the point at infinity', 1000, infinity],
    ['empty', 1000, ''],
    ['of round 0', 0, ROUND_1000],
    ['of half a round', 1000.5, ROUND_1000],
    ['of a round beyond whole numbers', 2 ** 53, ROUND_1000],
  ])('is refused %s', (_, round, signature) => {
    expect(isBeacon(QUICKNET, round, signature)).toBe(false);
  });

  it('is refused where the point is on the curve but outside the group of prime order', () => {
    const { Point } = bls12_381.G1;
    const { Fp } = bls12_381.fields;
    const { b } = Point.CURVE();
    const outside = (x: bigint): boolean => {
      try {
        return !Point.fromAffine({ x, y: Fp.sqrt(Fp.add(Fp.pow(x, 3n), b)) }).isTorsionFree();
      } catch {
        // No square root: no point with this x.
        return false;
      }
    };
    let x = 1n;
    while (!outside(x)) x += 1n;
    // The first bit says "compressed".
    const bytes = `8${x.toString(16).padStart(95, '0')}`;
    expect(isBeacon(QUICKNET, 1000, bytes)).toBe(false);
  });

  it('is found by nobody who changes any single digit', () => {
    const digit = fc.constantFrom(...'0123456789abcdef');
    fc.assert(
      fc.property(fc.nat(95), digit, (at, other) => {
        fc.pre(ROUND_1000[at] !== other);
        const changed = ROUND_1000.slice(0, at) + other + ROUND_1000.slice(at + 1);
        return !isBeacon(QUICKNET, 1000, changed);
      }),
      { numRuns: 40 },
    );
  });
});

describe('the instants of rounds', () => {
  it('begin with the chain and follow its period', () => {
    expect(new Date(timeOfRound(QUICKNET, 1)).toISOString()).toBe('2023-08-23T15:09:27.000Z');
    expect(new Date(timeOfRound(QUICKNET, 657_413)).toISOString()).toBe('2023-09-15T11:00:03.000Z');
    expect(roundAt(QUICKNET, timeOfRound(QUICKNET, 1) - 1)).toBe(0);
    expect(firstRoundFrom(QUICKNET, 0)).toBe(1);
  });

  it('are inverse to each other, and the round chosen for an instant is never before it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1_600_000_000_000, max: 4_000_000_000_000 }), (ms) => {
        const round = firstRoundFrom(QUICKNET, ms);
        const at = timeOfRound(QUICKNET, round);
        expect(at).toBeGreaterThanOrEqual(ms);
        expect(roundAt(QUICKNET, at)).toBe(round);
        if (round > 1) expect(timeOfRound(QUICKNET, round - 1)).toBeLessThan(ms);
      }),
    );
  });

  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('are none for round %d', (round) => {
    expect(() => timeOfRound(QUICKNET, round)).toThrow('信标轮次');
  });
});
