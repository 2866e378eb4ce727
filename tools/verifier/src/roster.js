/** Reads roster.jsonl once: order, hash, Merkle root, and all that later checks need of it. */
import { compareTexts, textOf, toHex, utf8 } from './bytes.js';
import { mustEqual, wrong } from './finding.js';
import { canonicalText } from './jcs.js';
import { merkleTree } from './merkle.js';
import { ROSTER } from './opening.js';
import { SHA256 } from './sha256.js';

const UNIT_TYPES = ['org', 'vehicle', 'ship', 'project', 'station', 'person'];
export const MAX_WEIGHT = 1000;
const PIECE_BYTES = 1 << 20;
const LF = 10;

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what is refused
const CONTROL_CHARACTER = /[\u0000-\u001f\u007f]/;
/** Nearly every line: nothing that must be escaped, nothing that must be normalised. */
const PLAIN_LINE = /^\{"code":"([!#-[\]-~]+)","stratum":"([ !#-[\]-~]+)","w":([1-9][0-9]{0,3})\}$/;

const readJson = (line) => {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
};

/** @returns {code, stratum, w} of a line that is written in its one way, else null; what they say is looked at later */
const entryOf = (line) => {
  const plain = PLAIN_LINE.exec(line);
  if (plain !== null) return { code: plain[1], stratum: plain[2], w: Number(plain[3]) };
  const value = readJson(line);
  if (typeof value !== 'object' || value === null) return null;
  const { code, stratum, w } = value;
  if (typeof code !== 'string' || typeof stratum !== 'string') return null;
  const written = `{"code":${JSON.stringify(code)},"stratum":${JSON.stringify(stratum)},"w":${w}}`;
  return written === line ? { code, stratum, w } : null;
};

/** A type that is known, a code without spaces at its ends, a whole weight. */
const isUsable = ({ code, w }) => {
  const colon = code.indexOf(':');
  const rest = code.slice(colon + 1);
  const fits = colon > 0 && UNIT_TYPES.includes(code.slice(0, colon)) && rest !== '';
  const plain = rest.trim() === rest && !CONTROL_CHARACTER.test(rest) && rest === rest.normalize('NFC');
  return fits && plain && Number.isSafeInteger(w) && w >= 1 && w <= MAX_WEIGHT;
};

/** Calls `take(bytes, lines)` for pieces that end with a line's end; resolves with what stands after the last one. */
const readLines = async (file, take) => {
  let open = new Uint8Array(0);
  for (let from = 0; from < file.size; from += PIECE_BYTES) {
    const piece = new Uint8Array(await file.slice(from, from + PIECE_BYTES).arrayBuffer());
    const bytes = new Uint8Array(open.length + piece.length);
    bytes.set(open);
    bytes.set(piece, open.length);
    const end = bytes.lastIndexOf(LF) + 1;
    if (end > 0) await take(bytes.subarray(0, end), from / file.size);
    open = bytes.slice(end);
  }
  return open;
};

/** The roster as columns: strings and numbers of a million entries, without a million objects. */
const emptyRoster = () => ({
  codes: [],
  strata: [],
  weights: [],
  units: 0,
  rankOf: new Map(),
  together: new Map(),
});

export const checkRoster = async (bundle) => {
  const { announcement, record, H, strata } = bundle;
  const roster = emptyRoster();
  const visited = new Set(record === undefined ? [] : record.visits.map(({ unit }) => unit));
  const listHash = H.start().update(utf8(`{"draw_id":${canonicalText(announcement.draw_id)},"entries":[`));
  const fileHash = SHA256.start();
  const tree = merkleTree(H);
  const comma = utf8(',');
  let line = 0;
  let [code, stratum] = [undefined, ''];
  let shared = [];

  const takeEntry = (text) => {
    line += 1;
    const entry = text === null ? null : entryOf(text);
    if (entry === null) wrong('roster', 'line', { line });
    if (!strata.has(entry.stratum))
      wrong('roster', 'stratum', { line, unit: entry.code, stratum: entry.stratum });
    if (code !== undefined) {
      const order = compareTexts(code, entry.code) || compareTexts(stratum, entry.stratum);
      const values = { line, unit: entry.code, stratum: entry.stratum };
      if (order >= 0) wrong('roster', order === 0 ? 'doubled' : 'order', values);
    }
    if (!isUsable(entry)) wrong('roster', 'line', { line });
    if (entry.code !== code) {
      if (visited.has(entry.code)) roster.rankOf.set(entry.code, roster.units);
      roster.units += 1;
      shared = [];
    }
    shared.push(entry.stratum);
    if (shared.length > 1) roster.together.set(JSON.stringify(shared), [...shared]);
    code = entry.code;
    stratum = entry.stratum;
    roster.codes.push(entry.code);
    roster.strata.push(entry.stratum);
    roster.weights.push(entry.w);
  };

  const takePiece = async (bytes, fraction) => {
    fileHash.update(bytes);
    const text = textOf(bytes);
    const lines = text === null ? null : text.split('\n');
    for (let from = 0, n = 0; from < bytes.length; n += 1) {
      const end = bytes.indexOf(LF, from);
      const data = bytes.subarray(from, end);
      takeEntry(lines === null ? textOf(data) : lines[n]);
      if (line > 1) listHash.update(comma);
      listHash.update(data);
      tree.add(data);
      from = end + 1;
    }
    await bundle.breathe('roster', fraction);
  };

  const rest = await readLines(bundle.files.get(ROSTER), takePiece);
  if (rest.length > 0) wrong('roster', 'line', { line: line + 1 });
  bundle.roster = roster;
  bundle.rosterSha256 = toHex(fileHash.digest());
  mustEqual(announcement.roster_hash, toHex(listHash.update(utf8(']}')).digest()), 'roster', 'hash');
  mustEqual(announcement.roster_merkle_root, toHex(tree.root()), 'roster', 'merkle');
};
