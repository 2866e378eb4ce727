import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { childEnvironment } from '../../../runtime/environment.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
const MAIN = resolve(ROOT, 'cli/main.ts');

/** A command of our own command line, run beside this process. */
export interface CliProcess {
  /** Its address for a browser, once it says it; rejects with its last words where it ends without one. */
  readonly address: Promise<string>;
  /** Its exit code; a signal counts as failed. */
  readonly ended: Promise<number>;
  lastWord(): string | null;
  stop(): Promise<void>;
}

/** `  进入  http://…`, `  总览  http://…`: where a person is led. */
const ADDRESS = /^\s+(?:进入|总览)\s+(http\S+)/;
const FAILED = 1;

export const startCli = (words: readonly string[], dataDir: string): CliProcess => {
  // Its input is ours: when we end, however, it reads the end of it and ends too.
  const child: ChildProcess = spawn(process.execPath, [MAIN, ...words], {
    cwd: ROOT,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: childEnvironment({ DATA_DIR: dataDir }),
  });
  let last: string | null = null;
  const ended = new Promise<number>((settle) => {
    child.once('error', () => settle(FAILED));
    child.once('exit', (code) => settle(code ?? FAILED));
  });
  const address = new Promise<string>((settle, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      if (stream === null) continue;
      createInterface({ input: stream }).on('line', (line) => {
        const found = ADDRESS.exec(line)?.[1];
        if (found !== undefined) settle(found);
        if (line.trim() !== '') last = line.trim();
      });
    }
    void ended.then(() => reject(new Error(last ?? '演练没有启动')));
  });
  address.catch(() => undefined);
  return {
    address,
    ended,
    lastWord: () => last,
    stop: async () => {
      child.stdin?.end();
      child.kill('SIGTERM');
      await ended;
    },
  };
};

/** Runs a command to its end. @returns what it printed @throws with its last words where it fails */
export const outputOfCli = (words: readonly string[], dataDir: string): Promise<string> =>
  new Promise((settle, reject) => {
    const child = spawn(process.execPath, [MAIN, ...words], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: childEnvironment({ DATA_DIR: dataDir }),
    });
    let output = '';
    let errors = '';
    child.stdout.on('data', (chunk) => (output += String(chunk)));
    child.stderr.on('data', (chunk) => (errors += String(chunk)));
    child.once('error', reject);
    child.once('exit', (code) => (code === 0 ? settle(output) : reject(new Error(errors.trim()))));
  });
