import { Worker } from 'node:worker_threads';
import { Refusal } from '../../domain/failure/failures.ts';
import { type OnlineRegister, readNamed } from './online.ts';
import type { ReadRows } from './read-register.ts';

/** A register of this size is read in the blink of an eye; a thread costs more. */
const SMALL_BYTES = 64 * 1_024;
const LONGEST_SECONDS = 120;
const MEMORY_MEGABYTES = 1_024;

interface ThreadAnswer {
  readonly rows?: ReadRows<unknown>;
  /** The file cannot be read. */
  readonly unreadable?: string;
}

const inThread = (register: OnlineRegister, name: string, bytes: Buffer): Promise<ThreadAnswer> =>
  new Promise((settle, fail) => {
    const worker = new Worker(new URL('./reader-thread.ts', import.meta.url), {
      workerData: { register, name, bytes },
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MEGABYTES },
    });
    const tooHeavy = () =>
      fail(new Refusal('InvalidInput', '文件过大，读取时间过长，请拆成几个文件分别导入。', 'file'));
    const timer = setTimeout(() => {
      tooHeavy();
      void worker.terminate();
    }, LONGEST_SECONDS * 1_000);
    worker.once('message', settle);
    worker.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooHeavy() : fail(error),
    );
    worker.once('exit', () => clearTimeout(timer));
  });

/**
 * Reads a register's file without holding up whoever else asks the server meanwhile.
 * @throws Refusal InvalidInput where it cannot be read
 */
export const readInThread = async (
  register: OnlineRegister,
  name: string,
  bytes: Buffer,
): Promise<ReadRows<unknown>> => {
  const { rows, unreadable } =
    bytes.length <= SMALL_BYTES
      ? await readNamed(register, name, bytes)
      : await inThread(register, name, bytes);
  if (rows === undefined) throw new Refusal('InvalidInput', unreadable ?? '文件无法读取。', 'file');
  return rows;
};
