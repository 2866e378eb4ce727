import fc from 'fast-check';
import { safeFileName } from '../../../domain/attachment/file-name.ts';

describe('the name of a file', () => {
  it.each([
    ['现场照片 1.JPG', '现场照片 1.jpg'],
    ['../../etc/passwd', 'passwd.jpg'],
    ['C:\\Windows\\system32\\evil.exe', 'evil.jpg'],
    ['invoice.pdf.exe', 'invoice.pdf.jpg'],
    ['gpj.\u202eexe', 'gpj.jpg'],
    ['=HYPERLINK("x").jpg', 'HYPERLINK(x).jpg'],
    ['con.jpg', '附件con.jpg'],
    ['.htaccess', 'htaccess.jpg'],
    ['', '附件.jpg'],
    ['<img src=x onerror=alert(1)>.jpg', 'img src=x onerror=alert(1).jpg'],
    ['line\r\nbreak\u0000.jpg', 'linebreak.jpg'],
  ])('%j becomes %j', (given, kept) => {
    expect(safeFileName(given, 'image/jpeg')).toBe(kept);
  });

  it('fits anywhere, whatever came', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (given) => {
        const name = safeFileName(given, 'image/png');
        expect([...name].length).toBeLessThanOrEqual(90);
        expect(name).toMatch(/^[^\s.=+\-@~/\\<>:"|?*][^/\\<>:"|?*]*\.png$/u);
      }),
    );
  });
});
