import { jpegSegments } from './jpeg-segments.ts';

export interface ImageSize {
  readonly type: 'image/jpeg' | 'image/png' | 'image/webp';
  readonly width: number;
  readonly height: number;
}

const PNG_SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const PNG_CHUNK_FRAME_BYTES = 12;

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const latin = (bytes: Uint8Array, from: number, to: number): string =>
  String.fromCharCode(...bytes.subarray(from, to));

interface Chunk {
  readonly type: string;
  /** With its frame (length, type, checksum). */
  readonly bytes: Uint8Array;
}

/** Chunks of a PNG up to IEND, which must be the last thing in the file; null where it is none. */
export const pngChunks = (bytes: Uint8Array): Chunk[] | null => {
  if (!PNG_SIGNATURE.every((byte, index) => bytes[index] === byte)) return null;
  const view = viewOf(bytes);
  const chunks: Chunk[] = [];
  let at = PNG_SIGNATURE.length;
  while (at + PNG_CHUNK_FRAME_BYTES <= bytes.length) {
    const end = at + PNG_CHUNK_FRAME_BYTES + view.getUint32(at);
    if (end > bytes.length) return null;
    chunks.push({ type: latin(bytes, at + 4, at + 8), bytes: bytes.subarray(at, end) });
    at = end;
    if (chunks.at(-1)?.type === 'IEND') return at === bytes.length ? chunks : null;
  }
  return null;
};

const RIFF_HEADER_BYTES = 12;
const RIFF_CHUNK_FRAME_BYTES = 8;

/** Chunks of a WebP, which fill the file exactly; null where it is none. */
export const webpChunks = (bytes: Uint8Array): Chunk[] | null => {
  if (latin(bytes, 0, 4) !== 'RIFF' || latin(bytes, 8, 12) !== 'WEBP') return null;
  const view = viewOf(bytes);
  if (view.getUint32(4, true) + RIFF_CHUNK_FRAME_BYTES !== bytes.length) return null;
  const chunks: Chunk[] = [];
  let at = RIFF_HEADER_BYTES;
  while (at + RIFF_CHUNK_FRAME_BYTES <= bytes.length) {
    const size = view.getUint32(at + 4, true);
    const end = at + RIFF_CHUNK_FRAME_BYTES + size + (size % 2);
    if (end > bytes.length) return null;
    chunks.push({ type: latin(bytes, at, at + 4), bytes: bytes.subarray(at, end) });
    at = end;
  }
  return at === bytes.length ? chunks : null;
};

const pngSize = (bytes: Uint8Array): ImageSize | null => {
  const header = pngChunks(bytes)?.[0];
  if (header?.type !== 'IHDR' || header.bytes.length < 16) return null;
  const view = viewOf(header.bytes);
  return { type: 'image/png', width: view.getUint32(8), height: view.getUint32(12) };
};

const webpSize = (bytes: Uint8Array): ImageSize | null => {
  const first = webpChunks(bytes)?.[0];
  if (first === undefined || first.bytes.length < 18) return null;
  const data = first.bytes.subarray(RIFF_CHUNK_FRAME_BYTES);
  const view = viewOf(data);
  const is = (width: number, height: number): ImageSize => ({ type: 'image/webp', width, height });
  if (first.type === 'VP8X') {
    const u24 = (at: number) => view.getUint16(at, true) + (data[at + 2] ?? 0) * 0x10000;
    return is(u24(4) + 1, u24(7) + 1);
  }
  if (first.type === 'VP8 ') return is(view.getUint16(6, true) & 0x3fff, view.getUint16(8, true) & 0x3fff);
  if (first.type !== 'VP8L') return null;
  const packed = view.getUint32(1, true);
  return is((packed & 0x3fff) + 1, ((packed >>> 14) & 0x3fff) + 1);
};

/** Frame headers that hold the size; the other three of the range mean something else. */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

const jpegSize = (bytes: Uint8Array): ImageSize | null => {
  const frame = jpegSegments(bytes)?.find(({ marker }) => isFrame(marker));
  if (frame === undefined || frame.bytes.length < 9) return null;
  const view = viewOf(frame.bytes);
  return { type: 'image/jpeg', width: view.getUint16(7), height: view.getUint16(5) };
};

/** Type and size in pixels of a picture whose frame is whole; null where it is none. */
export const imageSize = (bytes: Uint8Array): ImageSize | null =>
  jpegSize(bytes) ?? pngSize(bytes) ?? webpSize(bytes);
