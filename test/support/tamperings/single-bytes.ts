/** One byte, one digit, one character changed. */
import { type Bent, edited, replaced } from '../tamper.ts';
import { A, files, inRecord, next, type Tampering } from './subjects.ts';

const firstDrawn = (record: Bent) => record.strata[0].order[0];

export const SINGLE_BYTES: readonly Tampering[] = [
  [
    'the hour of the announcement',
    () => replaced(files, A, 'T01:00:00', 'T02:00:00'),
    'announcement-hash',
    null,
    /公告被改动/,
  ],
  [
    'a digit of a unit’s code',
    () => replaced(files, 'roster.jsonl', 'MA00000', 'MA00001'),
    'roster',
    'order',
    /不按代码顺序/,
  ],
  [
    'a weight',
    () => replaced(files, 'roster.jsonl', '"1/乙类","w":1', '"1/乙类","w":2'),
    'roster',
    'hash',
    /名单/,
  ],
  [
    'a character of a reason of exclusion',
    () => replaced(files, 'exclusions.json', 'not-op', 'not-0p'),
    'exclusions',
    'hash',
    /排除名单/,
  ],
  [
    'an inspector’s cap',
    () => replaced(files, 'inspectors.json', '"cap":40', '"cap":41'),
    'inspectors',
    'hash',
    /检查人员名单/,
  ],
  [
    'a throw of the dice',
    () => replaced(files, 'sources.json', /"digits":"\d/, '"digits":"x'),
    'sources',
    'dice',
    /骰子/,
  ],
  [
    'a digit of the beacon’s signature',
    () => replaced(files, 'sources.json', 'b713718a', 'b713718b'),
    'sources',
    'value',
    /drand/,
  ],
  [
    'a digit of the draw key',
    () =>
      inRecord((r) => {
        r.prk = next(r.prk);
      }),
    'prk',
    null,
    /抽取密钥/,
  ],
  [
    'a digit of a ticket',
    () =>
      inRecord((r) => {
        firstDrawn(r).ticket = next(firstDrawn(r).ticket);
      }),
    'tickets',
    'ticket',
    /抽取号应为/,
  ],
  [
    'a digit of a drawn unit',
    () =>
      inRecord((r) => {
        firstDrawn(r).unit = next(firstDrawn(r).unit);
      }),
    'tickets',
    'order',
    /第 1 位应为/,
  ],
  [
    'a digit of a cut-off',
    () =>
      inRecord((r) => {
        r.strata[1].cut_off = next(r.strata[1].cut_off);
      }),
    'tickets',
    'figures',
    /cut_off/,
  ],
  [
    'a digit of a visited unit',
    () =>
      inRecord((r) => {
        r.visits[0].unit = next(r.visits[0].unit);
      }),
    'visits',
    null,
    /第 1 个应为/,
  ],
  [
    'a digit of a sibling in an opening',
    () =>
      inRecord((r) => {
        r.assignment.inputs.visits[0].path[0] = next(r.assignment.inputs.visits[0].path[0]);
      }),
    'eligibility',
    null,
    /回避与轮换/,
  ],
  [
    'a digit of a nonce',
    () =>
      inRecord((r) => {
        r.assignment.inputs.visits[2].nonce = next(r.assignment.inputs.visits[2].nonce);
      }),
    'eligibility',
    null,
    /回避与轮换/,
  ],
  [
    'a digit of the record’s hash',
    () =>
      inRecord((r) => {
        r.record_hash = next(r.record_hash);
      }),
    'record-hash',
    null,
    /记录被改动/,
  ],
  [
    'a digit of the software’s version',
    () =>
      inRecord((r) => {
        r.software_version = '0.1.1';
      }),
    'record-hash',
    null,
    /记录被改动/,
  ],
  [
    'the second of the sealing',
    () =>
      edited(files, 'receipt.json', (r) => {
        r.sealed_at = '2023-09-15T11:05:01.000000Z';
      }),
    'receipt-signatures',
    'invalid',
    /抽取人的签名与回执内容不符/,
  ],
  [
    'a digit of the sources’ hash',
    () =>
      edited(files, 'receipt.json', (r) => {
        r.sources_hash = next(r.sources_hash);
      }),
    'receipt',
    null,
    /sources_hash/,
  ],
  [
    'a digit of the drawer’s signature',
    () =>
      edited(files, 'announcement-signatures.json', (s) => {
        s[0].value = next(s[0].value);
      }),
    'announcement-signatures',
    'invalid',
    /抽取人的签名与公告内容不符/,
  ],
  [
    'a digit of the supervisor’s signature of the receipt',
    () =>
      edited(files, 'receipt-signatures.json', (s) => {
        s[1].value = next(s[1].value);
      }),
    'receipt-signatures',
    'invalid',
    /监督人/,
  ],
  [
    'a digit of a public key',
    () =>
      edited(files, 'keys.json', (k) => {
        k[2].public_key = next(k[2].public_key, 0);
      }),
    'keys',
    'key-id',
    /第 3 条的密钥编号/,
  ],
  [
    'a digit of an endorsement',
    () =>
      edited(files, 'keys.json', (k) => {
        k[2].endorsements[1].value = next(k[2].endorsements[1].value, 0);
      }),
    'keys',
    'endorsement',
    /第 3 条缺少应有的背书/,
  ],
  [
    'a character of a key’s office',
    () =>
      edited(files, 'keys.json', (k) => {
        k[0].holder += '长';
      }),
    'keys',
    'endorsement',
    /第 1 条/,
  ],
  [
    'a digit of the superior’s countersignature',
    () =>
      edited(files, 'time-proofs.json', (t) => {
        t[0].value = next(t[0].value, 0);
      }),
    'time-proof',
    'signature',
    /时间证明/,
  ],
  [
    'a minute of an event',
    () =>
      edited(files, 'events.json', (e) => {
        e[0].at = '2023-09-15T12:01:00.000000Z';
      }),
    'events',
    'hash',
    /第 1 件/,
  ],
  [
    'a digit in the manifest',
    () => replaced(files, 'manifest.json', /"sha256":"./, '"sha256":"x'),
    'schema',
    'shape',
    /manifest\.json/,
  ],
  [
    'the manifest’s word on one file',
    () => replaced(files, 'manifest.json', /"bytes":\d/, '"bytes":9'),
    'manifest',
    'bytes',
    /字节/,
  ],
];
