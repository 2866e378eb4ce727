import fc from 'fast-check';
import { mediaTypeOf } from '../../../domain/attachment/media-type.ts';
import { heic, jpeg, pdf, png, webp } from '../../support/pictures.ts';

describe('the type of a file', () => {
  it.each([
    ['image/jpeg', jpeg()],
    ['image/jpeg', jpeg({ orientation: 6, behind: 'ftypmp42 a short film' })],
    ['image/png', png()],
    ['image/webp', webp()],
    ['image/heic', heic()],
    ['application/pdf', pdf()],
  ])('%s is known by its content', (type, bytes) => {
    expect(mediaTypeOf(bytes)).toBe(type);
  });

  const text = (words: string) => Buffer.from(words, 'utf8');
  it.each([
    ['a drawing that can carry scripts', text('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')],
    ['a page', text('<!doctype html><script>alert(1)</script>')],
    ['a program', Buffer.concat([text('MZ'), Buffer.alloc(500)])],
    ['a program of Linux', Buffer.concat([Buffer.from([0x7f]), text('ELF'), Buffer.alloc(500)])],
    ['an archive', Buffer.concat([text('PK\u0003\u0004'), Buffer.alloc(500)])],
    ['a GIF', text('GIF89a\u0001\u0000\u0001\u0000;')],
    [
      'a page that begins like a JPEG',
      Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), text('<html>')]),
    ],
    ['a picture with an archive behind it', Buffer.concat([png(), text('PK\u0003\u0004')])],
    ['a WebP with a page behind it', Buffer.concat([webp(), text('<html>')])],
    ['a HEIC with a program behind it', Buffer.concat([heic(), text('MZ')])],
    ['a page before a PDF', Buffer.concat([text('<html>'), pdf()])],
    ['a PDF that is cut off', pdf().subarray(0, 40)],
    ['a PDF with a script', pdf('/OpenAction<</S/JavaScript/JS(app.alert(1))>>')],
    ['a PDF that starts a program', pdf('/OpenAction<</S/Launch/F(cmd.exe)>>')],
    ['a PNG that unpacks to 4,000 million pixels', png(4, 4, [65_000, 65_000])],
    ['a JPEG that is cut off', jpeg().subarray(0, -6)],
    ['a JPEG without pixels', jpeg({ width: 0 })],
    ['nothing', Buffer.alloc(0)],
  ])('%s is none of ours', (_, bytes) => {
    expect(mediaTypeOf(bytes)).toBeNull();
  });

  it('is never a fault, whatever the bytes', () => {
    const starts = [jpeg(), png(), webp(), heic(), pdf()];
    const damaged = fc
      .tuple(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 40 }), fc.nat(200))
      .map(([start, bytes, at]) => {
        const copy = Uint8Array.from(start);
        copy.set(bytes.subarray(0, Math.max(0, copy.length - at)), Math.min(at, copy.length));
        return copy;
      });
    fc.assert(fc.property(damaged, (bytes) => mediaTypeOf(bytes) !== undefined));
  });
});
