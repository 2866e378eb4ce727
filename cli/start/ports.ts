import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort } from '../../tools/process/free-port.ts';
import type { Say } from '../rehearse/progress.ts';

/** A run that was killed gives its port back within seconds, when its parts have ended. */
const GIVEN_BACK_WITHIN_MS = 5_000;

const isTaken = (host: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, host);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });

/** The wished port, or a free one, with a word about it, where somebody else keeps it. 0: any free one. */
export const portFor = async (what: string, host: string, wish: number, say: Say): Promise<number> => {
  if (wish === 0) return freePort();
  const giveUpAt = Date.now() + GIVEN_BACK_WITHIN_MS;
  while (await isTaken(host, wish)) {
    if (Date.now() > giveUpAt) {
      const port = await freePort();
      say(`端口 ${wish} 已被占用，${what}改用 ${port}`);
      return port;
    }
    await wait(250);
  }
  return wish;
};
