import { join } from 'node:path';
import { Worker as Thread } from 'node:worker_threads';
import { newPulse, watchPulse } from '../../../workers/workflow-thread/pulse.ts';

const LOOK_MS = 50;

/** A thread that beats, and runs the given code half a second later. */
const beating = (pulse: SharedArrayBuffer, code: string): Thread =>
  new Thread(
    `const { beat } = require(${JSON.stringify(join(import.meta.dirname, '../../../workers/workflow-thread/pulse.ts'))});
     beat(require('node:worker_threads').workerData, ${LOOK_MS});
     setInterval(() => undefined, 1000);
     setTimeout(() => { ${code} }, 500);`,
    { eval: true, workerData: pulse },
  );

describe('the pulse of a thread', () => {
  const stuckWithin = async (code: string, ms: number): Promise<boolean> => {
    const pulse = newPulse();
    const thread = beating(pulse, code);
    try {
      await new Promise((settle) => thread.once('online', settle));
      return await new Promise((settle) => {
        const endWatch = watchPulse(pulse, () => settle(true), LOOK_MS);
        setTimeout(() => {
          endWatch();
          settle(false);
        }, ms);
      });
    } finally {
      await thread.terminate();
    }
  };

  it('stops when code in it never ends', async () => {
    expect(await stuckWithin('for (;;) {}', 20_000)).toBe(true);
  });

  it('goes on through work that takes long and ends', async () => {
    const long = 'const until = Date.now() + 500; while (Date.now() < until) {}';
    expect(await stuckWithin(long, 3_000)).toBe(false);
  });
});
