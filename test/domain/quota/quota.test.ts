import fc from 'fast-check';
import { type QuotaInput, quotaOf, type RatioKind } from '../../../domain/quota/quota.ts';
import { shareTotal } from '../../../domain/quota/share-total.ts';
import { vectors } from '../../support/vectors.ts';

interface Golden {
  readonly quotas: readonly (QuotaInput & { readonly quota: number })[];
  readonly shares: readonly {
    readonly total: number;
    readonly strata: readonly { readonly code: string; readonly eligible: number }[];
    readonly shares: Readonly<Record<string, number>>;
  }[];
}

const golden = vectors<Golden>('dr1-quotas.json');
const ratio = fc
  .integer({ min: 1, max: 1000 })
  .chain((denominator) =>
    fc.record({ denominator: fc.constant(denominator), numerator: fc.nat(denominator) }),
  );
const kind = fc.constantFrom<RatioKind>('exact', 'floor', 'cap');
const codesOf = (input: QuotaInput): string[] => quotaOf(input).conflicts.map(({ code }) => code);

describe('quota of a stratum', () => {
  it.each(golden.quotas)(
    'agrees with the second implementation: $numerator/$denominator ($kind) of $eligible',
    ({ quota, ...input }) => {
      expect(quotaOf(input).quota).toBe(quota);
    },
  );

  it('rounds up, so that 5 % of 21 is two units', () => {
    expect(quotaOf({ eligible: 21, numerator: 5, denominator: 100, kind: 'exact' })).toEqual({
      quota: 2,
      conflicts: [],
    });
    expect(quotaOf({ eligible: 20, numerator: 5, denominator: 100, kind: 'exact' }).quota).toBe(1);
  });

  it('draws at least one wherever there is someone and the ratio is above zero', () => {
    fc.assert(
      fc.property(ratio, fc.integer({ min: 1, max: 10_000 }), (share, eligible) => {
        fc.pre(share.numerator > 0);
        return quotaOf({ eligible, ...share, kind: 'floor' }).quota >= 1;
      }),
    );
  });

  it('never takes more than there are, nor passes a cap by any part of a unit', () => {
    fc.assert(
      fc.property(ratio, kind, fc.nat(100_000), fc.nat(50), (share, of, eligible, minimum) => {
        const { quota } = quotaOf({ eligible, ...share, kind: of, minimum });
        const product = quota * share.denominator;
        expect(quota).toBeLessThanOrEqual(eligible);
        if (of === 'cap') expect(product).toBeLessThanOrEqual(eligible * share.numerator);
        else expect(product).toBeGreaterThanOrEqual(eligible * share.numerator);
      }),
    );
  });

  it('is exact where floating point is not', () => {
    const eligible = Number.MAX_SAFE_INTEGER;
    expect(quotaOf({ eligible, numerator: 1, denominator: 3, kind: 'exact' }).quota).toBe(
      3_002_399_751_580_331,
    );
    expect(quotaOf({ eligible: 100, numerator: 7, denominator: 100, kind: 'exact' }).quota).toBe(7);
  });

  it('keeps the cap and reports that one unit would break it [R205]', () => {
    const { quota, conflicts } = quotaOf({ eligible: 10, numerator: 5, denominator: 100, kind: 'cap' });
    expect(quota).toBe(0);
    expect(conflicts).toEqual([{ code: 'cap-below-one', message: expect.stringContaining('至少抽1个') }]);
  });

  it('reports bounds that cannot all hold', () => {
    expect(codesOf({ eligible: 40, numerator: 5, denominator: 100, kind: 'cap', minimum: 3 })).toEqual([
      'cap-below-minimum',
    ]);
    expect(codesOf({ eligible: 2, numerator: 5, denominator: 100, kind: 'exact', minimum: 3 })).toEqual([
      'minimum-above-eligible',
    ]);
    expect(
      codesOf({ eligible: 100, numerator: 5, denominator: 100, kind: 'floor', minimum: 4, maximum: 3 }),
    ).toEqual(['maximum-below-ratio', 'maximum-below-minimum']);
    expect(codesOf({ eligible: 0, numerator: 5, denominator: 100, kind: 'exact' })).toEqual([
      'nothing-eligible',
    ]);
    expect(codesOf({ eligible: 100, numerator: 5, denominator: 100, kind: 'exact', maximum: 3 })).toEqual([]);
  });

  it('refuses a ratio above the whole and counts that are not whole', () => {
    expect(() => quotaOf({ eligible: 1, numerator: 101, denominator: 100, kind: 'exact' })).toThrow(
      /超过100%/,
    );
    expect(() => quotaOf({ eligible: 1.5, numerator: 1, denominator: 100, kind: 'exact' })).toThrow(
      /对象总数/,
    );
    expect(() => quotaOf({ eligible: 1, numerator: 1, denominator: 0, kind: 'exact' })).toThrow(/比例分母/);
  });
});

describe('splitting a fixed total', () => {
  it.each(golden.shares)('agrees with the second implementation on $total', ({ total, strata, shares }) => {
    expect(Object.fromEntries(shareTotal(total, strata))).toEqual(shares);
  });

  it('gives out the total exactly, no stratum more than it has nor a unit away from its share', () => {
    const sizes = fc.array(fc.nat(500), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(sizes, fc.nat(3000), (eligible, total) => {
        const strata = eligible.map((n, index) => ({ code: `层${index}`, eligible: n }));
        const all = eligible.reduce((a, b) => a + b, 0);
        const shares = shareTotal(total, strata);
        expect([...shares.values()].reduce((a, b) => a + b, 0)).toBe(Math.min(total, all));
        for (const { code, eligible: n } of strata) {
          const given = shares.get(code) ?? -1;
          expect(given).toBeLessThanOrEqual(n);
          expect(Math.abs(given - (Math.min(total, all) * n) / Math.max(1, all))).toBeLessThan(1);
        }
      }),
    );
  });

  it('does not depend on the order in which strata are named', () => {
    const strata = ['丙', '甲', '乙'].map((code) => ({ code, eligible: 5 }));
    expect(shareTotal(7, strata.toReversed())).toEqual(new Map([...shareTotal(7, strata)].reverse()));
  });
});
