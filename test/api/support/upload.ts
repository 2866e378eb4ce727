import type { LightMyRequestResponse } from 'fastify';
import type { Client } from './app.ts';

const BOUNDARY = 'test-boundary';

/** One file as a browser's form sends it. */
export const uploadTo = (
  client: Client,
  url: string,
  name: string,
  bytes: Buffer,
): Promise<LightMyRequestResponse> => {
  const head = `--${BOUNDARY}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`;
  return client.post(url, Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${BOUNDARY}--\r\n`)]), {
    'content-type': `multipart/form-data; boundary=${BOUNDARY}`,
  });
};
