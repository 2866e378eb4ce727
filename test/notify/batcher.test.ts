import { createBatcher } from '../../notify/delivery/batcher.ts';

describe('a batcher', () => {
  it('does what is asked for in one turn together, and what comes meanwhile next, in order', async () => {
    const runs: number[][] = [];
    const double = createBatcher(async (items: readonly number[]) => {
      runs.push([...items]);
      await new Promise((next) => setTimeout(next, 20));
      return items.map((item) => item * 2);
    }, 3);
    const early = [1, 2].map(double);
    await new Promise((next) => setTimeout(next, 5));
    const late = [3, 4, 5, 6].map(double);
    expect(await Promise.all([...early, ...late])).toEqual([2, 4, 6, 8, 10, 12]);
    expect(runs).toEqual([[1, 2], [3, 4, 5], [6]]);
  });

  it('gives a failure to those it concerns, and goes on', async () => {
    let runs = 0;
    const ask = createBatcher(async (items: readonly string[]) => {
      runs += 1;
      if (runs === 1) throw new Error('the database is away');
      return items;
    }, 10);
    const first = await Promise.allSettled([ask('a'), ask('b')]);
    expect(first.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await ask('c')).toBe('c');
  });

  it('leaves nobody waiting where there are too few results', async () => {
    const ask = createBatcher(async () => ['one'], 10);
    const [one, other] = await Promise.allSettled([ask('a'), ask('b')]);
    expect(one).toMatchObject({ status: 'fulfilled', value: 'one' });
    expect(other?.status).toBe('rejected');
  });
});
