import { imageSize } from './image-size.ts';

/** What may be kept: pictures of a phone and papers. Nothing that a browser or a computer would run. */
export const MEDIA_TYPES = {
  'image/jpeg': { extension: 'jpg', name: 'JPEG 图片' },
  'image/png': { extension: 'png', name: 'PNG 图片' },
  'image/webp': { extension: 'webp', name: 'WebP 图片' },
  'image/heic': { extension: 'heic', name: 'HEIC 图片' },
  'application/pdf': { extension: 'pdf', name: 'PDF 文件' },
} as const;

export type MediaType = keyof typeof MEDIA_TYPES;

/** More than any phone takes; a picture that claims more would only fill the memory of whoever opens it. */
const MOST_PIXELS = 210_000_000;
const HEIC_BRANDS = new Set(['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1']);
/** Where readers look for the end of a PDF. */
const PDF_TAIL_BYTES = 1_024;

const latin = (bytes: Uint8Array, from: number, to: number): string =>
  String.fromCharCode(...bytes.subarray(from, to));
const u32 = (bytes: Uint8Array, at: number): number =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(at);

const SMALLEST_BOX_BYTES = 8;

/** Boxes that follow each other to the very end: nothing hides between or behind them. */
const isHeic = (bytes: Uint8Array): boolean => {
  if (bytes.length < 16 || latin(bytes, 4, 8) !== 'ftyp') return false;
  const brand = latin(bytes, 8, 12);
  if (!HEIC_BRANDS.has(brand)) return false;
  let at = 0;
  const seen: string[] = [];
  while (at + SMALLEST_BOX_BYTES <= bytes.length) {
    seen.push(latin(bytes, at + 4, at + 8));
    const size = u32(bytes, at);
    if (size === 0) return seen.includes('meta');
    if (size < SMALLEST_BOX_BYTES) return false;
    at += size;
  }
  return at === bytes.length && seen.includes('meta');
};

/** Begins and ends as a PDF and carries no script or program to be started. */
const isPdf = (bytes: Uint8Array): boolean => {
  if (latin(bytes, 0, 5) !== '%PDF-') return false;
  if (!latin(bytes, Math.max(0, bytes.length - PDF_TAIL_BYTES), bytes.length).includes('%%EOF')) return false;
  const text = new TextDecoder('latin1').decode(bytes);
  return !/\/(?:JavaScript|JS|Launch)\b/.test(text);
};

/**
 * The type by content alone; name and claimed type say nothing. Null: none of ours, damaged, larger in pixels than any
 * picture of a phone, or with something else behind it (a PNG or WebP with an archive appended).
 */
export const mediaTypeOf = (bytes: Uint8Array): MediaType | null => {
  const image = imageSize(bytes);
  if (image !== null) {
    const pixels = image.width * image.height;
    return pixels > 0 && pixels <= MOST_PIXELS ? image.type : null;
  }
  if (isHeic(bytes)) return 'image/heic';
  return isPdf(bytes) ? 'application/pdf' : null;
};
