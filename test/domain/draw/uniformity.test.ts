/**
 * Chi-square tests over fixed keys: deterministic, so they either hold for ever or fail for ever. Samples of what
 * `npm run bench:fairness` does with 200,000 draws each.
 */
import { fitOf } from '../../../bench/support/chi-square.ts';
import { cityDraw, EXPERIMENTS, type Experiment, run } from '../../../bench/support/fairness.ts';

const DRAWS = 3_000;
const IMPROBABLE = 0.001;

describe('the draw is fair [R265] [R253]', () => {
  it.each(EXPERIMENTS)('in $what', (experiment) => {
    expect(run(experiment, DRAWS).p).toBeGreaterThan(IMPROBABLE);
  });
});

describe('the measure of fairness', () => {
  it('has the published upper points of chi-square', () => {
    const pOf = (chiSquare: number, degrees: number): number => {
      // One count so far off, of so many outcomes that are otherwise as expected, that chi-square is the one asked for.
      const outcomes = degrees + 1;
      const expected = 1_000_000;
      const shift = Math.sqrt((chiSquare * expected) / 2);
      const counts = Array.from({ length: outcomes }, (_, k) =>
        k === 0 ? expected + shift : k === 1 ? expected - shift : expected,
      );
      return fitOf(counts, new Array<number>(outcomes).fill(1 / outcomes)).p;
    };
    expect(pOf(18.467, 4)).toBeCloseTo(0.001, 5);
    expect(pOf(31.264, 11)).toBeCloseTo(0.001, 5);
    expect(pOf(30.144, 19)).toBeCloseTo(0.05, 4);
    expect(pOf(85.749, 89)).toBeCloseTo(0.578, 2);
  });

  const named = (name: string): Experiment => {
    const found = EXPERIMENTS.find((each) => each.name === name);
    if (found === undefined) throw new Error(`no experiment ${name}`);
    return found;
  };

  it('finds a draw unfair that takes every fifth unit from a random start', () => {
    const draw: Experiment['draw'] = (machine) => {
      const start = (machine.ticket('start')[0] ?? 0) % 5;
      return `${start}+${start + 5}`;
    };
    expect(run({ ...named('pairs'), draw }, DRAWS).p).toBeLessThan(IMPROBABLE);
  });

  it('finds a draw unfair in which a stratum after another meets the tickets that just failed', () => {
    const draw: Experiment['draw'] = (machine) => cityDraw(machine, 1);
    expect(run({ ...named('city'), draw }, DRAWS).p).toBeLessThan(IMPROBABLE);
  });
});
