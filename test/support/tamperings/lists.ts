/** Files, lines and names. */
import { edited, jsonOf, relined, replaced, textOf, withBytes, without } from '../tamper.ts';
import { files, R, type Tampering } from './subjects.ts';

const reversedManifest = (): string => {
  const manifest = jsonOf(files, 'manifest.json');
  const [first, second, ...rest] = manifest.files;
  return JSON.stringify({
    draw_id: manifest.draw_id,
    draw_no: manifest.draw_no,
    files: [second, first, ...rest],
    schema: manifest.schema,
  });
};

export const LISTS: readonly Tampering[] = [
  [
    'a file taken away',
    () => without(files, 'exclusions.json'),
    'files',
    'missing',
    /缺少文件 exclusions\.json/,
  ],
  ['a file added', () => withBytes(files, 'readme.txt', 'trust me'), 'files', 'unknown', /readme\.txt/],
  ['a unit taken off the roster', () => relined(files, (lines) => lines.slice(1)), 'roster', 'hash', /摘要/],
  [
    'a unit put on the roster',
    () => relined(files, (lines) => ['{"code":"org:0","stratum":"2","w":1}', ...lines]),
    'roster',
    'hash',
    /摘要/,
  ],
  [
    'two lines changing places',
    () => relined(files, ([a = '', b = '', ...rest]) => [b, a, ...rest]),
    'roster',
    'order',
    /第 2 行/,
  ],
  ['a line twice', () => relined(files, ([a = '', ...rest]) => [a, a, ...rest]), 'roster', 'doubled', /重复/],
  [
    'a stratum that nobody announced',
    () => relined(files, ([a = '', ...rest]) => [a.replace('1/', '9/'), ...rest]),
    'roster',
    'stratum',
    /“9\/./,
  ],
  [
    'a weight of 1001',
    () => relined(files, ([a = '', ...rest]) => [a.replace(/"w":\d/, '"w":1001'), ...rest]),
    'roster',
    'line',
    /第 1 行/,
  ],
  [
    'lines that end like Windows’',
    () => replaced(files, 'roster.jsonl', '\n', '\r\n'),
    'roster',
    'line',
    /第 1 行/,
  ],
  [
    'a last line without an end',
    () => withBytes(files, 'roster.jsonl', textOf(files, 'roster.jsonl').slice(0, -1)),
    'roster',
    'line',
    /不是规范写法/,
  ],
  ['no roster at all', () => withBytes(files, 'roster.jsonl', ''), 'roster', 'hash', /摘要/],
  [
    'an exclusion taken off',
    () =>
      edited(files, 'exclusions.json', (e) => {
        e.exclusions.pop();
      }),
    'exclusions',
    'hash',
    /摘要/,
  ],
  [
    'exclusions in another order',
    () =>
      edited(files, 'exclusions.json', (e) => {
        e.exclusions.reverse();
      }),
    'exclusions',
    'order',
    /不按代码顺序/,
  ],
  [
    'an inspector put on the list',
    () =>
      edited(files, 'inspectors.json', (i) => {
        i.inspectors.push({ ...i.inspectors[0], id: '检99' });
      }),
    'inspectors',
    'hash',
    /摘要/,
  ],
  [
    'the list of inspectors taken away',
    () => without(files, 'inspectors.json'),
    'inspectors',
    'missing',
    /没有检查人员名单/,
  ],
  [
    'the receipt of another draw',
    () =>
      edited(files, 'receipt.json', (r) => {
        r.draw_id = 'pinglu/2023-008';
      }),
    'draw-id',
    null,
    /receipt\.json.*2023-008/,
  ],
  [
    'another number',
    () =>
      edited(files, R, (r) => {
        r.draw_no = '2023-008';
      }),
    'draw-id',
    null,
    /record\.json/,
  ],
  [
    'a file that the manifest does not list',
    () => replaced(files, 'manifest.json', /\{"bytes":\d+,"name":"keys\.json"[^}]*\},/, ''),
    'manifest',
    'listed',
    /keys\.json/,
  ],
  [
    'a manifest out of order',
    () => withBytes(files, 'manifest.json', reversedManifest()),
    'manifest',
    'order',
    /文件名/,
  ],
];
