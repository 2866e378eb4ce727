import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { keepRunning, watchAddress } from '../../../cli/start/keep-running.ts';
import { type Child, startChild } from '../../../tools/process/child.ts';

/** A real process that runs until it is ended. */
const sleeper = () => startChild({ command: process.execPath, args: ['-e', 'setInterval(() => {}, 1000)'] });

const untilSaid = async (said: readonly string[], word: string): Promise<void> => {
  for (let tries = 0; tries < 200 && !said.some((line) => line.includes(word)); tries += 1) await wait(50);
};

describe('a part that others stand on', () => {
  it('is started again in its place when it is killed, and both are said in Chinese', async () => {
    const said: string[] = [];
    const places: (number | null)[] = [];
    const kept = await keepRunning<Child>({
      what: '数据库',
      meanwhile: '其间暂不可用',
      start: async (before) => {
        places.push(before === null ? null : before.pid);
        return sleeper();
      },
      say: (line) => said.push(line),
    });
    process.kill(kept.first.pid, 'SIGKILL');
    await untilSaid(said, '已恢复');
    await kept.stop();
    expect(places).toEqual([null, kept.first.pid]);
    expect(said).toEqual([
      '数据库意外停止，正在重新启动；其间暂不可用',
      expect.stringContaining('数据库已恢复'),
    ]);
  });

  it('is given up, with what to do, when starting it again does not help', async () => {
    const said: string[] = [];
    let starts = 0;
    const kept = await keepRunning({
      what: '数据库',
      meanwhile: '其间暂不可用',
      start: async () => {
        starts += 1;
        if (starts > 1) throw new Error('磁盘已满');
        return { exited: Promise.resolve(), stop: async () => undefined };
      },
      say: (line) => said.push(line),
    });
    await expect(kept.failed).rejects.toThrow(/反复停止.*重新运行 npm start/u);
    expect(said).toContain('数据库未能重新启动，稍后再试：磁盘已满');
  }, 20_000);
});

describe('a service that somebody else runs', () => {
  it('is missed once, and welcomed back once', async () => {
    const said: string[] = [];
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    const watched = { what: '数据库', meanwhile: '其间暂不可用', host: '127.0.0.1', port };
    const end = watchAddress(watched, (line) => said.push(line), 50);
    await wait(200);
    expect(said).toEqual([]);
    server.close();
    await untilSaid(said, '没有应答');
    const again = createServer();
    again.listen(port, '127.0.0.1');
    await untilSaid(said, '已恢复');
    await end();
    again.close();
    expect(said).toEqual([expect.stringContaining('没有应答'), expect.stringContaining('已恢复')]);
  });
});
