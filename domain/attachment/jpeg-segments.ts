/** A part of a JPEG from its marker on: `FF xx`, its length, its data; a scan with its coded picture behind it. */
export interface JpegSegment {
  readonly marker: number;
  readonly bytes: Uint8Array;
}

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const isBare = (marker: number): boolean => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);

/** Where the coded picture of a scan ends: the next marker that is neither stuffing nor a restart. */
const endOfScan = (bytes: Uint8Array, from: number): number => {
  let at = from;
  while (at + 1 < bytes.length) {
    const next = bytes[at + 1] ?? 0;
    if (bytes[at] === 0xff && next !== 0 && next !== 0xff && !isBare(next)) return at;
    at += 1;
  }
  return bytes.length;
};

/**
 * The segments of a JPEG from the first to the end of its image, that one included; null where it is none or is cut off.
 * What a phone appends behind the end (a short film, a second view) is not among them.
 */
export const jpegSegments = (bytes: Uint8Array): JpegSegment[] | null => {
  if (bytes[0] !== 0xff || bytes[1] !== SOI) return null;
  const segments: JpegSegment[] = [{ marker: SOI, bytes: bytes.subarray(0, 2) }];
  let at = 2;
  let scanned = false;
  while (at + 1 < bytes.length) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === EOI) {
      segments.push({ marker, bytes: bytes.subarray(at, at + 2) });
      return scanned ? segments : null;
    }
    const length = isBare(marker) ? 0 : ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
    if (!isBare(marker) && length < 2) return null;
    const end = marker === SOS ? endOfScan(bytes, at + 2 + length) : at + 2 + length;
    if (end > bytes.length) return null;
    scanned ||= marker === SOS;
    segments.push({ marker, bytes: bytes.subarray(at, end) });
    at = end;
  }
  return null;
};
