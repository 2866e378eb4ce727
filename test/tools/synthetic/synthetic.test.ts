import { ROLES } from '../../../db/officers.ts';
import { storedRowOf } from '../../../db/plan/plan-rows.ts';
import { unitRowProblems } from '../../../db/registers/unit-rows.ts';
import { unitsInScope } from '../../../db/registers/units.ts';
import { quotaOf } from '../../../domain/quota/quota.ts';
import { loadSyntheticAuthority } from '../../../tools/synthetic/load-authority.ts';
import { makeSyntheticAuthority, SYNTHETIC_ITEMS } from '../../../tools/synthetic/make-authority.ts';
import { seededRandom } from '../../../tools/synthetic/random.ts';
import { TRADES } from '../../../tools/synthetic/sections.ts';
import { syntheticUnits } from '../../../tools/synthetic/units.ts';
import { planRows2021 } from '../../db/support/plan-2021.ts';
import { createTestDatabase } from '../../support/database.ts';

const SEEDS = ['pinglu-2021', 'a', 'b', '种子', ''];

describe('the seeded random numbers', () => {
  it('are the same for the same seed and stream, and others for others', () => {
    const run = (seed: string, stream: string): number[] => {
      const random = seededRandom(seed, stream);
      return Array.from({ length: 20 }, () => random.below(1_000_000));
    };
    expect(run('a', 'units')).toEqual(run('a', 'units'));
    expect(run('a', 'units')).not.toEqual(run('b', 'units'));
    expect(run('a', 'units')).not.toEqual(run('a', 'people'));
    expect(run('a', 'units').slice(0, 3)).toMatchInlineSnapshot(`
[
  885343,
  812783,
  730737,
]
`);
  });

  it('fall evenly on every number below the bound (chi-squared, 9 degrees of freedom)', () => {
    const random = seededRandom('even', 'test');
    const counts = Array.from({ length: 10 }, () => 0);
    for (let n = 0; n < 100_000; n += 1) {
      const value = random.below(10);
      counts[value] = (counts[value] ?? 0) + 1;
    }
    const chiSquared = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
    expect(chiSquared).toBeLessThan(27.9);
  });

  it('refuse a bound that is no whole number above zero', () => {
    expect(() => seededRandom('a', 'b').below(0)).toThrow(RangeError);
    expect(() => seededRandom('a', 'b').pick([])).toThrow(RangeError);
  });
});

describe.each(SEEDS)('the bureau invented from seed “%s”', (seed) => {
  const made = makeSyntheticAuthority(seed);

  it('is the same each time', () => {
    expect(makeSyntheticAuthority(seed)).toEqual(made);
  });

  it('has units that the register takes, each code and name once', () => {
    expect(made.units.flatMap((unit, index) => unitRowProblems(unit, index + 1))).toEqual([]);
    expect(new Set(made.units.map(({ code }) => code)).size).toBe(made.units.length);
    expect(new Set(made.units.map(({ name }) => name)).size).toBe(made.units.length);
  });

  it('reaches nobody: addresses that no server has, numbers that no operator gave out', () => {
    const emails = [
      ...made.officers.map(({ email }) => email),
      ...made.units.map((unit) => unit.contactEmail),
    ];
    const phones = [
      ...made.officers.map(({ phone }) => phone),
      ...made.units.map((unit) => unit.contactPhone),
    ];
    expect(emails.filter((email) => !email?.endsWith('.example.invalid'))).toEqual([]);
    expect(phones.filter((phone) => !/^154\d{8}$/u.test(phone ?? ''))).toEqual([]);
  });

  it('has someone for every right, and keeps rights that must be apart in different hands [R281]', () => {
    const withRole = (role: string) =>
      [...made.roles].filter(([, roles]) => roles.some((held) => held === role)).map(([id]) => id);
    for (const role of ROLES) expect(withRole(role).length).toBeGreaterThan(0);
    const pairs = [
      ['drafter', 'approver'],
      ['drawer', 'witness'],
      ['inspector', 'reviewer'],
      ['drafter', 'reviewer'],
      ['admin', 'approver'],
    ] as const;
    for (const [one, other] of pairs) {
      expect(withRole(one).filter((id) => withRole(other).includes(id))).toEqual([]);
    }
    expect(withRole('inspector').sort()).toEqual(made.inspectors.map(({ officerId }) => officerId).sort());
  });

  it('has 24 inspectors or more with a certificate for the whole year, and four or more in each trade', () => {
    const valid = made.inspectors.filter(
      (one) => one.certificateValidFrom <= '2021-01-01' && one.certificateValidTo >= '2021-12-31',
    );
    expect(valid.length).toBeGreaterThanOrEqual(24);
    for (const trade of TRADES) {
      expect(valid.filter((one) => one.qualifications.includes(trade)).length).toBeGreaterThanOrEqual(4);
    }
  });

  it('has a checklist of 8 to 15 lines with their legal basis for every item, in its parts [R275]', () => {
    for (const { lines, legalBasis } of made.items) {
      expect(lines.length).toBeGreaterThanOrEqual(8);
      expect(lines.length).toBeLessThanOrEqual(15);
      expect(new Set(lines.map(({ part }) => part)).size).toBeGreaterThanOrEqual(3);
      expect(
        [legalBasis, ...lines.map((line) => line.legalBasis)].filter((basis) => !basis.startsWith('《')),
      ).toEqual([]);
    }
  });

  it('gives the rows of the 2021 plan between 180 and 220 visits [R273] [R276]', () => {
    const rows = planRows2021().map((row) => storedRowOf(row, SYNTHETIC_ITEMS, made.authority.name));
    const drawn = rows.map((row) => {
      const eligible = made.units.filter(
        (unit) =>
          unit.category === row.scopeCategory &&
          unit.status === 'operating' &&
          (row.scopeFoundedBefore === null || (unit.foundedOn ?? '9999') < row.scopeFoundedBefore),
      ).length;
      const { ratioNumerator: numerator, ratioDenominator: denominator, ratioKind: kind } = row;
      return quotaOf({ eligible, numerator, denominator, kind }).quota;
    });
    expect(Math.min(...drawn)).toBeGreaterThanOrEqual(6);
    const visits = drawn.reduce((sum, count) => sum + count, 0);
    expect(visits).toBeGreaterThanOrEqual(180);
    expect(visits).toBeLessThanOrEqual(220);
  });
});

describe('the loader', () => {
  it('writes the whole bureau once', async () => {
    const test = await createTestDatabase();
    try {
      const made = await loadSyntheticAuthority(test.db, 'pinglu-2021');
      expect(await loadSyntheticAuthority(test.db, 'pinglu-2021')).toBeNull();
      const count = async (table: 'unit' | 'officer' | 'inspector' | 'inspectorInterest' | 'item') =>
        (
          await test.db
            .selectFrom(table)
            .select((eb) => eb.fn.countAll<number>().as('count'))
            .where('authorityId', '=', 'pinglu')
            .executeTakeFirstOrThrow()
        ).count;
      expect(await count('unit')).toBe(made?.units.length);
      expect(await count('officer')).toBe(made?.officers.length);
      expect(await count('inspector')).toBe(made?.inspectors.length);
      expect(await count('inspectorInterest')).toBe(made?.interests.length);
      expect(await count('item')).toBe(5);
      const scope = { category: '道路货物运输', area: null, foundedBefore: '2021-01-01' };
      const eligible: string[] = [];
      for await (const page of unitsInScope(test.db, 'pinglu', scope))
        eligible.push(...page.map(({ id }) => id));
      expect(eligible).toHaveLength(300);
    } finally {
      await test.drop();
    }
  });
});

describe('a large register', () => {
  it('keeps codes and names apart, in any size and any year', () => {
    const codes = new Set<string>();
    const names = new Set<string>();
    let count = 0;
    for (const unit of syntheticUnits('large', { units: 50_000, year: 2026 })) {
      count += 1;
      codes.add(unit.code);
      names.add(unit.name);
    }
    expect(Math.abs(count - 50_000)).toBeLessThan(50);
    expect([codes.size, names.size]).toEqual([count, count]);
  });
});
