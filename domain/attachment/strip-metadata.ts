import { pngChunks, webpChunks } from './image-size.ts';
import { jpegSegments } from './jpeg-segments.ts';
import type { MediaType } from './media-type.ts';

const concat = (parts: readonly Uint8Array[]): Uint8Array => {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
};

const startsWith = (bytes: Uint8Array, at: number, text: string): boolean =>
  [...text].every((letter, index) => bytes[at + index] === letter.charCodeAt(0));

const APP0 = 0xe0;
const APP1 = 0xe1;
const APP2 = 0xe2;
const APP14 = 0xee;
const APP15 = 0xef;
const COMMENT = 0xfe;
const SEGMENT_DATA = 4;
const TIFF_AT = SEGMENT_DATA + 6;
const ORIENTATION_TAG = 0x0112;
const ENTRY_BYTES = 12;

/** How the phone was held (1-8), from an EXIF segment; null where it says nothing. */
const orientationOf = (segment: Uint8Array): number | null => {
  if (!startsWith(segment, SEGMENT_DATA, 'Exif\0\0') || segment.length < TIFF_AT + 8) return null;
  const tiff = segment.subarray(TIFF_AT);
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  const little = startsWith(tiff, 0, 'II');
  const directory = view.getUint32(4, little);
  if (directory + 2 > tiff.length) return null;
  const entries = view.getUint16(directory, little);
  for (let entry = 0; entry < entries; entry += 1) {
    const at = directory + 2 + entry * ENTRY_BYTES;
    if (at + ENTRY_BYTES > tiff.length) return null;
    if (view.getUint16(at, little) === ORIENTATION_TAG) return view.getUint16(at + 8, little);
  }
  return null;
};

/** An EXIF segment that says how the phone was held and nothing else: without it the picture would lie on its side. */
const orientationSegment = (orientation: number): Uint8Array =>
  Uint8Array.from([
    ...[0xff, APP1, 0, 34, 0x45, 0x78, 0x69, 0x66, 0, 0],
    ...[0x4d, 0x4d, 0, 0x2a, 0, 0, 0, 8, 0, 1],
    ...[0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0],
    ...[0, 0, 0, 0],
  ]);

const isColour = (marker: number, bytes: Uint8Array): boolean =>
  marker === APP0 ||
  marker === APP14 ||
  (marker === APP2 && startsWith(bytes, SEGMENT_DATA, 'ICC_PROFILE\0'));

const stripJpeg = (bytes: Uint8Array): Uint8Array | null => {
  const segments = jpegSegments(bytes);
  if (segments === null) return null;
  const kept = segments.filter(
    ({ marker, bytes: segment }) =>
      marker !== COMMENT && (marker < APP0 || marker > APP15 || isColour(marker, segment)),
  );
  const held = segments.map(({ bytes: segment }) => orientationOf(segment)).find((one) => one !== null);
  const [start, ...rest] = kept.map(({ bytes: segment }) => segment);
  if (start === undefined) return null;
  const turned = held !== undefined && held !== null && held > 1 && held <= 8;
  return concat([start, ...(turned ? [orientationSegment(held)] : []), ...rest]);
};

const PNG_SIGNATURE_BYTES = 8;
const PNG_KEPT = new Set(['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'iCCP', 'sBIT']);

const stripPng = (bytes: Uint8Array): Uint8Array | null => {
  const chunks = pngChunks(bytes);
  if (chunks === null) return null;
  const kept = chunks.filter(({ type }) => PNG_KEPT.has(type)).map((chunk) => chunk.bytes);
  return concat([bytes.subarray(0, PNG_SIGNATURE_BYTES), ...kept]);
};

/** Flags of VP8X that announce EXIF and XMP. */
const WEBP_METADATA_FLAGS = 0x0c;
const WEBP_FLAGS_AT = 8;

const stripWebp = (bytes: Uint8Array): Uint8Array | null => {
  const chunks = webpChunks(bytes);
  if (chunks === null) return null;
  const kept = chunks
    .filter(({ type }) => type !== 'EXIF' && type !== 'XMP ')
    .map(({ type, bytes: chunk }) => {
      if (type !== 'VP8X') return chunk;
      const copy = Uint8Array.from(chunk);
      copy[WEBP_FLAGS_AT] = (copy[WEBP_FLAGS_AT] ?? 0) & ~WEBP_METADATA_FLAGS;
      return copy;
    });
  const whole = concat([bytes.subarray(0, 12), ...kept]);
  new DataView(whole.buffer).setUint32(4, whole.length - 8, true);
  return whole;
};

/**
 * The picture as a unit or the public may see it: the same pixels, without place, time, phone and whatever else a camera
 * writes beside them. Null where it cannot be done (HEIC, PDF): then only the authority's own people see the file.
 */
export const withoutMetadata = (bytes: Uint8Array, mediaType: MediaType): Uint8Array | null => {
  if (mediaType === 'image/jpeg') return stripJpeg(bytes);
  if (mediaType === 'image/png') return stripPng(bytes);
  return mediaType === 'image/webp' ? stripWebp(bytes) : null;
};
