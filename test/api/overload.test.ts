import { startTestApp, type TestApp } from './support/app.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp({ refusesOverload: true });
});
afterAll(() => test.close());

/** Keeps the process busy as a flood of work would: nothing else runs meanwhile. */
const block = (ms: number): void => {
  for (const end = performance.now() + ms; performance.now() < end; );
};
const pause = (ms: number): Promise<void> => new Promise((settle) => setTimeout(settle, ms));

it('refuses with 503 and Retry-After while it falls behind, stays alive to who asks, and recovers by itself', async () => {
  expect((await test.app.inject('/')).statusCode).toBe(200);
  for (let turns = 0; turns < 3; turns += 1) {
    block(4_000);
    await pause(1);
  }
  const refused = await test.app.inject('/');
  expect([refused.statusCode, refused.headers['retry-after'], refused.json().code]).toEqual([
    503,
    '5',
    'Overloaded',
  ]);
  expect((await test.app.inject('/healthz')).statusCode).toBe(200);
  for (let tries = 0; tries < 40; tries += 1) {
    if ((await test.app.inject('/')).statusCode === 200) return;
    await pause(250);
  }
  throw new Error('it did not recover');
});
