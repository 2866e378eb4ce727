import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { UsageError } from '../usage-error.ts';

/** Asks at the terminal without showing what is typed. */
const askHidden = (question: string): Promise<string> => {
  process.stderr.write(question);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reader = createInterface({ input: process.stdin, output: silent, terminal: true });
  return new Promise((resolve) => {
    reader.question('', (answer) => {
      reader.close();
      process.stderr.write('\n');
      resolve(answer);
    });
  });
};

/**
 * The passphrase of a key, or a password: the first line of a file, else asked for at the terminal. Never an argument, which other
 * people of the machine can read.
 */
export const readPassphrase = async (
  file: string | undefined,
  {
    confirm = false,
    prompt = '密钥密码：',
    option = '--passphrase-file',
  }: { confirm?: boolean; prompt?: string; option?: string } = {},
): Promise<string> => {
  if (file !== undefined) return ((await readFile(file, 'utf8')).split('\n')[0] ?? '').replace(/\r$/, '');
  if (!process.stdin.isTTY) throw new UsageError(`没有终端可以输入密码：请用 ${option} 指定密码文件。`);
  const first = await askHidden(prompt);
  if (confirm && (await askHidden('再输入一次：')) !== first) throw new UsageError('两次输入的密码不一致。');
  return first;
};
