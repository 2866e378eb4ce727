import fc from 'fast-check';
import { buildAnnouncement } from '../../../domain/draw/build-announcement.ts';
import { compareUtf8 } from '../../../domain/draw/canonical.ts';
import { executeDraw } from '../../../domain/draw/execute-draw.ts';
import { type UnitKey, unitKey } from '../../../domain/draw/labels.ts';
import { profileOf } from '../../../domain/draw/profile.ts';
import { commitRoster, type RosterEntry } from '../../../domain/draw/roster.ts';
import { standOf } from '../../../domain/strata/place-unit.ts';
import type { RowRule } from '../../../domain/strata/row-rule.ts';
import { rowStrata } from '../../../domain/strata/row-strata.ts';
import type { RegisterUnit, RowToDraw } from '../../../domain/strata/row-to-draw.ts';
import { placeUnit, secondTurnsOf } from '../../../domain/strata/second-turns.ts';
import { anyClasses, graded, percent, rowWith, SETTING, tallyOf, unitWith } from './support/rows.ts';

const DRAW_ID = 'test/2026-001';
const VISITS = { from: '2026-01-08', to: '2026-04-30' };
const sources = [{ id: 'rehearsal', value: 'seed' }];

const codeOf = (index: number): UnitKey => unitKey('station', `c${String(index).padStart(4, '0')}`);

/** The row announced and drawn as the authority does it, from the register on. */
const draw = (row: RowToDraw, units: readonly RegisterUnit[]) => {
  const tally = tallyOf(row, units);
  const turns = secondTurnsOf(row, row.rule?.coverage === undefined ? undefined : tally);
  const weighted = new Set<string>();
  const roster = units
    .flatMap((unit, index): RosterEntry[] => {
      const stand = standOf(row, SETTING, unit);
      const weight = stand.kind === 'listed' ? stand.weight : 1;
      const { strata } = placeUnit(row, stand, turns);
      if (weight !== 1) for (const stratum of strata) weighted.add(stratum);
      return strata.map((stratum) => ({ code: codeOf(index), stratum, w: weight }));
    })
    .sort((a, b) => compareUtf8(a.code, b.code) || compareUtf8(a.stratum, b.stratum));
  const { strata } = rowStrata(row, tally, { visits: VISITS, reserve: 5, weighted });
  const { announcement } = buildAnnouncement({
    ...{ alg: 'hkdf-sha256-min-v1', bureau: '测试局', cycle: '2026-1', purpose: 'regular', batch: 1 },
    ...{ draw_no: '2026-001', draw_id: DRAW_ID, announced_at: '2026-01-07T02:00:00.000000Z' },
    ...{ rehearsal: true, signers: null, notice_hours: 24, otc_commit: 'none', publish_policy: '即行公布' },
    ...{
      witness_required: false,
      sign_off_working_days: 5,
      verifier_sha256: 'none',
      software_version: 'test',
    },
    sources: [{ id: 'rehearsal', kind: 'rehearsal', normalisation: 'as-is', when: '演练', where: '演练' }],
    fallback: {
      wait_until: '2026-01-20T02:00:00.000000Z',
      // biome-ignore lint/suspicious/noThenProperty: the published name of this member
      then: 'void',
      lack_of_people: 'void',
      text: '到期仍无随机数的，作废。',
    },
    strata,
    roster: commitRoster(DRAW_ID, roster, profileOf('hkdf-sha256-min-v1')),
    exclusions: [],
  });
  return { announcement, record: executeDraw({ announcement, sources, roster }) };
};

const drawnOf = ({ record }: ReturnType<typeof draw>): UnitKey[] =>
  record.strata.flatMap(({ order, quota }) => order.slice(0, quota).map(({ unit }) => unit));

const expectSound = (row: RowToDraw, units: readonly RegisterUnit[]): void => {
  const done = draw(row, units);
  const drawn = drawnOf(done);
  const wanted = done.announcement.strata.reduce((sum, { quota }) => sum + quota, 0);
  expect(drawn).toHaveLength(wanted);
  expect(new Set(drawn).size).toBe(wanted);
  const depths = done.announcement.strata.map(({ quota, reserve }) => quota + reserve);
  expect(done.record.strata.map(({ order }) => order.length)).toEqual(depths);
};

const marks = fc.record({
  area: fc.constantFrom('东区', '西区', '南区', ''),
  riskClass: fc.constantFrom(null, 'A', 'D'),
  drawnIn: fc.constantFrom({}, { freight: 2026 }),
  tags: fc.constantFrom([], ['危货']),
});
const register = fc.array(marks.map(unitWith), { minLength: 1, maxLength: 40 });
const ratio = fc.integer({ min: 1, max: 100 }).map((part) => percent(part));

const announces = (rule: fc.Arbitrary<RowRule>): void => {
  fc.assert(
    fc.property(rule, ratio, register, (given, share, units) => {
      expectSound(rowWith(given, { ratio: share, drawType: 'either' }), units);
    }),
    { numRuns: 60 },
  );
};

describe('whatever a rule says, its row is announced and nobody is drawn twice', () => {
  it('by classes', () => {
    fc.assert(
      fc.property(anyClasses, ({ row, counts }) => expectSound(row, graded(counts))),
      { numRuns: 60 },
    );
  });

  it('by own areas [R208]', () => {
    announces(
      fc.record({
        ownArea: fc.record({
          areas: fc.constantFrom<string[][]>([], ['东区'], ['东区', '西区']),
          share: fc.integer({ min: 1, max: 100 }).map((numerator) => ({ numerator, denominator: 100 })),
          base: fc.constant('own' as const),
        }),
      }),
    );
  });

  it('without repeats', () => {
    announces(
      fc.record({
        coverage: fc.record({
          years: fc.constant(1),
          whenAllHadTheirTurn: fc.constantFrom('begin-again' as const, 'stop' as const),
        }),
      }),
    );
  });

  it('by direction, weights, numbers and batches together [R212, R204]', () => {
    announces(
      fc.record({
        direction: fc.constantFrom(undefined, { tags: ['危货'] }, { areas: ['东区', '西区'] }),
        weights: fc.constantFrom(undefined, { version: 'v', classes: [{ of: ['D'], weight: 9 }], others: 1 }),
        count: fc.constantFrom(undefined, 1, 7, 50),
        batches: fc.constantFrom(undefined, { by: 'month' as const }),
      }),
    );
  });
});
