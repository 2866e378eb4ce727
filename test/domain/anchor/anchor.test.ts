import fc from 'fast-check';
import {
  type Anchor,
  type AnchoredDraw,
  drawsOf,
  missingNumbers,
  nextAnchor,
  rootOf,
  seriesFault,
} from '../../../domain/anchor/anchor.ts';
import { consistencyProof, isConsistent } from '../../../domain/anchor/consistency.ts';
import { canonicalBytes } from '../../../domain/draw/canonical.ts';
import { sha256Hex, toHex, utf8 } from '../../../domain/draw/hash.ts';
import { merkleRoot } from '../../../domain/draw/merkle.ts';

const leavesOf = (count: number) => Array.from({ length: count }, (_, n) => utf8(`leaf ${n}`));
const sized = (leaves: readonly Uint8Array[]) => ({ size: leaves.length, root: merkleRoot(leaves) });

describe('a consistency proof', () => {
  it('leads from every beginning of a list to the whole, and from nothing else', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 70 }), fc.nat(), fc.nat(), (size, at, bit) => {
        const leaves = leavesOf(size);
        const first = 1 + (at % size);
        const proof = consistencyProof(leaves, first);
        const [shorter, whole] = [sized(leaves.slice(0, first)), sized(leaves)];
        expect(isConsistent(shorter, whole, proof)).toBe(true);
        const other = sized(leaves.slice(0, first).with(bit % first, utf8('another')));
        expect(isConsistent(other, whole, proof)).toBe(false);
        expect(isConsistent(shorter, whole, [...proof, shorter.root])).toBe(false);
        if (proof.length > 0) expect(isConsistent(shorter, whole, proof.slice(1))).toBe(false);
      }),
    );
  });

  it('is that of RFC 6962, section 2.1.3: of seven leaves', () => {
    const leaves = leavesOf(7);
    const root = (from: number, to: number) => toHex(merkleRoot(leaves.slice(from, to)));
    const proof = (first: number) => consistencyProof(leaves, first).map(toHex);
    expect(proof(3)).toEqual([root(2, 3), root(3, 4), root(0, 2), root(4, 7)]);
    expect(proof(4)).toEqual([root(4, 7)]);
    expect(proof(6)).toEqual([root(4, 6), root(6, 7), root(0, 4)]);
  });
});

const draw = (number: number, kind: AnchoredDraw['kind'] = 'receipt', of = 'pinglu'): AnchoredDraw => ({
  draw_id: `${of}/2023-${String(number).padStart(3, '0')}`,
  kind,
  hash: sha256Hex(`${of} ${number}`),
});

const facts = (hour: number) => ({
  ...{ authority: 'pinglu', bureau: '朔州市平鲁区交通运输局', rehearsal: false },
  at: `2023-09-15T${String(hour).padStart(2, '0')}:00:00.000000Z`,
});

/** One anchor an hour, each about so many of the draws. */
const seriesOf = (...steps: readonly (readonly AnchoredDraw[])[]): Anchor[] =>
  steps.reduce<Anchor[]>((series, now, hour) => series.concat(nextAnchor(series, now, facts(hour))), []);

const THREE = seriesOf(
  [draw(1)],
  [draw(1), draw(3, 'end')],
  [draw(1), draw(2), draw(3, 'end'), draw(4), draw(5)],
);

describe('a series of anchors', () => {
  it('is whole, keeps the order in which draws came to their end, and names the numbers that are missing', () => {
    expect(seriesFault(THREE)).toBeNull();
    expect(drawsOf(THREE).map(({ draw_id }) => draw_id.slice(-1))).toEqual(['1', '3', '2', '4', '5']);
    expect(missingNumbers(drawsOf(THREE))).toEqual([]);
    expect(missingNumbers(drawsOf(THREE.slice(0, 2)))).toEqual(['2023-002']);
    expect(THREE.at(-1)?.root).toBe(rootOf(drawsOf(THREE)));
  });

  it('takes no next one where what was anchored is rewritten or gone', () => {
    const now = [draw(1), draw(2), draw(3, 'end'), draw(4), draw(5)];
    const rewritten = now.map((each, index) => (index === 1 ? { ...each, hash: sha256Hex('other') } : each));
    expect(() => nextAnchor(THREE, rewritten, facts(9))).toThrow(/2023-002.*不存在或者已被改写/);
    expect(() => nextAnchor(THREE, now.slice(1), facts(9))).toThrow(/2023-001/);
    expect(nextAnchor(THREE, now, facts(9)).added).toEqual([]);
  });

  const bent = (index: number, change: Partial<Anchor>): Anchor[] =>
    THREE.map((anchor, at) => (at === index ? { ...anchor, ...change } : anchor));
  /** Whoever holds all files makes those after it fit again. */
  const relinked = (series: readonly Anchor[]): Anchor[] =>
    series.reduce<Anchor[]>((done, anchor) => {
      const last = done.at(-1);
      const previous =
        last === undefined
          ? null
          : { sha256: sha256Hex(canonicalBytes(last)), size: last.size, root: last.root };
      return done.concat({ ...anchor, previous });
    }, []);

  it.each([
    ['a draw taken out', relinked(bent(1, { added: [] })), /数量应为1/],
    ['a draw replaced', relinked(bent(0, { added: [draw(9)] })), /默克尔根应为/],
    ['a file left out', relinked([THREE[0], THREE[2]].flatMap((each) => each ?? [])), /编号应为2/],
    ['files in another order', [...THREE].reverse(), /编号应为1/],
    ['another proof', relinked(bent(2, { consistency: ['00'.repeat(32)] })), /一致性证明不成立/],
    ['another root', bent(1, { root: '00'.repeat(32) }), /默克尔根应为/],
    ['an earlier time', relinked(bent(1, { at: '2023-09-14T00:00:00.000000Z' })), /时间早于前一份/],
    ['another bureau’s draw', relinked(bent(0, { added: [draw(1, 'receipt', 'shuocheng')] })), /不属于/],
    ['a draw twice', relinked(bent(1, { added: [draw(1)], size: 2 })), /锚定了两次/],
    ['a later file that was not about this one', bent(0, { bureau: '朔城区交通运输局' }), /不相衔接/],
  ])('is found out: %s', (_what, series, says) => {
    expect(seriesFault(series)).toMatch(says);
  });
});
