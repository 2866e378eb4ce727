import type { IncomingMessage } from 'node:http';

/** The whole body as text; null where it is longer than `limitBytes`. */
export const readBody = async (request: IncomingMessage, limitBytes: number): Promise<string | null> => {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += (chunk as Buffer).length;
    if (bytes <= limitBytes) chunks.push(chunk as Buffer);
  }
  return bytes > limitBytes ? null : Buffer.concat(chunks).toString('utf8');
};
