/**
 * Where a character's outline is found. The families come from npm under the SIL Open Font License (OFL-1.1), each cut
 * into some hundred variable slices by frequency, so that only the slices that a document needs are ever read.
 */
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';

/** 思源宋体 for everything; its Hong Kong cut for what rare names need beyond it. In the order of preference. */
const FAMILIES = ['noto-serif-sc', 'noto-serif-hk'] as const;

type Family = (typeof FAMILIES)[number];

const fileOf = (family: Family, path: string): URL =>
  new URL(import.meta.resolve(`@fontsource-variable/${family}/${path}`));

interface Range {
  readonly from: number;
  readonly to: number;
  readonly slice: string;
}

/** `U+9f83,U+9f85-9f8d` of every slice, ascending. */
const rangesOf = (family: Family): readonly Range[] => {
  const slices = JSON.parse(readFileSync(fileOf(family, 'unicode.json'), 'utf8')) as Record<string, string>;
  return Object.entries(slices)
    .flatMap(([name, list]) =>
      list.split(',').map((range): Range => {
        const [from = '', to = from] = range.trim().replace('U+', '').split('-');
        const slice = `${family}-${name.replace(/[[\]]/g, '')}-wght-normal.woff2`;
        return { from: Number.parseInt(from, 16), to: Number.parseInt(to, 16), slice };
      }),
    )
    .sort((a, b) => a.from - b.from);
};

const ranges = new Map<Family, readonly Range[]>();

/** The family's slices that may hold a character: where ranges overlap, each is worth a look. */
const slicesOf = (family: Family, code: number): string[] => {
  const known = ranges.get(family) ?? rangesOf(family);
  ranges.set(family, known);
  return known.filter(({ from, to }) => from <= code && code <= to).map(({ slice }) => slice);
};

/** Slices to look in for a character, the best first; empty where no family has it. */
export const candidatesFor = (code: number): string[] => FAMILIES.flatMap((family) => slicesOf(family, code));

/** The compressed bytes of a slice. */
export const readSlice = (slice: string): Promise<Buffer> => {
  const family = FAMILIES.find((name) => slice.startsWith(`${name}-`)) ?? FAMILIES[0];
  return readFile(fileOf(family, `files/${slice}`));
};
