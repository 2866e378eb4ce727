/** The outlines of one static TrueType font, character by character. */
import { readTables, type Tables, tableOf } from './sfnt.ts';

export interface Outlines {
  readonly tables: Tables;
  readonly unitsPerEm: number;
  /** Glyph of a character; 0 where the font has none. */
  glyphOf(code: number): number;
  /** The bytes of `glyf` for a glyph; empty for a blank. */
  outlineOf(glyph: number): Buffer;
  /** Advance width and left side bearing as in `hmtx`. */
  metricsOf(glyph: number): { readonly advance: number; readonly bearing: number };
}

/** A `cmap` subtable of format 12: groups of (first code, last code, first glyph). */
const groupsOfFormat12 = (table: Buffer): [number, number, number][] =>
  Array.from({ length: table.readUInt32BE(12) }, (_, index) => {
    const at = 16 + index * 12;
    return [table.readUInt32BE(at), table.readUInt32BE(at + 4), table.readUInt32BE(at + 8)];
  });

/** A `cmap` subtable of format 4: parallel arrays over segments, OpenType specification, chapter cmap. */
const mapOfFormat4 = (table: Buffer): Map<number, number> => {
  const doubled = table.readUInt16BE(6);
  const codes = new Map<number, number>();
  for (let at = 0; at < doubled; at += 2) {
    const last = table.readUInt16BE(14 + at);
    const first = table.readUInt16BE(16 + doubled + at);
    const delta = table.readUInt16BE(16 + 2 * doubled + at);
    const place = 16 + 3 * doubled + at;
    const offset = table.readUInt16BE(place);
    for (let code = first; code <= last && code !== 0xffff; code += 1) {
      const raw = offset === 0 ? code : table.readUInt16BE(place + offset + 2 * (code - first));
      if (offset === 0 || raw !== 0) codes.set(code, (raw + delta) & 0xffff);
    }
  }
  return codes;
};

const readCharacterMap = (cmap: Buffer): Map<number, number> => {
  const codes = new Map<number, number>();
  for (let index = 0; index < cmap.readUInt16BE(2); index += 1) {
    const table = cmap.subarray(cmap.readUInt32BE(4 + index * 8 + 4));
    const format = table.readUInt16BE(0);
    if (format === 4) for (const [code, glyph] of mapOfFormat4(table)) codes.set(code, glyph);
    if (format !== 12) continue;
    for (const [first, last, glyph] of groupsOfFormat12(table)) {
      for (let code = first; code <= last; code += 1) codes.set(code, glyph + code - first);
    }
  }
  return codes;
};

export const readOutlines = (font: Buffer): Outlines => {
  const tables = readTables(font);
  const [head, hhea, hmtx] = [tableOf(tables, 'head'), tableOf(tables, 'hhea'), tableOf(tables, 'hmtx')];
  const [loca, glyf] = [tableOf(tables, 'loca'), tableOf(tables, 'glyf')];
  const codes = readCharacterMap(tableOf(tables, 'cmap'));
  const isLong = head.readInt16BE(50) === 1;
  const offsetOf = (glyph: number): number =>
    isLong ? loca.readUInt32BE(glyph * 4) : loca.readUInt16BE(glyph * 2) * 2;
  const measured = hhea.readUInt16BE(34);
  return {
    tables,
    unitsPerEm: head.readUInt16BE(18),
    glyphOf: (code) => codes.get(code) ?? 0,
    outlineOf: (glyph) => glyf.subarray(offsetOf(glyph), offsetOf(glyph + 1)),
    metricsOf: (glyph) => ({
      advance: hmtx.readUInt16BE(Math.min(glyph, measured - 1) * 4),
      bearing:
        glyph < measured
          ? hmtx.readInt16BE(glyph * 4 + 2)
          : hmtx.readInt16BE(measured * 4 + (glyph - measured) * 2),
    }),
  };
};
