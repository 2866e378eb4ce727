const BOUNDARY = 'boundary-of-the-test';

/** One file as a browser sends it: body and headers for `Client.post`. */
export const upload = (name: string, bytes: Buffer): readonly [Buffer, Record<string, string>] => [
  Buffer.concat([
    Buffer.from(
      `--${BOUNDARY}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`,
    ),
    bytes,
    Buffer.from(`\r\n--${BOUNDARY}--\r\n`),
  ]),
  { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` },
];
