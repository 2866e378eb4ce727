import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import {
  canonicalHash,
  canonicalJson,
  compareUtf8,
  hashMembers,
  type TakeMember,
} from '../../../domain/draw/canonical.ts';
import { sha256Hex } from '../../../domain/draw/hash.ts';
import { vectors } from '../../support/vectors.ts';

interface Published {
  readonly canonical: { readonly hashes: readonly { readonly value: unknown; readonly hash: string }[] };
}

const published = vectors<Published>('published.json');

const text = fc.string({ unit: 'grapheme' }).map((given) => given.normalize('NFC'));
const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.maxSafeInteger(),
    fc.boolean(),
    fc.constant(null),
    text,
    fc.array(tie('value')),
    fc.dictionary(text, tie('value')),
  ),
})).value;

describe('canonical bytes', () => {
  it.each(published.canonical.hashes)('gives the published hash $hash', ({ value, hash }) => {
    expect(canonicalHash(value)).toBe(hash);
  });

  it('orders members by UTF-16 units and escapes as RFC 8785 does', () => {
    const value = { '～': 1, '😀': 2, '€': 3, '\r': 4, '1': 5, ö: 6, b: undefined };
    expect(canonicalJson(value)).toBe('{"\\r":4,"1":5,"ö":6,"€":3,"😀":2,"～":1}');
    expect(canonicalJson(['\u000f\n"\\/', true, null])).toBe('["\\u000f\\n\\"\\\\/",true,null]');
  });

  it('writes what an independent implementation of RFC 8785 writes', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(canonicalJson(value)).toBe(canonicalize(value));
      }),
      { numRuns: 500 },
    );
  });

  it('hashes the same text without making it, member by member too', () => {
    const long = fc.tuple(json, fc.integer({ min: 8000, max: 40_000 }), text).map(([value, times, part]) => ({
      ...{ value, [part]: [`${part}x`.repeat(times / 20), times, [], {}, { a: undefined, b: [{}] }] },
      ...{ none: undefined, end: `晋${'y'.repeat(times)}` },
    }));
    fc.assert(
      fc.property(fc.oneof({ weight: 4, arbitrary: json }, long), (value) => {
        const hash = sha256Hex(canonicalJson(value));
        expect(canonicalHash(value)).toBe(hash);
        if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
        const members = new Map<string, string>();
        const take: TakeMember = (member, piece) =>
          members.set(member, (members.get(member) ?? '') + Buffer.from(piece).toString());
        expect(hashMembers(value as Record<string, unknown>, () => createHash('sha256'), take)).toBe(hash);
        const innerMembers = new Map<string, string>();
        const takeInner: TakeMember = (member, piece) =>
          innerMembers.set(member, (innerMembers.get(member) ?? '') + Buffer.from(piece).toString());
        const outer = { a: value, b: [value] };
        expect(hashMembers(outer, () => createHash('sha256'), takeInner, ['a', 'b'])).toBe(
          sha256Hex(canonicalJson(outer)),
        );
        expect([...innerMembers.keys()]).toEqual([...members.keys()].map((name) => `a.${name}`).concat('b'));
        expect([...innerMembers.values()]).toEqual([...members.values(), canonicalJson([value])]);
        const joined = [...members].map(([name, written]) => `${JSON.stringify(name)}:${written}`);
        expect(`{${joined.join(',')}}`).toBe(canonicalJson(value));
      }),
      { numRuns: 400 },
    );
  });

  it('refuses instead of normalising, and says where', () => {
    expect(() => canonicalJson({ strata: [{ id: 'e\u0301' }] })).toThrow(/strata\[0\]\.id.*NFC/);
    expect(() => canonicalJson({ '\ufb33': 1 })).toThrow(/NFC/);
    expect(() => canonicalJson({ a: '\ud800' })).toThrow(/“a”.*不完整的字符/);
    expect(() => canonicalJson({ ratio: 0.05 })).toThrow(/“ratio”.*0\.05不是整数/);
    expect(() => canonicalJson({ n: 2 ** 53 })).toThrow(/不是整数/);
    expect(() => canonicalJson({ f: () => 1 })).toThrow(/“f”/);
    expect(() => canonicalHash({ f: () => 1 })).toThrow(/“f”/);
    expect(() => canonicalHash({ '\ufb33': 1 })).toThrow(/NFC/);
    const start = () => createHash('sha256');
    expect(() => hashMembers({ '\ufb33': 1 }, start)).toThrow(/NFC/);
    expect(() => hashMembers({ strata: [{ id: 'e\u0301' }] }, start)).toThrow(/strata\[0\]\.id.*NFC/);
    expect(() => canonicalHash({ a: [{ b: [undefined] }] })).toThrow(/“a\[0\]\.b\[0\]”/);
  });

  it('compares text by UTF-8 bytes, also where UTF-16 would say otherwise', () => {
    const texts = ['～', '😀', 'a', '晋', 'Z', '', 'ab', '\uffee', '𠀀'];
    const byBytes = texts.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    expect(texts.toSorted(compareUtf8)).toEqual(byBytes);
    expect(texts.toSorted()).not.toEqual(byBytes);
  });
});
