/** Reads one file in a thread of its own: see `read-in-thread.ts`. */
import { parentPort, workerData } from 'node:worker_threads';
import { type OnlineRegister, readNamed } from './online.ts';

interface Asked {
  readonly register: OnlineRegister;
  readonly name: string;
  readonly bytes: Uint8Array;
}

const { register, name, bytes } = workerData as Asked;
parentPort?.postMessage(await readNamed(register, name, Buffer.from(bytes)));
