/** Builds one TrueType font out of single glyphs of several: what a document's text needs, in one file to embed. */
import type { Outlines } from './glyphs.ts';
import { tableOf, writeTables } from './sfnt.ts';

/** Flags of a component of a composite glyph (OpenType specification, chapter glyf). */
const WORDS = 0x0001;
const SCALE = 0x0008;
const MORE = 0x0020;
const TWO_SCALES = 0x0040;
const MATRIX = 0x0080;

const componentLength = (flags: number): number =>
  4 + (flags & WORDS ? 4 : 2) + (flags & MATRIX ? 8 : flags & TWO_SCALES ? 4 : flags & SCALE ? 2 : 0);

interface Placed {
  readonly outline: Buffer;
  readonly advance: number;
  readonly bearing: number;
}

/** Collects glyphs under new numbers; the parts of a composite come along. */
const collector = () => {
  const glyphs: Placed[] = [];
  const numbers = new Map<Outlines, Map<number, number>>();
  const add = (from: Outlines, glyph: number): number => {
    const known = numbers.get(from) ?? new Map<number, number>();
    numbers.set(from, known);
    const before = known.get(glyph);
    if (before !== undefined) return before;
    const outline = Buffer.from(from.outlineOf(glyph));
    const number = glyphs.push({ outline, ...from.metricsOf(glyph) }) - 1;
    known.set(glyph, number);
    if (outline.length > 0 && outline.readInt16BE(0) < 0) renumber(from, outline);
    return number;
  };
  const renumber = (from: Outlines, outline: Buffer): void => {
    for (let at = 10, more = true; more; ) {
      const flags = outline.readUInt16BE(at);
      outline.writeUInt16BE(add(from, outline.readUInt16BE(at + 2)), at + 2);
      at += componentLength(flags);
      more = (flags & MORE) !== 0;
    }
  };
  return { glyphs, add };
};

/** Table `cmap` with one subtable of format 12, for platform 3 (Windows), encoding 10 (UCS-4). */
const characterMap = (codes: ReadonlyMap<number, number>): Buffer => {
  const sorted = [...codes].sort(([a], [b]) => a - b);
  const table = Buffer.alloc(12 + 16 + sorted.length * 12);
  table.writeUInt16BE(1, 2);
  table.writeUInt16BE(3, 4);
  table.writeUInt16BE(10, 6);
  table.writeUInt32BE(12, 8);
  table.writeUInt16BE(12, 12);
  table.writeUInt32BE(table.length - 12, 16);
  table.writeUInt32BE(sorted.length, 24);
  for (const [index, [code, glyph]] of sorted.entries()) {
    const at = 28 + index * 12;
    table.writeUInt32BE(code, at);
    table.writeUInt32BE(code, at + 4);
    table.writeUInt32BE(glyph, at + 8);
  }
  return table;
};

/** Table `name` with the PostScript name alone (Windows, Unicode, English). */
const nameTable = (name: string): Buffer => {
  const text = Buffer.from(name, 'utf16le').swap16();
  const header = Buffer.alloc(18);
  for (const [index, value] of [0, 1, 18, 3, 1, 0x0409, 6, text.length, 0].entries())
    header.writeUInt16BE(value, index * 2);
  return Buffer.concat([header, text]);
};

const outlineTables = (glyphs: readonly Placed[]) => {
  const loca = Buffer.alloc((glyphs.length + 1) * 4);
  const hmtx = Buffer.alloc(glyphs.length * 4);
  const bodies: Buffer[] = [];
  let offset = 0;
  for (const [index, { outline, advance, bearing }] of glyphs.entries()) {
    const body = Buffer.concat([outline, Buffer.alloc((4 - (outline.length % 4)) % 4)]);
    bodies.push(body);
    offset += body.length;
    loca.writeUInt32BE(offset, (index + 1) * 4);
    hmtx.writeUInt16BE(advance, index * 4);
    hmtx.writeInt16BE(bearing, index * 4 + 2);
  }
  return { glyf: Buffer.concat(bodies), loca, hmtx };
};

const changed = (table: Buffer, write: (copy: Buffer) => void): Buffer => {
  const copy = Buffer.from(table);
  write(copy);
  return copy;
};

/**
 * One font file of the given characters; `base` lends the measures of a line.
 * @param wanted code point to the font that has it; all with the same units per em
 */
export const mergeGlyphs = (name: string, base: Outlines, wanted: ReadonlyMap<number, Outlines>): Buffer => {
  const { glyphs, add } = collector();
  add(base, 0);
  const codes = new Map<number, number>();
  for (const [code, from] of wanted) codes.set(code, add(from, from.glyphOf(code)));
  const shared = (tag: string, write: (copy: Buffer) => void): Buffer =>
    changed(tableOf(base.tables, tag), write);
  return writeTables(
    new Map([
      ...Object.entries(outlineTables(glyphs)),
      ['cmap', characterMap(codes)],
      ['name', nameTable(name)],
      ['head', shared('head', (head) => head.writeInt16BE(1, 50))],
      ['hhea', shared('hhea', (hhea) => hhea.writeUInt16BE(glyphs.length, 34))],
      ['maxp', shared('maxp', (maxp) => maxp.writeUInt16BE(glyphs.length, 4))],
      ['OS/2', tableOf(base.tables, 'OS/2')],
      ['post', tableOf(base.tables, 'post')],
    ]),
  );
};
