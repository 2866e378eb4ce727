/** Time-stamps (RFC 3161) made byte by byte: three readers of DER, one answer. */
import { createHash } from 'node:crypto';
import { resealed } from '../../support/bundle/signing.ts';
import { makeBundle, rewritten } from '../../support/bundle.ts';
import type { BundleFiles } from '../../support/second-verifiers.ts';
import { mustAgree, sameAnswers } from './agreement.ts';

type Bytes = readonly number[];

/** One DER element. */
const der = (tag: number, ...parts: readonly Bytes[]): Bytes => {
  const content = parts.flat();
  const size = content.length;
  const length = size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, size >> 8, size & 255];
  return [tag, ...length, ...content];
};
const bytesOf = (hex: string): Bytes => [...Buffer.from(hex, 'hex')];
const oid = (hex: string): Bytes => der(0x06, bytesOf(hex));
const sequence = (...parts: readonly Bytes[]): Bytes => der(0x30, ...parts);
const number = (value: number): Bytes => der(0x02, [value]);

const ALGORITHMS = {
  sha256: '608648016503040201',
  sha384: '608648016503040202',
  sha512: '608648016503040203',
  sm3: '2a811ccf550183',
} as const;

interface Stamp {
  readonly algorithm?: keyof typeof ALGORITHMS;
  readonly imprint?: Bytes;
  readonly time?: string;
  readonly status?: number | null;
  readonly rest?: Bytes;
}

const made = makeBundle({ units: 30, countersigned: false });
const announcement = made.files.get('announcement.json') ?? new Uint8Array();

const stampOf = ({
  algorithm = 'sha256',
  imprint,
  time = '20230914030000Z',
  status = 0,
  rest = [],
}: Stamp): string => {
  const digest = imprint ?? [...createHash(algorithm).update(announcement).digest()];
  const info = sequence(
    number(1),
    oid('2a0304'),
    sequence(sequence(oid(ALGORITHMS[algorithm])), der(0x04, digest)),
    number(7),
    der(0x18, [...Buffer.from(time)]),
  );
  const content = sequence(oid('2a864886f70d0109100104'), der(0xa0, der(0x04, info)));
  const token = sequence(
    oid('2a864886f70d010702'),
    der(0xa0, sequence(number(3), der(0x31), content, der(0x31))),
  );
  const whole = status === null ? token : sequence(sequence(number(status)), token);
  return Buffer.from([...whole, ...rest]).toString('base64');
};

const proven = (value: string): BundleFiles =>
  rewritten(
    made,
    resealed(made.seed, { ...made.documents, 'time-proofs.json': [{ kind: 'rfc3161', value }] }),
  );

const GOOD: readonly (readonly [string, Stamp])[] = [
  ['a response', {}],
  ['a bare token', { status: null }],
  ['granted with changes', { status: 1 }],
  ['SHA-384', { algorithm: 'sha384' }],
  ['SHA-512, a fraction of a second', { algorithm: 'sha512', time: '20230914030000.25Z' }],
];

const BAD: readonly (readonly [string, Stamp])[] = [
  ['of something else', { imprint: bytesOf('00'.repeat(32)) }],
  ['of a hash that is not known', { algorithm: 'sm3', imprint: bytesOf('00'.repeat(32)) }],
  ['before the announcement', { time: '20230913000000Z' }],
  ['after the dice', { time: '20230915103001Z' }],
  ['refused', { status: 2 }],
  ['with more behind it', { rest: [0] }],
  ['in local time', { time: '20230914030000' }],
  ['with seven digits of a second', { time: '20230914030000.1234567Z' }],
];

describe('time-stamps', () => {
  it('are read alike by three verifiers', async () => {
    const answers = await sameAnswers(GOOD.map(([what, stamp]) => ({ what, files: proven(stampOf(stamp)) })));
    for (const { ok, remarks } of answers)
      expect([ok, remarks.includes('time-proof')]).toEqual([true, false]);
  });

  it('are refused alike', async () => {
    await mustAgree(BAD.map(([what, stamp]) => ({ what, files: proven(stampOf(stamp)) })));
  });

  it('are read alike whatever byte is another', async () => {
    const bytes = Buffer.from(stampOf({}), 'base64');
    const spoiled = Array.from(bytes, (byte, at) => ({
      what: `byte ${at}`,
      files: proven(Buffer.from(bytes.with(at, byte ^ (1 << (at % 8)))).toString('base64')),
    }));
    await sameAnswers(spoiled);
  }, 400_000);
});
