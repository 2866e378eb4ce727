import { spawn } from 'node:child_process';
import { childEnvironment } from '../../runtime/environment.ts';

export interface Captured {
  readonly status: number;
  readonly stdout: string;
  /** Both streams, in about the order they came. */
  readonly output: string;
}

/** Runs a program to its end and keeps what it wrote; a program that is not there has status 127. */
export function capture(
  program: string,
  args: readonly string[],
  { cwd, env }: { readonly cwd?: string; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<Captured> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      ...(cwd !== undefined && { cwd }),
      ...(env !== undefined && { env: childEnvironment(env) }),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      stdout += text;
      output += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
    child.once('error', (error) => resolve({ status: 127, stdout, output: error.message }));
    child.once('close', (code) => resolve({ status: code ?? 1, stdout, output }));
  });
}
