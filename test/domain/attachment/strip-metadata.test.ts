import { mediaTypeOf } from '../../../domain/attachment/media-type.ts';
import { withoutMetadata } from '../../../domain/attachment/strip-metadata.ts';
import { heic, jpeg, pdf, png, webp } from '../../support/pictures.ts';

const SECRET = /SECRET/;
const latin = (bytes: Uint8Array | null): string => Buffer.from(bytes ?? []).toString('latin1');

describe('a picture for the unit or the public', () => {
  it.each([
    ['image/jpeg', jpeg({ orientation: 6, comment: 'SECRET', behind: 'SECRET film' })],
    ['image/png', png()],
    ['image/webp', webp()],
  ] as const)('%s keeps its pixels and loses place, time and phone', (type, bytes) => {
    expect(latin(bytes)).toMatch(SECRET);
    const shown = withoutMetadata(bytes, type);
    expect(latin(shown)).not.toMatch(SECRET);
    expect(mediaTypeOf(shown ?? new Uint8Array())).toBe(type);
  });

  it('still stands upright: how the phone was held is kept, and nothing else of the EXIF', () => {
    const shown = Buffer.from(withoutMetadata(jpeg({ orientation: 6 }), 'image/jpeg') ?? []);
    const at = shown.indexOf('Exif');
    expect(at).toBeGreaterThan(0);
    expect(shown.readUInt16BE(at + 6 + 8 + 2)).toBe(0x0112);
    expect(shown.readUInt16BE(at + 6 + 8 + 10)).toBe(6);
    expect(latin(withoutMetadata(jpeg({ orientation: 1 }), 'image/jpeg'))).not.toContain('Exif');
  });

  it('is not given where nothing can be taken out', () => {
    expect(withoutMetadata(heic(), 'image/heic')).toBeNull();
    expect(withoutMetadata(pdf(), 'application/pdf')).toBeNull();
    expect(withoutMetadata(Buffer.from('none'), 'image/jpeg')).toBeNull();
  });
});
