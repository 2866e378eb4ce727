import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dispatch } from '../../../cli/dispatch.ts';
import { REHEARSE_USAGE, rehearseAs } from '../../../cli/rehearse/rehearse-command.ts';
import type { RehearsalResult } from '../../../cli/rehearse/run-rehearsal.ts';
import type { InvariantName } from '../../../domain/rehearsal/summary.ts';
import { heardIo, soundResult, soundSummary } from '../support/summary.ts';

const BROKEN: InvariantName = 'valid-teams';

const brokenBy = (change: { readonly holds?: boolean; readonly checked?: number }): RehearsalResult => {
  const { invariants } = soundSummary();
  return soundResult({
    summary: soundSummary({
      invariants: invariants.map((each) => (each.name === BROKEN ? { ...each, ...change } : each)),
    }),
  });
};

/** The command as it is called, over a year of the test's own. */
const call = async (args: readonly string[], result = soundResult()) => {
  const { io, out, err } = heardIo();
  const asked: unknown[] = [];
  const command = {
    name: 'rehearse',
    summary: '',
    load: async () => ({
      usage: REHEARSE_USAGE,
      run: (words: string[]) =>
        rehearseAs(words, io, async (_, options) => {
          asked.push(options);
          return result;
        }),
    }),
  };
  const code = await dispatch([command], ['rehearse', ...args], io);
  return { code, out: out(), err: err(), asked };
};

describe('npm run rehearse', () => {
  it('ends with 0 where every invariant holds, and prints the summary', async () => {
    const { code, out, err } = await call([]);
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('【演练】某区交通运输局 2021 年度');
  });

  it.each([
    ['does not hold', { holds: false }],
    ['looked at nothing', { checked: 0 }],
  ])('ends with 1 where one invariant %s, however many others do', async (_, change) => {
    expect((await call([], brokenBy(change))).code).toBe(1);
  });

  it('ends with 1 where the year did not come to its end, and says what is open and what was refused', async () => {
    const refused = [{ on: '2021-03-01', workflowId: 'task/1', command: 'recordVisit', reason: '已办结' }];
    const outcome = { endedAt: '2022-12-31T00:00:00.000Z', finished: false, open: 3 };
    const { code, err } = await call([], soundResult({ outcome, refused }));
    expect(code).toBe(1);
    expect(err).toContain('仍有 3 项没有办结');
    expect(err).toContain('task/1 recordVisit 未被受理：已办结');
  });

  it('tells on stderr which facts break an invariant', async () => {
    const result = brokenBy({ holds: false });
    const invariants = result.invariants.map((each) =>
      each.name === BROKEN ? { ...each, examples: ['任务 7 只有一人'] } : each,
    );
    expect((await call([], { ...result, invariants })).err).toContain('任务 7 只有一人');
  });

  it('writes with --json the whole summary and nothing else, as one JSON document', async () => {
    const place = await mkdtemp(join(tmpdir(), 'rehearse-'));
    const file = join(place, 'summary.json');
    const result = brokenBy({ holds: false });
    // A year that went wrong is written as well: it is what a machine is to see.
    expect((await call(['--json', file, '--seed', '7'], result)).code).toBe(1);
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(result.summary);
    expect(await readdir(place)).toEqual(['summary.json']);
  });

  it('plays the year, plan and seed that it is asked for', async () => {
    const { asked } = await call(['--seed', '5', '--year', '2022']);
    expect(asked).toMatchObject([{ seed: 5, year: 2022 }]);
  });

  it.each([
    ['an option that there is not', ['--sed', '5']],
    ['a seed that is no number', ['--seed', 'five']],
    ['a word too many', ['2021']],
  ])('ends with 2, tells how it is called and plays nothing for %s', async (_, args) => {
    const { code, err, asked } = await call(args);
    expect([code, asked]).toEqual([2, []]);
    expect(err).toContain(REHEARSE_USAGE);
  });
});
