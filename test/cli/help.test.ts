import { spawnSync } from 'node:child_process';
import { childEnvironment } from '../../runtime/environment.ts';

const cli = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['cli/main.ts', ...args], {
    env: childEnvironment({ NODE_OPTIONS: undefined }),
    encoding: 'utf8',
  });
  return { code: status, stdout, stderr };
};
const NAMES = [...cli('help').stdout.matchAll(/^ {2}([a-z]+) /gmu)].map(([, name = '']) => name);

describe('every command of the program', () => {
  it.each(NAMES)('%s tells how it is called, and nothing else', (name) => {
    expect(cli(name, '--help')).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^用法：/u),
      stderr: '',
    });
  });

  it('names the option that was probably meant', () => {
    const { code, stderr } = cli('rehearse', '--sed', '3');
    expect([code, stderr.split('\n')[0]]).toEqual([2, '没有“--sed”这个选项，是不是“--seed”？']);
  });
});
