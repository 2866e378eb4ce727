/**
 * Where a character's outline is found. The families come from npm under the SIL Open Font License (OFL-1.1), each cut
 * into some hundred variable slices by frequency, so that only the slices that a document needs are ever read.
 */
import { existsSync, readFileSync } from 'node:fs';
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

/**
 * 霞鹜文楷, in one piece a weight: it has all of the 通用规范汉字表 and thousands of characters of names beyond it. Read only
 * for what the families lack, for it takes seconds; it need not be installed (an optional dependency).
 */
const WHOLE_FAMILY = '@fontsource/lxgw-wenkai';
const WHOLE_FILES = {
  regular: 'lxgw-wenkai-latin-500-normal.woff2',
  bold: 'lxgw-wenkai-latin-700-normal.woff2',
} as const;

export type Weight = keyof typeof WHOLE_FILES;

const wholeFile = (name: string): URL | null => {
  try {
    const file = new URL(import.meta.resolve(`${WHOLE_FAMILY}/files/${name}`));
    return existsSync(file) ? file : null;
  } catch {
    return null;
  }
};

const HAN = /\p{Script=Han}/u;

/** Slices to look in for a character, the best first; empty where no family has it. */
export const candidatesFor = (code: number, weight: Weight): string[] => {
  const whole = WHOLE_FILES[weight];
  const isRare = HAN.test(String.fromCodePoint(code)) && wholeFile(whole) !== null;
  return [...FAMILIES.flatMap((family) => slicesOf(family, code)), ...(isRare ? [whole] : [])];
};

/** Whether a file holds one weight alone; the slices of the families hold all. */
export const isStatic = (slice: string): boolean => Object.values<string>(WHOLE_FILES).includes(slice);

/** The compressed bytes of a slice, or of the font in one piece. */
export const readSlice = (slice: string): Promise<Buffer> => {
  const whole = isStatic(slice) ? wholeFile(slice) : null;
  if (whole !== null) return readFile(whole);
  const family = FAMILIES.find((name) => slice.startsWith(`${name}-`)) ?? FAMILIES[0];
  return readFile(fileOf(family, `files/${slice}`));
};
