/** The embedded font of one document: every character of its text, cut out of the slices that hold it. */
import subsetFont from 'subset-font';
import { type Outlines, readOutlines } from './glyphs.ts';
import { mergeGlyphs } from './merge-glyphs.ts';
import { candidatesFor, isStatic, readSlice, type Weight } from './slices.ts';

/** Stands for a character that no family has (缺字符号). */
export const MISSING = '〓';

const WEIGHTS: Readonly<Record<Weight, number>> = { regular: 400, bold: 700 };

export interface PrintedFont {
  /** A TrueType file. */
  readonly data: Buffer;
  /** Width of a character in em. */
  widthOf(character: string): number;
  /** Whether the character can be printed; if not, {@link MISSING} stands for it. */
  has(character: string): boolean;
}

const decoded = new Map<string, Promise<Buffer>>();

/** A slice as plain TrueType, still variable; kept, for every document needs the same few dozen. */
const decodedSlice = (slice: string): Promise<Buffer> => {
  const known =
    decoded.get(slice) ??
    readSlice(slice).then((file) =>
      subsetFont(file, '', {
        targetFormat: 'truetype',
        keepAllGlyphs: true,
        keepFeatures: [],
      }),
    );
  decoded.set(slice, known);
  return known;
};

const DROPPED = ['BASE', 'GDEF', 'GPOS', 'GSUB', 'STAT', 'vhea', 'vmtx'];

const cut = async (slice: string, text: string, weight: Weight): Promise<Outlines> =>
  readOutlines(
    await subsetFont(await decodedSlice(slice), text, {
      targetFormat: 'truetype',
      ...(isStatic(slice) ? {} : { variationAxes: { wght: WEIGHTS[weight] } }),
      keepFeatures: [],
      noHinting: true,
      dropTables: DROPPED,
    }),
  );

/** Looks for every character in its best slice, then, for those it turned out not to hold, in the next best. */
const findOutlines = async (codes: readonly number[], weight: Weight): Promise<Map<number, Outlines>> => {
  const found = new Map<number, Outlines>();
  let open = codes.map((code) => ({ code, candidates: candidatesFor(code, weight) }));
  while (open.length > 0) {
    const bySlice = Map.groupBy(open, ({ candidates }) => candidates[0]);
    for (const [slice, wanted] of bySlice) {
      if (slice === undefined) continue;
      const outlines = await cut(slice, String.fromCodePoint(...wanted.map(({ code }) => code)), weight);
      for (const { code } of wanted) if (outlines.glyphOf(code) !== 0) found.set(code, outlines);
    }
    open = open
      .filter(({ code, candidates }) => candidates.length > 1 && !found.has(code))
      .map(({ code, candidates }) => ({ code, candidates: candidates.slice(1) }));
  }
  return found;
};

const BASE_TEXT = `0123456789 ${MISSING}`;

/** Makes the font for all characters of a text. */
export const printedFont = async (text: string, weight: Weight): Promise<PrintedFont> => {
  const codes = [...new Set([...BASE_TEXT, ...text])]
    .map((character) => character.codePointAt(0) ?? 0)
    .sort((a, b) => a - b);
  const found = await findOutlines(codes, weight);
  const base = found.get('0'.charCodeAt(0));
  if (base === undefined) throw new Error('the font packages are not whole: there is no digit in them');
  const widths = new Map(
    [...found].map(([code, outlines]) => [
      String.fromCodePoint(code),
      outlines.metricsOf(outlines.glyphOf(code)).advance / outlines.unitsPerEm,
    ]),
  );
  return {
    data: mergeGlyphs(`NotoSerifSC-${weight === 'bold' ? 'Bold' : 'Regular'}`, base, found),
    has: (character) => widths.has(character),
    widthOf: (character) => widths.get(character) ?? 1,
  };
};
