/** The evidence of a draw as files (抽取证据包): what `cli draw export` writes and anyone can check. */

/** The files of a draw with a result, by name; `true`: always there, `false`: only where the announcement has such a thing. */
const RESULT_FILES = {
  'announcement-signatures.json': true,
  'announcement.json': true,
  'events.json': true,
  'exclusions.json': true,
  'inspectors.json': false,
  'keys.json': true,
  'manifest.json': true,
  'one-time-code.json': false,
  'receipt-signatures.json': true,
  'receipt.json': true,
  'record.json': true,
  'roster.jsonl': true,
  'sources.json': true,
  'time-proofs.json': true,
} as const satisfies Readonly<Record<string, boolean>>;

/** What a draw without a result leaves that was never announced. */
const UNANNOUNCED_FILES = {
  'end.json': true,
  'events.json': true,
  'keys.json': true,
  'manifest.json': true,
} as const satisfies Readonly<Record<string, boolean>>;

/** What a draw without a result leaves once its announcement was made. */
const ENDED_FILES = {
  'announcement-signatures.json': true,
  'announcement.json': true,
  'end.json': true,
  'events.json': true,
  'exclusions.json': true,
  'inspectors.json': false,
  'keys.json': true,
  'manifest.json': true,
  'roster.jsonl': true,
  'sources.json': true,
  'time-proofs.json': true,
} as const satisfies Readonly<Record<string, boolean>>;

export const ANNOUNCEMENT_FILE = 'announcement.json';
export const RECORD_FILE = 'record.json';
export const END_FILE = 'end.json';

/** The files that may be in a bundle, ascending; which they are `end.json` and the announcement decide. */
export const filesOf = (bundle: Pick<Bundle, 'has'>): Readonly<Record<string, boolean>> => {
  if (!bundle.has(END_FILE)) return RESULT_FILES;
  return bundle.has(ANNOUNCEMENT_FILE) ? ENDED_FILES : UNANNOUNCED_FILES;
};

/** The one file that may be too large for memory: read once, as a stream. */
export const ROSTER_FILE = 'roster.jsonl';
export const MANIFEST_FILE = 'manifest.json';

/** A file's bytes in pieces; called anew for each reading. */
export type Reader = () => AsyncIterable<Uint8Array>;

/** Files by name, in memory or to be read. */
export type Bundle = ReadonlyMap<string, Uint8Array | Reader>;

export const piecesOf = (content: Uint8Array | Reader): AsyncIterable<Uint8Array> =>
  typeof content === 'function'
    ? content()
    : (async function* () {
        yield content;
      })();

/** The whole of a file. */
export const bytesOf = async (content: Uint8Array | Reader): Promise<Uint8Array> => {
  if (typeof content !== 'function') return content;
  const pieces: Uint8Array[] = [];
  for await (const piece of content()) pieces.push(piece);
  const whole = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
};
