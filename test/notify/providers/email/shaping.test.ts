import fc from 'fast-check';
import { createShaper } from '../../../../notify/providers/email/shaping.ts';

const shaperAt = (settings: Parameters<typeof createShaper>[0]) => {
  let time = 1_000_000;
  const shaper = createShaper(settings, () => time);
  return { ...shaper, later: (ms: number) => (time += ms) };
};

describe('the pace of one recipient domain', () => {
  it('gives each mail a place of its own, and lets it go when it comes back', () => {
    const shaper = shaperAt({ domains: { 'qq.com': { perSecond: 10 } } });
    expect(['a', 'b', 'c'].map((id) => shaper.admit(id, 'x@QQ.com'))).toEqual([0, 100, 200]);
    expect(shaper.admit('b', 'x@qq.com')).toBe(100);
    shaper.later(100);
    expect(shaper.admit('b', 'x@qq.com')).toBe(0);
    expect(shaper.admit('c', 'x@qq.com')).toBe(100);
    expect(shaper.admit('d', 'x@163.com')).toBe(0);
  });

  it('leaves every other domain to the star', () => {
    const shaper = shaperAt({ domains: { 'qq.com': { perSecond: 100 }, '*': { perSecond: 1 } } });
    expect([shaper.admit('a', 'x@163.com'), shaper.admit('b', 'x@163.com')]).toEqual([0, 1000]);
    expect(shaper.admit('c', 'x@126.com')).toBe(0);
  });

  it('takes its part of the rate among several processes', () => {
    const shaper = shaperAt({ domains: { 'qq.com': { perSecond: 10 } }, processes: 4 });
    expect([shaper.admit('a', 'x@qq.com'), shaper.admit('b', 'x@qq.com')]).toEqual([0, 400]);
  });

  it('holds no more in hand than it may', () => {
    const shaper = shaperAt({ domains: { 'qq.com': { atOnce: 1 } } });
    expect(shaper.admit('a', 'x@qq.com')).toBe(0);
    expect([shaper.admit('b', 'x@qq.com'), shaper.admit('c', 'x@qq.com')]).toEqual([250, 500]);
    shaper.done('x@qq.com', 10);
    expect(shaper.admit('b', 'x@qq.com')).toBe(0);
  });

  it('never lets more through than the rate, whoever comes when', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.array(fc.tuple(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 30 })), {
          maxLength: 200,
        }),
        (perSecond, comings) => {
          const shaper = shaperAt({ domains: { 'qq.com': { perSecond } } });
          const sentAt: number[] = [];
          let time = 0;
          for (const [waitMs, message] of comings) {
            shaper.later(waitMs);
            time += waitMs;
            if (shaper.admit(`m${message}`, 'x@qq.com') > 0) continue;
            shaper.done('x@qq.com', 10);
            sentAt.push(time);
          }
          // Places that were given and came late may be used together: at most what the whole time allows.
          expect(sentAt.length).toBeLessThanOrEqual(Math.floor((time * perSecond) / 1000) + 1);
        },
      ),
    );
  });
});
