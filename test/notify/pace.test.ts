import { registerProviders } from '../../db/delivery/providers.ts';
import { createPace } from '../../notify/delivery/pace.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

const fresh = async (id: string) => {
  await registerProviders(test.db, [{ id, channel: 'sms', kind: 'sms-gateway', restingWeight: 100 }]);
  return id;
};

/** Most messages within any second. */
const mostInASecond = (times: readonly number[]): number => {
  const sorted = [...times].sort((a, b) => a - b);
  return Math.max(
    ...sorted.map((start, index) => sorted.slice(index).filter((time) => time < start + 1_000).length),
  );
};

describe('the pace of a provider', () => {
  it('is kept by all processes together, in any second', async () => {
    const id = await fresh('together');
    const rate = 80;
    const times: number[] = [];
    const worker = async (pace: ReturnType<typeof createPace>) => {
      for (let n = 0; n < 12; n += 1) {
        await pace.take(1);
        times.push(performance.now());
      }
    };
    const processes = [createPace(test.db, id, rate), createPace(test.db, id, rate)];
    await Promise.all(processes.flatMap((pace) => Array.from({ length: 8 }, () => worker(pace))));
    expect(times).toHaveLength(192);
    expect(mostInASecond(times)).toBeLessThanOrEqual(rate);
    expect(Math.max(...times) - Math.min(...times)).toBeLessThan(6_000);
  });

  it('counts messages, not calls', async () => {
    const pace = createPace(test.db, await fresh('batches'), 100);
    const began = performance.now();
    for (let n = 0; n < 5; n += 1) await pace.take(20);
    expect(performance.now() - began).toBeGreaterThan(780);
  });

  it('lets the next have what one did not need', async () => {
    const pace = createPace(test.db, await fresh('returned'), 2);
    await pace.take(1);
    const began = performance.now();
    for (let n = 0; n < 20; n += 1) {
      pace.giveBack(1);
      await pace.take(1);
    }
    expect(performance.now() - began).toBeLessThan(400);
  });

  it('rests when the provider asks for it, in every process', async () => {
    const id = await fresh('resting');
    const [one, other] = [createPace(test.db, id, 1_000), createPace(test.db, id, 1_000)];
    await Promise.all([one.take(1), other.take(1)]);
    const began = performance.now();
    await one.hold(600);
    await Promise.all([one.take(1), other.take(1)]);
    expect(performance.now() - began).toBeGreaterThan(590);
  });

  it('of a provider without a rate holds nobody up', async () => {
    const pace = createPace(test.db, await fresh('free'), null);
    const began = performance.now();
    for (let n = 0; n < 1_000; n += 1) await pace.take(1);
    expect(performance.now() - began).toBeLessThan(500);
  });
});
