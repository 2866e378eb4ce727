import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { Refusal } from '../domain/failure/failures.ts';

/**
 * Makes a new directory, whole or not at all: it is filled under another name and renamed at the end.
 * @throws Refusal (Chinese) where there is something of that name already
 */
export const newDirectory = async (
  directory: string,
  fill: (half: string) => Promise<void>,
): Promise<void> => {
  const target = resolve(directory);
  if (existsSync(target))
    throw new Refusal('WrongState', `“${basename(target)}”已经存在，请另取一个目录名。`);
  const half = join(dirname(target), `.${basename(target)}.${process.pid}`);
  await mkdir(half, { recursive: true });
  try {
    await fill(half);
    await rename(half, target);
  } catch (error) {
    await rm(half, { recursive: true, force: true });
    throw error;
  }
};
