import { connect } from 'node:net';

/** What a scanner says of a file. */
export interface Verdict {
  readonly state: 'clean' | 'refused';
  /** What was found, as the scanner calls it. */
  readonly note: string | null;
}

/** @throws where the scanner is away or does not say: the file then stays as it was, and is asked for again */
export type Scanner = (bytes: Uint8Array) => Promise<Verdict>;

/** clamd refuses longer chunks than its StreamMaxLength; this is far below any. */
const CHUNK_BYTES = 65_536;
const LONGEST_ANSWER_BYTES = 4_096;
export const SCAN_WITHIN_MS = 15_000;

const lengthOf = (chunk: Uint8Array): Buffer => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(chunk.length);
  return length;
};

const verdictOf = (answer: string): Verdict => {
  const said = answer.replaceAll('\0', '').trim();
  const found = /^stream: (.+) FOUND$/.exec(said)?.[1];
  if (found !== undefined) return { state: 'refused', note: found };
  if (said === 'stream: OK') return { state: 'clean', note: null };
  throw new Error(`clamd gave no verdict: ${said.slice(0, 200)}`);
};

/**
 * A scanner that speaks the protocol of ClamAV's clamd (INSTREAM): length and bytes of each chunk, a length of zero at
 * the end, one line as the answer.
 * @param address HOST:PORT
 */
export const clamdScanner = (address: string, withinMs = SCAN_WITHIN_MS): Scanner => {
  const at = address.lastIndexOf(':');
  const [host, port] = [address.slice(0, at).replace(/^\[|\]$/g, ''), Number(address.slice(at + 1))];
  return (bytes) =>
    new Promise((settle, fail) => {
      let answer = '';
      const socket = connect({ host, port });
      const end = (work: () => void) => {
        socket.destroy();
        try {
          work();
        } catch (error) {
          fail(error);
        }
      };
      socket.setTimeout(withinMs, () => end(() => fail(new Error(`clamd was silent for ${withinMs} ms`))));
      socket.on('error', (error) => end(() => fail(error)));
      socket.on('data', (data) => {
        answer += data.toString('utf8');
        if (answer.includes('\0') || answer.length > LONGEST_ANSWER_BYTES)
          end(() => settle(verdictOf(answer)));
      });
      socket.on('end', () => end(() => settle(verdictOf(answer))));
      socket.on('connect', () => {
        socket.write('zINSTREAM\0');
        for (let from = 0; from < bytes.length; from += CHUNK_BYTES) {
          const chunk = bytes.subarray(from, from + CHUNK_BYTES);
          socket.write(lengthOf(chunk));
          socket.write(chunk);
        }
        socket.write(lengthOf(new Uint8Array()));
      });
    });
};
