import { createServer, type Server } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { startChild } from '../../../tools/process/child.ts';
import { freePort } from '../../../tools/process/free-port.ts';
import { untilUnanswered } from '../../../tools/process/until-unanswered.ts';

const EVERY_MS = 20;
const SILENT = Symbol('still there');

const listen = (port: number): Promise<Server> =>
  new Promise((settle) => {
    const server = createServer().listen(port, '127.0.0.1', () => settle(server));
  });
const close = (server: Server): Promise<void> => new Promise((settle) => server.close(() => settle()));
const orSilent = (gone: Promise<void>, ms: number) => Promise.race([gone, wait(ms, SILENT)]);

describe('a server whose process is not ours', () => {
  it('is gone when it was killed, and was there until then', async () => {
    const port = await freePort();
    const script = `require('node:net').createServer().listen(${port}, '127.0.0.1', () => console.log('up'))`;
    let isUp: (line: string) => void = () => undefined;
    const up = new Promise<string>((settle) => {
      isUp = settle;
    });
    const child = startChild({ command: process.execPath, args: ['-e', script], onLine: isUp });
    await up;
    const watch = untilUnanswered(`127.0.0.1:${port}`, EVERY_MS);
    expect(await orSilent(watch.gone, 20 * EVERY_MS)).toBe(SILENT);
    process.kill(child.pid, 'SIGKILL');
    await child.exited;
    expect(await watch.gone).toBeUndefined();
  });

  it('is there as long as it listens, and nobody is told once the watch has ended', async () => {
    const port = await freePort();
    const server = await listen(port);
    const [ended, watched] = [1, 2].map(() => untilUnanswered(`127.0.0.1:${port}`, EVERY_MS));
    if (ended === undefined || watched === undefined) throw new Error('two watches were made');
    expect(await orSilent(watched.gone, 20 * EVERY_MS)).toBe(SILENT);
    ended.end();
    await close(server);
    expect(await watched.gone).toBeUndefined();
    expect(await orSilent(ended.gone, 20 * EVERY_MS)).toBe(SILENT);
  });
});
