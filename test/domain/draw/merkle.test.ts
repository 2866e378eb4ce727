import fc from 'fast-check';
import { sha256Bytes, toHex, utf8 } from '../../../domain/draw/hash.ts';
import { HashList } from '../../../domain/draw/hash-list.ts';
import { merklePaths, merkleProof, merkleRoot, rootFromProof } from '../../../domain/draw/merkle.ts';
import { vectors } from '../../support/vectors.ts';

interface Published {
  readonly merkle: {
    readonly roots: readonly { readonly leaves: readonly string[]; readonly root: string }[];
  };
}

describe('Merkle tree', () => {
  it.each(vectors<Published>('published.json').merkle.roots)(
    'of $leaves has the published root',
    ({ leaves, root }) => {
      expect(toHex(merkleRoot(leaves.map(utf8)))).toBe(root);
    },
  );

  it('tells a list from the same list with its last member doubled', () => {
    const leaves = ['a', 'b', 'c'].map(utf8);
    expect(merkleRoot([...leaves, utf8('c')])).not.toEqual(merkleRoot(leaves));
  });

  it('proves every member, and no other text at that place', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 70 }), fc.nat(), (size, pick) => {
        const leaves = Array.from({ length: size }, (_, index) => utf8(`单位${index}`));
        const index = pick % size;
        const path = merkleProof(leaves, index);
        const root = merkleRoot(leaves);
        expect(rootFromProof(leaves[index] ?? utf8(''), index, size, path)).toEqual(root);
        expect(rootFromProof(utf8('别家'), index, size, path)).not.toEqual(root);
        expect(rootFromProof(leaves[index] ?? utf8(''), index, size, [...path, root])).not.toEqual(root);
      }),
    );
  });

  it.each([1, 2, 70, 70_000])('has the same paths as texts, %i leaves, whoever asked before', (size) => {
    const hashes = new HashList(size);
    for (let n = 0; n < size; n += 1) hashes.push(sha256Bytes(utf8(String(n))));
    const paths = merklePaths(hashes);
    for (const index of [0, size - 1, Math.floor(size / 3), 0])
      expect(paths.hexPathOf(index)).toEqual(paths.pathOf(index).map(toHex));
  });
});
