/** The same content, or nearly, written otherwise. */
import { edited, flipped, replaced, textOf, withBytes } from '../tamper.ts';
import { A, files, R, type Tampering } from './subjects.ts';

export const WRITING: readonly Tampering[] = [
  [
    'a byte order mark',
    () => withBytes(files, A, `\ufeff${textOf(files, A)}`),
    'canonical',
    'not-json',
    /announcement\.json/,
  ],
  [
    'a newline at the end',
    () => withBytes(files, R, `${textOf(files, R)}\n`),
    'canonical',
    'not-canonical',
    /record\.json/,
  ],
  [
    'a blank between members',
    () => replaced(files, A, ',"', ', "'),
    'canonical',
    'not-canonical',
    /规范写法/,
  ],
  [
    'members in another order',
    () => withBytes(files, 'one-time-code.json', '{"secret":"00","a":1}'),
    'canonical',
    'not-canonical',
    /one-time-code/,
  ],
  [
    'a member twice',
    () => replaced(files, A, '"batch":1', '"batch":2,"batch":1'),
    'canonical',
    'not-canonical',
    /规范写法/,
  ],
  [
    '1.0 for 1',
    () => replaced(files, A, '"batch":1', '"batch":1.0'),
    'canonical',
    'not-canonical',
    /规范写法/,
  ],
  [
    'a fraction',
    () => replaced(files, A, '"batch":1', '"batch":1.5'),
    'canonical',
    'not-canonical',
    /规范写法/,
  ],
  [
    'a number as text',
    () =>
      edited(files, A, (a) => {
        a.batch = '1';
      }),
    'schema',
    'shape',
    /“batch”/,
  ],
  [
    'an escaped character',
    () => replaced(files, A, '朔', '\\u6714'),
    'canonical',
    'not-canonical',
    /规范写法/,
  ],
  [
    'a character that is not NFC',
    () => replaced(files, A, '朔州', 'e\u0301州'),
    'canonical',
    'not-canonical',
    /规范写法/,
  ],
  [
    'bytes that are no text',
    () => flipped(files, R, textOf(files, R).indexOf('org:'), 7),
    'canonical',
    'not-text',
    /UTF-8/,
  ],
  [
    'half a file',
    () => withBytes(files, R, textOf(files, R).slice(0, 5000)),
    'canonical',
    'not-json',
    /JSON/,
  ],
  [
    'an unknown member',
    () =>
      edited(files, A, (a) => {
        a.seed = '42';
      }),
    'schema',
    'shape',
    /“seed”/,
  ],
  [
    'an unknown member deep down',
    () =>
      edited(files, A, (a) => {
        a.strata[1].ratio.note = 'x';
      }),
    'schema',
    'shape',
    /strata\[1\]\.ratio/,
  ],
  [
    'a member gone',
    () =>
      edited(files, A, (a) => {
        delete a.fallback;
      }),
    'schema',
    'shape',
    /“fallback”/,
  ],
  [
    'rules of another kind',
    () =>
      edited(files, A, (a) => {
        a.alg = 'mersenne-twister';
      }),
    'schema',
    'unknown-rules',
    /mersenne-twister/,
  ],
  [
    'a later schema',
    () =>
      edited(files, A, (a) => {
        a.schema = 'dr-2';
      }),
    'schema',
    'unknown-rules',
    /dr-2/,
  ],
  [
    'a seed of free text as source',
    () =>
      edited(files, A, (a) => {
        a.sources = [{ id: 'seed', kind: 'text', value: '42' }];
      }),
    'schema',
    'shape',
    /sources\[0\]/,
  ],
];
