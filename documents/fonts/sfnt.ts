/** Reads and writes the container of TrueType fonts (sfnt), as far as printing needs it. */

export type Tables = ReadonlyMap<string, Buffer>;

const HEADER_BYTES = 12;
const ENTRY_BYTES = 16;
const TRUE_TYPE = 0x00010000;

/** The tables of a font by their four-letter tags. */
export const readTables = (font: Buffer): Tables => {
  const count = font.readUInt16BE(4);
  return new Map(
    Array.from({ length: count }, (_, index) => {
      const entry = HEADER_BYTES + index * ENTRY_BYTES;
      const offset = font.readUInt32BE(entry + 8);
      const tag = font.toString('latin1', entry, entry + 4);
      return [tag, font.subarray(offset, offset + font.readUInt32BE(entry + 12))] as const;
    }),
  );
};

/** @throws Error naming the table that is missing */
export const tableOf = (tables: Tables, tag: string): Buffer => {
  const table = tables.get(tag);
  if (table === undefined) throw new Error(`the font has no table ${tag}`);
  return table;
};

const paddedLength = (length: number): number => (length + 3) & ~3;

const checksum = (table: Buffer): number => {
  const padded = Buffer.alloc(paddedLength(table.length));
  table.copy(padded);
  let sum = 0;
  for (let at = 0; at < padded.length; at += 4) sum = (sum + padded.readUInt32BE(at)) >>> 0;
  return sum;
};

/** A font file of these tables. */
export const writeTables = (tables: Tables): Buffer => {
  const sorted = [...tables].sort(([a], [b]) => (a < b ? -1 : 1));
  const header = Buffer.alloc(HEADER_BYTES + sorted.length * ENTRY_BYTES);
  header.writeUInt32BE(TRUE_TYPE, 0);
  header.writeUInt16BE(sorted.length, 4);
  const power = Math.floor(Math.log2(sorted.length));
  header.writeUInt16BE(16 * 2 ** power, 6);
  header.writeUInt16BE(power, 8);
  header.writeUInt16BE(16 * (sorted.length - 2 ** power), 10);
  const bodies: Buffer[] = [];
  let offset = header.length;
  for (const [index, [tag, table]] of sorted.entries()) {
    const entry = HEADER_BYTES + index * ENTRY_BYTES;
    header.write(tag, entry, 'latin1');
    header.writeUInt32BE(checksum(table), entry + 4);
    header.writeUInt32BE(offset, entry + 8);
    header.writeUInt32BE(table.length, entry + 12);
    bodies.push(table, Buffer.alloc(paddedLength(table.length) - table.length));
    offset += paddedLength(table.length);
  }
  return Buffer.concat([header, ...bodies]);
};
