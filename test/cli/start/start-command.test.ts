import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type StartParts, start } from '../../../cli/start/start-command.ts';
import type { LiveSystem } from '../../../cli/start/start-live.ts';
import { loadConfig } from '../../../runtime/environment.ts';
import { writeOwner } from '../../../tools/process/owner.ts';
import { heardIo } from '../support/summary.ts';

const NEVER = new Promise<never>(() => undefined);

const live: LiveSystem = {
  authority: { id: 'a', name: '某区交通运输局', isNew: false, hasPlan: true, account: null },
  ...{ homeUrl: 'http://127.0.0.1:8080', mailUrl: null, smsUrl: null, isDurableEngine: true, failed: NEVER },
};

/** `npm start` over parts that note when they are used. */
const stage = (change: Partial<StartParts> = {}) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'start-'));
  const { io, out, err } = heardIo();
  const events: string[] = [];
  let tell: () => void = () => undefined;
  const told = new Promise<void>((settle) => {
    tell = settle;
  });
  const parts: StartParts = {
    loadConfig: () => loadConfig({ DATA_DIR: dataDir }),
    rehearse: async () => {
      events.push('rehearsal begins');
      await new Promise((settle) => setTimeout(settle, 20));
      events.push('rehearsal ends');
      return join(dataDir, 'rehearsal');
    },
    showMessages: async (_, __, closing) => {
      events.push('messages shown');
      closing.later(async () => events.push('messages closed'));
      return { mailUrl: 'http://127.0.0.1:8027', smsUrl: 'http://127.0.0.1:8028' };
    },
    startLive: async (_, __, ___, closing) => {
      events.push('live begins');
      for (const part of ['database', 'engine', 'worker']) {
        closing.later(async () => events.push(`${part} stopped`));
      }
      // Whoever is told to stop stops once it is up.
      setTimeout(() => tell(), 0);
      return live;
    },
    told: () => told,
    exit: (code) => events.push(`exit ${code}`),
    ...change,
  };
  return { run: () => start([], io, parts), dataDir, events, tell, out, err };
};

const STOPPED = ['worker stopped', 'engine stopped', 'database stopped'];
const liveThat = (fails: Promise<never>): Partial<StartParts> => ({
  startLive: async (_, __, ___, closing) => {
    closing.later(async () => undefined);
    return { ...live, failed: fails };
  },
});

describe('npm start', () => {
  it('rehearses to the end, then starts the live system, and stops what it started last first', async () => {
    const { run, events, out } = stage();
    expect(await run()).toBe(0);
    expect(events.slice(0, 4)).toEqual([
      'rehearsal begins',
      'rehearsal ends',
      'live begins',
      'messages shown',
    ]);
    expect(events.slice(4).filter((event) => event !== 'messages closed')).toEqual([...STOPPED, 'exit 0']);
    expect(out().indexOf('正式系统已就绪')).toBeGreaterThan(0);
    expect(out().indexOf('已全部停止')).toBeGreaterThan(out().indexOf('正式系统已就绪'));
  });

  it('starts the live system where the rehearsal came to nothing, and shows no messages of it', async () => {
    const { run, events } = stage({ rehearse: async () => null });
    expect(await run()).toBe(0);
    expect(events).toEqual(['live begins', ...STOPPED, 'exit 0']);
  });

  it('stops at once when it is told so in the middle of the rehearsal', async () => {
    const { run, events, tell } = stage({ rehearse: () => NEVER });
    const running = run();
    tell();
    expect(await running).toBe(0);
    expect(events).toEqual(['exit 0']);
  });

  it('ends all with 1 and the reason where a part cannot be kept running', async () => {
    const failing = Promise.reject<never>(new Error('流程工作进程反复退出（1），不能恢复'));
    failing.catch(() => undefined);
    const { run, err, out } = stage(liveThat(failing));
    expect(await run()).toBe(1);
    expect(err()).toBe('[启动] 流程工作进程反复退出（1），不能恢复\n');
    expect(out()).toContain('已全部停止');
  });

  it('ends what was started already, with 1 and the reason, where a part does not come up', async () => {
    const events: string[] = [];
    const { run, err, out } = stage({
      startLive: async (_, __, ___, closing) => {
        closing.later(async () => events.push('database stopped'));
        throw new Error('流程引擎在 127.0.0.1:1 没有应答');
      },
    });
    expect(await run()).toBe(1);
    expect(events).toEqual(['database stopped']);
    expect(err()).toBe('[启动] 流程引擎在 127.0.0.1:1 没有应答\n');
    expect(out()).not.toContain('已就绪');
  });

  it('leaves a data directory alone that a living run has, and names the way out', async () => {
    const { run, dataDir, events, err } = stage();
    writeOwner(dataDir);
    expect(await run()).toBe(1);
    expect(events).toEqual([]);
    expect(err()).toContain('请先停止它，或用环境变量 DATA_DIR 另指定目录');
  });

  it('takes no words, and starts nothing for any', async () => {
    const { io, err } = heardIo();
    expect(await start(['now'], io, { ...({} as StartParts) })).toBe(2);
    expect(err()).toContain('用法：npm start');
  });
});
