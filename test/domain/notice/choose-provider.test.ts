import fc from 'fast-check';
import { chooseProvider, type ProviderState } from '../../../domain/notice/choose-provider.ts';

const provider = (id: string, weight: number, state: Partial<ProviderState> = {}): ProviderState => ({
  ...{ id, weight, isPaused: false, isOpen: false },
  ...state,
});
const shares = (providers: readonly ProviderState[], attempt = 0, count = 10_000) => {
  const counts: Record<string, number> = {};
  for (let n = 0; n < count; n += 1) {
    const id =
      chooseProvider(providers, `6f1c9f0e-0000-4000-8000-${String(n).padStart(12, '0')}`, attempt)?.id ??
      'none';
    counts[id] = (counts[id] ?? 0) + 1 / count;
  }
  return counts;
};

describe('the choice of a provider', () => {
  it('follows the weights', () => {
    const { a = 0, b = 0, c } = shares([provider('a', 60), provider('b', 30), provider('c', 0)]);
    expect(a).toBeGreaterThan(0.65);
    expect(a).toBeLessThan(0.69);
    expect(a + b).toBeCloseTo(1);
    expect(c).toBeUndefined();
  });

  it('is the same for the same attempt, and may be another for the next', () => {
    const providers = [provider('a', 50), provider('b', 50)];
    const ids = Array.from({ length: 100 }, (_, n) => `message-${n}`);
    const choices = (attempt: number) => ids.map((id) => chooseProvider(providers, id, attempt)?.id);
    expect(choices(0)).toEqual(choices(0));
    expect(choices(1)).not.toEqual(choices(0));
  });

  it('passes over what is paused or open, and uses a stand-by only then', () => {
    const standBy = provider('stand-by', 0);
    expect(shares([provider('a', 100), standBy], 0, 100)).toEqual({ a: expect.closeTo(1) });
    expect(shares([provider('a', 100, { isPaused: true }), standBy], 0, 100)).toEqual({
      'stand-by': expect.closeTo(1),
    });
    expect(shares([provider('a', 100, { isOpen: true }), standBy], 0, 100)).toEqual({
      'stand-by': expect.closeTo(1),
    });
  });

  it('moves only the messages that a shift takes from one to give to the other', () => {
    const before = [provider('a', 50), provider('b', 50)];
    const after = [provider('a', 40), provider('b', 60)];
    for (let n = 0; n < 1_000; n += 1) {
      const [was, is] = [before, after].map((weights) => chooseProvider(weights, `message-${n}`, 0)?.id);
      if (was === 'b') expect(is).toBe('b');
    }
  });

  it('gives none where none may be used, else always one that may', () => {
    const anyProvider = fc.record({
      id: fc.string(),
      weight: fc.integer({ min: 0, max: 100 }),
      isPaused: fc.boolean(),
      isOpen: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(anyProvider), fc.string(), fc.nat(), (providers, message, attempt) => {
        const usable = providers.filter(({ isPaused, isOpen }) => !isPaused && !isOpen);
        const chosen = chooseProvider(providers, message, attempt);
        if (usable.length === 0) expect(chosen).toBeNull();
        else expect(usable).toContain(chosen);
      }),
    );
  });
});
