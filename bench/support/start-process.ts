/** A program of ours as a process of its own, up when it says so. */
import { type Child, startChild } from '../../tools/process/child.ts';

/** Returns when it has printed `worker is up`. @throws with its last lines where it ends before */
export const startProcess = async (
  file: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Child> => {
  let up: () => void = () => undefined;
  const isUp = new Promise<void>((settle) => {
    up = settle;
  });
  const child = startChild({
    command: process.execPath,
    args: [file, ...args],
    env,
    onLine: (line) => {
      if (line.includes('worker is up')) up();
    },
  });
  const ended = child.exited.then((how) => {
    throw new Error(`${file} ended (${how}):\n${child.lastLines()}`);
  });
  ended.catch(() => undefined);
  await Promise.race([isUp, ended]);
  return child;
};
