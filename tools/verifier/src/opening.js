/** The first three checks: the files, their canonical form, their shapes. After them the documents can be read. */
import { toHex } from './bytes.js';
import { wrong } from './finding.js';
import { readCanonical } from './jcs.js';
import { SHA256 } from './sha256.js';
import { shapeFault } from './shape.js';
import { SM3 } from './sm3.js';

export const ROSTER = 'roster.jsonl';
const OPTIONAL = ['inspectors.json', 'one-time-code.json'];
const NEEDED = [
  'announcement-signatures.json',
  'announcement.json',
  'events.json',
  'exclusions.json',
  'keys.json',
  'manifest.json',
  'receipt-signatures.json',
  'receipt.json',
  'record.json',
  ROSTER,
  'sources.json',
  'time-proofs.json',
];
/** Of a draw that ended without a result: before its announcement, and after it. */
const UNANNOUNCED = ['end.json', 'events.json', 'keys.json', 'manifest.json'];
const ENDED = [
  'announcement-signatures.json',
  'announcement.json',
  'end.json',
  'events.json',
  'exclusions.json',
  'keys.json',
  'manifest.json',
  ROSTER,
  'sources.json',
  'time-proofs.json',
];

/** [files that must be there, files that may be] */
const filesFor = (names) => {
  if (!names.includes('end.json')) return [NEEDED, OPTIONAL];
  return names.includes('announcement.json') ? [ENDED, ['inspectors.json']] : [UNANNOUNCED, []];
};

const PROFILES = new Map([
  ['hkdf-sha256-min-v1', SHA256],
  ['hkdf-sm3-min-v1', SM3],
]);

export const checkFiles = ({ names }) => {
  const [needed, optional] = filesFor(names);
  for (const file of needed) if (!names.includes(file)) wrong('files', 'missing', { file });
  const unknown = names.find((name) => !needed.includes(name) && !optional.includes(name));
  if (unknown !== undefined) wrong('files', 'unknown', { file: unknown });
};

export const checkCanonical = async (bundle) => {
  for (const file of bundle.names) {
    if (file === ROSTER) continue;
    bundle.bytes[file] = new Uint8Array(await bundle.files.get(file).arrayBuffer());
    const { value, fault } = readCanonical(bundle.bytes[file]);
    if (fault !== undefined) wrong('canonical', fault, { file });
    bundle.docs[file] = value;
  }
};

export const checkSchema = (bundle) => {
  const { docs } = bundle;
  const given = docs['announcement.json'];
  const { schema, alg } = typeof given === 'object' && given !== null ? given : {};
  const isKnown = schema === 'dr-1' && PROFILES.has(alg);
  if ('announcement.json' in docs && !isKnown)
    wrong('schema', 'unknown-rules', { file: 'announcement.json', found: `${schema} / ${alg}` });
  for (const [file, value] of Object.entries(docs)) {
    const path = shapeFault(bundle.shapes, bundle.shapes[file], value, '');
    if (path !== null) wrong('schema', 'shape', { file, path: path === '' ? '$' : path });
  }
  bundle.draw = given ?? docs['end.json'];
  bundle.H = PROFILES.get(alg) ?? SHA256;
  bundle.record = docs['record.json'];
  if (given === undefined) return;
  bundle.announcement = given;
  bundle.strata = new Map(given.strata.map((stratum) => [stratum.id, stratum]));
  bundle.announcementHash = hashOfFile(bundle, 'announcement.json');
};

/** H of a file's bytes, hex. */
export const hashOfFile = ({ H, bytes }, file) => toHex(H.hash(bytes[file]));
