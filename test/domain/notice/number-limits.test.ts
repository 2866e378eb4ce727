import fc from 'fast-check';
import { type NumberLimit, secondsUntilFree } from '../../../domain/notice/number-limits.ts';

const limit = (messages: number, withinSeconds: number, sameNotice = false): NumberLimit => ({
  messages,
  withinSeconds,
  sameNotice,
});
const sent = (...secondsAgo: number[]) => secondsAgo.map((ago) => ({ notice: 'a', secondsAgo: ago }));

describe('what one number may get', () => {
  it.each<[string, NumberLimit[], number[], number]>([
    ['nothing was sent', [limit(1, 30)], [], 0],
    ['fewer were sent than may be', [limit(3, 30)], [1, 2], 0],
    ['what was sent is long ago', [limit(1, 30)], [30], 0],
    ['the last is half a limit ago', [limit(1, 30)], [12], 18],
    ['the oldest in the way counts, not the newest', [limit(2, 30)], [5, 25], 5],
    ['more were sent than may be: so many must leave first', [limit(2, 30)], [5, 10, 25], 20],
    ['the strictest limit holds', [limit(1, 30), limit(5, 3_600)], [100, 200, 300, 400, 3_000], 600],
  ])('where %s', (_, limits, ago, expected) => {
    expect(secondsUntilFree(limits, sent(...ago), 'a')).toBe(expected);
  });

  it('counts other notices only where the limit is not one of each template', () => {
    const others = [{ notice: 'b', secondsAgo: 1 }];
    expect(secondsUntilFree([limit(1, 30, true)], others, 'a')).toBe(0);
    expect(secondsUntilFree([limit(1, 30, true)], others, 'b')).toBe(29);
    expect(secondsUntilFree([limit(1, 30)], others, 'a')).toBe(29);
  });

  it('never lets more through in any window, however messages come', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 50 }),
        fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 40 }),
        (messages, withinSeconds, pauses) => {
          const rule = limit(messages, withinSeconds);
          const at: number[] = [];
          let now = 0;
          for (const pause of pauses) {
            now += pause;
            now += secondsUntilFree(
              [rule],
              at.map((one) => ({ notice: 'a', secondsAgo: now - one })),
              'a',
            );
            at.push(now);
          }
          for (const one of at)
            expect(
              at.filter((other) => other > one - withinSeconds && other <= one).length,
            ).toBeLessThanOrEqual(messages);
        },
      ),
    );
  });
});
