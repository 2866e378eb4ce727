/** Rounds of real chains as drand's own client publishes them for tests. */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { bls12_381 } from '@noble/curves/bls12-381.js';
import { isBeacon, randomnessOf } from '../../../domain/beacon/verify-beacon.ts';
import { fromHex, sha256Bytes } from '../../../domain/draw/hash.ts';
import { findPython, loadPageScript } from '../../support/second-verifiers.ts';
import { vectors } from '../../support/vectors.ts';

interface Round {
  readonly chain: string;
  readonly scheme: string;
  readonly public_key: string;
  readonly round: number;
  readonly previous_signature?: string;
  readonly signature: string;
  readonly randomness: string;
}
const { rounds } = vectors<{ drand: { rounds: Round[] } }>('published.json').drand;
const OURS = 'bls-unchained-g1-rfc9380';

const EACH_ROUND = `
import json, sys
sys.dont_write_bytecode = True
sys.path.insert(0, sys.argv[1])
import verify
of = bytes.fromhex
rounds = json.load(sys.stdin)
print(json.dumps([verify.drand_signature_holds(of(r["public_key"]), r["round"], of(r["signature"])) for r in rounds]))
`;

const byPython = (asked: readonly Round[]): boolean[] => {
  const folder = fileURLToPath(new URL('../../../tools/verifier/', import.meta.url));
  const input = JSON.stringify(asked);
  return JSON.parse(
    execFileSync(findPython() ?? '', ['-c', EACH_ROUND, folder], { input, encoding: 'utf8' }),
  ) as boolean[];
};

const page = loadPageScript();
const byPage = ({ public_key, round, signature }: Round): boolean =>
  page.drandSignatureHolds(public_key, round, signature);

/** A chained round signs the signature before it, too; its signatures are points of G2. */
const holdsAsChained = ({ public_key, round, signature, previous_signature }: Round): boolean => {
  const { longSignatures } = bls12_381;
  const number = new DataView(new ArrayBuffer(8));
  number.setBigUint64(0, BigInt(round));
  const before = fromHex(previous_signature ?? '');
  const signed = sha256Bytes(Uint8Array.from([...before, ...new Uint8Array(number.buffer)]));
  const message = longSignatures.hash(signed, 'BLS_SIG_BLS12381G2_XMD:SHA-256_SSWU_RO_NUL_');
  return longSignatures.verify(fromHex(signature), message, fromHex(public_key));
};

describe('a published round', () => {
  it.each(rounds)(
    'of $chain gives its randomness, the hash of its signature',
    ({ signature, randomness }) => {
      expect(randomnessOf(signature)).toBe(randomness);
    },
  );

  it.each(rounds)(
    'of $chain ($scheme) is taken where the scheme is the announced one, and nowhere else',
    (one) => {
      expect(isBeacon({ publicKey: one.public_key }, one.round, one.signature)).toBe(one.scheme === OURS);
      expect(byPage(one)).toBe(one.scheme === OURS);
      expect(isBeacon({ publicKey: one.public_key }, one.round + 1, one.signature)).toBe(false);
    },
  );

  it('is judged alike by the Python verifier', () => {
    if (findPython() === undefined) return;
    const asked = rounds.flatMap((one) => [one, { ...one, round: one.round + 1 }]);
    expect(byPython(asked)).toEqual(rounds.flatMap(({ scheme }) => [scheme === OURS, false]));
  });

  it('of the default chain is real: by the rule of that chain its signature holds', () => {
    const chained = rounds.find(({ previous_signature }) => previous_signature !== undefined);
    if (chained === undefined) throw new Error('no chained round among the vectors');
    expect(holdsAsChained(chained)).toBe(true);
    expect(holdsAsChained({ ...chained, round: 2 })).toBe(false);
  });
});
