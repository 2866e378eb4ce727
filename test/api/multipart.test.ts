import fastify from 'fastify';
import type { ApiApp } from '../../api/http/api-app.ts';
import { type FormRule, readMultipart, registerMultipart } from '../../api/http/multipart.ts';

const BOUNDARY = 'a-boundary';
const field = (name: string, value: string): string =>
  `--${BOUNDARY}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
const file = (name: string, content: string): string =>
  `--${BOUNDARY}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n${content}\r\n`;

const RULE: FormRule = { mostFiles: 2, largestFileBytes: 10, mostFields: 3, longestFieldBytes: 5 };

/** What the form of these parts is read as, or the status with which it is refused. */
const read = async (parts: readonly string[], rule: FormRule = RULE) => {
  const app = fastify();
  await registerMultipart(app as unknown as ApiApp);
  app.post('/', async (request) => {
    const { fields, files } = await readMultipart(request, rule);
    return { fields: [...fields], files: files.map(({ name, bytes }) => [name, bytes.toString()]) };
  });
  const { statusCode, body } = await app.inject({
    method: 'POST',
    url: '/',
    headers: { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` },
    payload: `${parts.join('')}--${BOUNDARY}--\r\n`,
  });
  await app.close();
  return statusCode === 200 ? JSON.parse(body) : statusCode;
};

describe('a form with files', () => {
  it('is read whole, whatever the order of fields and files; names are bare', async () => {
    const parts = [field('a', '1'), file('../门头.png', 'x'), field('a', '2'), field('b', ''), file('', '')];
    expect(await read(parts)).toEqual({
      fields: [
        ['a', ['1', '2']],
        ['b', ['']],
      ],
      files: [
        ['门头.png', 'x'],
        ['', ''],
      ],
    });
  });

  it.each([
    ['one file', [file('1', 'x'), file('2', 'x'), file('3', 'x')]],
    ['one field', ['1', '2', '3', '4'].map((name) => field(name, 'x'))],
    ['one byte of a file', [file('1', 'x'.repeat(11))]],
  ])('is refused where it brings %s too many', async (_what, parts) => {
    expect(await read(parts)).toBe(413);
  });

  it('is judged by the name of a file before anything of the file is read', async () => {
    const judgeName = (name: string): void => {
      if (name.endsWith('.exe')) throw Object.assign(new Error('no programs'), { statusCode: 422 });
    };
    expect(await read([file('a.exe', 'x'.repeat(1_000))], { ...RULE, judgeName })).toBe(422);
  });
});
