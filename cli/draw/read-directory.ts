import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Bundle } from '../../domain/bundle/bundle.ts';
import { UsageError } from '../usage-error.ts';

const PIECE_BYTES = 1 << 20;

/** Every entry of a directory as a file of a bundle; nothing is read yet. @throws UsageError (Chinese) */
export const readDirectory = async (directory: string): Promise<Bundle> => {
  const names = await readdir(directory).catch(() => {
    throw new UsageError(`“${basename(directory)}”不是可以读取的目录；是压缩文件的，请先解压。`);
  });
  return new Map(
    names.map((name) => [
      name,
      () => createReadStream(join(directory, name), { highWaterMark: PIECE_BYTES }),
    ]),
  );
};
