declare module 'subset-font' {
  /** Cuts a font down to the characters of a text; `variationAxes` pins a variable font. */
  export default function subsetFont(
    font: Buffer,
    text: string,
    options: {
      readonly targetFormat: 'truetype';
      readonly variationAxes?: Readonly<Record<string, number>>;
      readonly keepFeatures?: readonly string[];
      readonly noHinting?: boolean;
      readonly dropTables?: readonly string[];
      readonly keepAllGlyphs?: boolean;
    },
  ): Promise<Buffer>;
}
