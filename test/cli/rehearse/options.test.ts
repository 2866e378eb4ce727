import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readOptions, SHIPPED_PLAN } from '../../../cli/rehearse/options.ts';
import { UsageError } from '../../../cli/usage-error.ts';
import { DEFAULT_SCENARIO } from '../../../domain/rehearsal/scenario.ts';

const fileWith = async (text: string): Promise<string> => {
  const path = join(await mkdtemp(join(tmpdir(), 'options-')), 'scenario.json');
  await writeFile(path, text);
  return path;
};

describe('the arguments of a rehearsal', () => {
  it('are the shipped plan with its assumed answers where none are given', async () => {
    expect(await readOptions([])).toMatchObject({
      year: null,
      seed: 1,
      planFile: SHIPPED_PLAN,
      answersFile: expect.stringContaining('pinglu-2021.answers.json'),
      scenario: DEFAULT_SCENARIO,
      jsonFile: null,
    });
  });

  it('take no answers for a plan of one’s own unless they are named', async () => {
    expect((await readOptions(['--plan', 'own.txt'])).answersFile).toBeNull();
    expect((await readOptions(['--plan', 'own.txt', '--answers', 'a.json'])).answersFile).toMatch(/a\.json$/);
  });

  it('read year, seed and scenario', async () => {
    const scenario = await fileWith('{"name":"小情景","events":[]}');
    const options = await readOptions(['--year', '2021', '--seed', '7', '--scenario', scenario]);
    expect(options).toMatchObject({ year: 2021, seed: 7, scenario: { name: '小情景', events: [] } });
  });

  it.each([
    [['--seed', 'x'], /--seed 应为/],
    [['--seed=-1'], /--seed 应为/],
    [['--year', '99999'], /--year 应为/],
    [['--colour', 'red'], /参数有误/],
    [['--scenario', '/no/such/file'], /“file”无法读取/],
  ])('refuse %j and say why', async (args, why) => {
    await expect(readOptions(args)).rejects.toThrow(why);
    await expect(readOptions(args)).rejects.toBeInstanceOf(UsageError);
  });

  it('refuse a scenario that is no JSON, or no scenario', async () => {
    const broken = await fileWith('{');
    await expect(readOptions(['--scenario', broken])).rejects.toThrow(/不是有效的 JSON/);
    const wrong = await fileWith('{"colour":"red"}');
    await expect(readOptions(['--scenario', wrong])).rejects.toThrow(/“colour”不认识/);
  });
});
