/** A small server that speaks clamd's INSTREAM over TCP and knows one "virus": the EICAR test string. */
import { createServer, type Socket } from 'node:net';

/** Put together here, so that no scanner takes this very file for one that is infected. */
export const EICAR = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('');
const COMMAND = 'zINSTREAM\0';

export interface ClamdServer {
  readonly address: string;
  /** Files that were handed in whole. */
  readonly seen: Buffer[];
  /** What to answer instead of a verdict; null: judge. */
  answer: string | null;
  stop(): Promise<void>;
}

const streamIn = (data: Buffer): Buffer | null => {
  const parts: Buffer[] = [];
  let at = COMMAND.length;
  while (at + 4 <= data.length) {
    const length = data.readUInt32BE(at);
    if (length === 0) return Buffer.concat(parts);
    if (at + 4 + length > data.length) return null;
    parts.push(data.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return null;
};

export const startClamdServer = async (): Promise<ClamdServer> => {
  const server: { seen: Buffer[]; answer: string | null } = { seen: [], answer: null };
  const sockets = new Set<Socket>();
  const listener = createServer((socket) => {
    sockets.add(socket);
    let data = Buffer.alloc(0);
    socket.on('error', () => undefined);
    socket.on('data', (more) => {
      data = Buffer.concat([data, more]);
      if (!data.subarray(0, COMMAND.length).equals(Buffer.from(COMMAND))) return;
      const file = streamIn(data);
      if (file === null) return;
      server.seen.push(file);
      const verdict = file.includes(EICAR) ? 'stream: Eicar-Test-Signature FOUND' : 'stream: OK';
      socket.end(`${server.answer ?? verdict}\0`);
    });
  });
  await new Promise<void>((settle) => listener.listen(0, '127.0.0.1', settle));
  const address = listener.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return Object.assign(server, {
    address: `127.0.0.1:${address.port}`,
    stop: () =>
      new Promise<void>((settle) => {
        for (const socket of sockets) socket.destroy();
        listener.close(() => settle());
      }),
  });
};
