/** Whether what was sealed is still what is here, and what came after it. */
import { afterDrawChecks } from './after-draw.js';
import { toHex } from './bytes.js';
import { mustEqual, wrong } from './finding.js';
import { canonicalBytes } from './jcs.js';
import { eventKeyOf, isSigned } from './keys.js';
import { ROSTER } from './opening.js';
import { SHA256 } from './sha256.js';
import { signedText } from './signatures.js';

const sha256Of = (value) => toHex(SHA256.hash(canonicalBytes(value)));

export const checkRecordHash = ({ record, H }) => {
  const plain = { ...record };
  delete plain.record_hash;
  mustEqual(record.record_hash, toHex(H.hash(canonicalBytes(plain))), 'record-hash', null);
};

const RANK = ['operator', 'supervisor', 'witness'];

export const checkReceipt = ({ docs, bytes, record, announcementHash }) => {
  const receipt = docs['receipt.json'];
  const signatures = [...docs['announcement-signatures.json']].sort(
    (a, b) => RANK.indexOf(a.role) - RANK.indexOf(b.role),
  );
  const expected = {
    announcement_hash: announcementHash,
    lock_hash: sha256Of({ signatures, time_proofs: docs['time-proofs.json'] }),
    record_hash: record.record_hash,
    sources_hash: toHex(SHA256.hash(bytes['sources.json'])),
    keys_hash: sha256Of(docs['keys.json'].slice(0, receipt.keys_count)),
  };
  for (const path of Object.keys(expected))
    mustEqual(expected[path], receipt[path], 'receipt', null, { path });
};

const EVENT_KINDS = {
  'announced-late': '公告晚于预定时间发布',
  'otc-revealed': '公开一次性密码',
  'witness-signed': '见证人确认',
  'witness-objected': '见证人提出异议',
  substitution: '递补检查对象',
  recusal: '检查人员回避',
  reassignment: '改派检查人员',
  void: '抽取作废',
  'not-drawn': '未抽取',
  'key-lost': '签名密钥挂失',
  'key-rotated': '签名密钥更换',
};
/** Decisions of a person: each names its reason and who approved it. */
const DECIDED = ['substitution', 'recusal', 'reassignment'];
const NO_EVENT = { no: 0, at: '', hash: '0'.repeat(64) };

const checkEvent = (bundle, event, before) => {
  const { no, prev, at, kind, hash: expected, signature, reason, approver } = event;
  if (no !== before.no + 1) wrong('events', 'number', { no });
  if (prev !== before.hash) wrong('events', 'chain', { no });
  const plain = { draw_id: bundle.draw.draw_id, ...event };
  delete plain.hash;
  delete plain.signature;
  mustEqual(expected, toHex(bundle.H.hash(canonicalBytes(plain))), 'events', 'hash', { no });
  if (at < before.at) wrong('events', 'time', { no });
  if (signature !== null) {
    const key = eventKeyOf(bundle.docs['keys.json'], signature.key_id, at);
    if (!isSigned(key, signedText(bundle, 'event', expected), signature.value))
      wrong('events', 'signature', { no });
  }
  if (DECIDED.includes(kind) && (reason === null || approver === null)) wrong('events', 'reason', { no });
};

export const checkEvents = (bundle) => {
  const events = bundle.docs['events.json'];
  const checkAfterDraw = afterDrawChecks(bundle);
  for (const [i, event] of events.entries()) {
    checkEvent(bundle, event, events[i - 1] ?? NO_EVENT);
    checkAfterDraw(event);
  }
  if (events.length === 0) return;
  const counts = new Map();
  for (const { kind } of events) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const list = [...counts].map(([kind, count]) => `${EVENT_KINDS[kind] ?? kind}${count}`).join('、');
  const listEn = [...counts].map(([kind, count]) => `${kind} ${count}`).join(', ');
  bundle.remark('events', { count: events.length, list, list_en: listEn });
};

/** A signature stands for its event and all before it; what comes after the last one can be rewritten. */
export const checkEventSignatures = (bundle) => {
  const events = bundle.docs['events.json'];
  let bare = events.length;
  while (bare > 0 && events[bare - 1].signature === null) bare -= 1;
  if (bare < events.length) bundle.remark('event-signatures', { no: events[bare].no });
};

export const checkManifest = ({ docs, names, bytes, files, rosterSha256 }) => {
  const listed = docs['manifest.json'].files;
  const actual = names.filter((name) => name !== 'manifest.json');
  const missing = actual.find((name) => !listed.some((each) => each.name === name));
  const stranger = listed.find(({ name }) => !actual.includes(name));
  if (missing !== undefined) wrong('manifest', 'listed', { file: missing });
  if (stranger !== undefined) wrong('manifest', 'listed', { file: stranger.name });
  for (const [i, { name: file, sha256, bytes: length }] of listed.entries()) {
    if (file !== actual[i]) wrong('manifest', 'order', { file });
    mustEqual(length, files.get(file).size, 'manifest', 'bytes', { file });
    const found = file === ROSTER ? rosterSha256 : toHex(SHA256.hash(bytes[file]));
    mustEqual(sha256, found, 'manifest', 'sha256', { file });
  }
};
