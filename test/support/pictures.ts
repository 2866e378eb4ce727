/** Pictures made by hand, whole down to the last byte: small enough to read, real enough for any reader. */
import { crc32, deflateSync } from 'node:zlib';

const u16 = (value: number): number[] => [value >> 8, value & 0xff];
const u32 = (value: number): number[] => [...u16(value >>> 16), ...u16(value & 0xffff)];
const ascii = (text: string): number[] => [...Buffer.from(text, 'latin1')];

const segment = (marker: number, data: readonly number[]): number[] => [
  ...[0xff, marker],
  ...u16(data.length + 2),
  ...data,
];

/** TIFF with the way the phone was held and, as a secret, where it was. */
const tiff = (orientation: number): number[] => [
  ...ascii('II'),
  ...[0x2a, 0, 8, 0, 0, 0, 2, 0],
  ...[0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0],
  ...[0x0e, 0x01, 2, 0, 24, 0, 0, 0, 38, 0, 0, 0],
  ...[0, 0, 0, 0],
  ...ascii('SECRET PLACE 39.33,112.43'),
];

export interface JpegOptions {
  readonly width?: number;
  readonly height?: number;
  /** 1 to 8, in an EXIF segment; absent: no EXIF at all. */
  readonly orientation?: number;
  readonly comment?: string;
  /** Appended behind the end of the image, as phones do with a short film. */
  readonly behind?: string;
}

export const jpeg = ({ width = 8, height = 8, orientation, comment, behind }: JpegOptions = {}): Buffer =>
  Buffer.from([
    ...[0xff, 0xd8],
    ...segment(0xe0, [...ascii('JFIF\0'), 1, 1, 0, 0, 1, 0, 1, 0, 0]),
    ...(orientation === undefined ? [] : segment(0xe1, [...ascii('Exif\0\0'), ...tiff(orientation)])),
    ...(comment === undefined ? [] : segment(0xfe, ascii(comment))),
    ...segment(0xdb, [0, ...new Array<number>(64).fill(1)]),
    ...segment(0xc0, [8, ...u16(height), ...u16(width), 1, 1, 0x11, 0]),
    ...segment(0xc4, [0, 1, ...new Array<number>(15).fill(0), 0]),
    ...segment(0xc4, [0x10, 1, ...new Array<number>(15).fill(0), 0]),
    ...segment(0xda, [1, 1, 0, 0, 63, 0]),
    ...[0x3f, 0xff, 0x00, 0x3f],
    ...[0xff, 0xd9],
    ...ascii(behind ?? ''),
  ]);

const chunk = (type: string, data: Uint8Array): Buffer => {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  return Buffer.concat([Buffer.from(u32(data.length)), named, Buffer.from(u32(crc32(named)))]);
};

/** @param claim what the header says of its size, where that is more than there is */
export const png = (width = 4, height = 4, claim: readonly [number, number] = [width, height]): Buffer =>
  Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', Uint8Array.from([...u32(claim[0]), ...u32(claim[1]), 8, 0, 0, 0, 0])),
    chunk('tEXt', Buffer.from('Comment\0SECRET PLACE', 'latin1')),
    chunk('IDAT', deflateSync(Buffer.alloc((width + 1) * height))),
    chunk('IEND', new Uint8Array()),
  ]);

const riffChunk = (type: string, data: Uint8Array): Buffer => {
  const size = Buffer.alloc(4);
  size.writeUInt32LE(data.length);
  return Buffer.concat([Buffer.from(type, 'latin1'), size, data, Buffer.alloc(data.length % 2)]);
};

export const webp = (): Buffer => {
  const extended = Uint8Array.from([0x0c, 0, 0, 0, 3, 0, 0, 3, 0, 0]);
  const body = Buffer.concat([
    Buffer.from('WEBP', 'latin1'),
    riffChunk('VP8X', extended),
    riffChunk('VP8L', Uint8Array.from([0x2f, 3, 0xc0, 0, 0, 0, 0, 0, 0, 0])),
    riffChunk('EXIF', Buffer.from('SECRET PLACE!', 'latin1')),
    riffChunk('XMP ', Buffer.from('SECRET', 'latin1')),
  ]);
  const size = Buffer.alloc(4);
  size.writeUInt32LE(body.length);
  return Buffer.concat([Buffer.from('RIFF', 'latin1'), size, body]);
};

const box = (type: string, data: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from(u32(data.length + 8)), Buffer.from(type, 'latin1'), data]);

export const heic = (): Buffer =>
  Buffer.concat([
    box('ftyp', Buffer.from('heic\0\0\0\0mif1heic', 'latin1')),
    box('meta', Buffer.alloc(16)),
    box('mdat', Buffer.alloc(32)),
  ]);

export const pdf = (inside = ''): Buffer =>
  Buffer.from(
    `%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R${inside}>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n` +
      'trailer<</Root 1 0 R>>\n%%EOF\n',
    'latin1',
  );
