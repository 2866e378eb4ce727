import type { Command } from '../../cli/dispatch.ts';
import { dispatch } from '../../cli/dispatch.ts';

const COMMANDS: readonly Command[] = [
  {
    name: 'count',
    summary: '数一数',
    load: async () => ({ run: async (args) => args.length, usage: '用法：count\n' }),
  },
  { name: 'broken', summary: '出错', load: () => Promise.reject(new Error('磁盘已满')) },
];

const run = async (...args: string[]) => {
  let [stdout, stderr] = ['', ''];
  const code = await dispatch(COMMANDS, args, {
    stdout: { write: (text: string) => (stdout += text) },
    stderr: { write: (text: string) => (stderr += text) },
  });
  return { code, stdout, stderr };
};

describe('the commands of the program', () => {
  it('passes on the words after the name and gives back the exit code', async () => {
    expect((await run('count', 'a', '--b', 'c')).code).toBe(3);
  });

  it('lists the commands when asked, and when called with nothing', async () => {
    expect(await run('help')).toEqual({
      code: 0,
      stdout: expect.stringContaining('count       数一数'),
      stderr: '',
    });
    expect(await run()).toEqual({ code: 2, stdout: '', stderr: expect.stringContaining('数一数') });
  });

  it('names a command that is none', async () => {
    expect(await run('cuont')).toEqual({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining('没有“cuont”这个命令，是不是“count”？'),
    });
  });

  it.each([
    ['count', '--help'],
    ['count', 'a', '-h'],
    ['help', 'count'],
  ])('tells how one command is called: %s %s', async (...args) => {
    expect(await run(...args)).toEqual({ code: 0, stdout: '用法：count\n', stderr: '' });
  });

  it('names no command where none is near', async () => {
    expect((await run('zzzzzz')).stderr).toContain('没有“zzzzzz”这个命令。');
  });

  it('says why a command could not be carried out', async () => {
    expect(await run('broken')).toEqual({ code: 1, stdout: '', stderr: '命令“broken”未能完成：磁盘已满\n' });
  });
});
