/**
 * Whether a draw is as fair as it is said to be: chi-square of what comes out of many keys against the exact law, for
 * units (uniform, in pairs, in order, by weight, in overlapping strata) and for inspectors (leaders, loads, pairings).
 * Prints rows for `docs/measurements.md`; the exit code is 1 where an honest draw would look so in one run of 10,000.
 *
 *     npm run bench:fairness -- [--draws 200000] [--only weights] [--series fairness]
 */
import { parseArgs } from 'node:util';
import { EXPERIMENTS, run } from './support/fairness.ts';

const { values } = parseArgs({
  options: {
    draws: { type: 'string', default: '200000' },
    only: { type: 'string', default: '' },
    series: { type: 'string', default: 'fairness' },
  },
});
const draws = Number(values.draws);
const IMPROBABLE = 1e-4;

console.log('| what comes out | outcomes | draws | seeds | chi-square | degrees of freedom | p |');
console.log('|---|---|---|---|---|---|---|');
for (const experiment of EXPERIMENTS.filter(({ name }) => name.includes(values.only))) {
  const { name, what, law } = experiment;
  const { chiSquare, degrees, p } = run(experiment, draws, values.series);
  const seeds = `\`${values.series}/${name}/0\` to \`${draws - 1}\``;
  console.log(
    `| ${what} | ${law.size} | ${draws} | ${seeds} | ${chiSquare.toFixed(2)} | ${degrees} | ${p.toFixed(3)} |`,
  );
  if (p < IMPROBABLE) process.exitCode = 1;
}
