import { encode } from 'uqr';

/** Rows of a QR code, true for dark, with error correction M and the quiet zone (4 modules) that readers need. */
export const qrModules = (content: string): readonly (readonly boolean[])[] =>
  encode(content, { ecc: 'M', border: 4 }).data;
