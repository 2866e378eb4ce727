/** One measured figure as a row of the table in `docs/measurements.md`. */
import { machine } from './machine.ts';

export interface Figure {
  readonly what: string;
  readonly figure: string;
  readonly baseline: string;
  /** Figure over baseline, or what is asked. */
  readonly ratio: string;
  readonly goal: string;
  readonly command: string;
}

/** @param loadBefore load of the machine when the measurement began */
export const printFigure = (
  { what, figure, baseline, ratio, goal, command }: Figure,
  loadBefore: number,
): void => {
  const date = new Date().toISOString().slice(0, 10);
  const cells = [date, what, figure, baseline, ratio, goal, `\`${command}\``, machine(loadBefore)];
  console.log(`| ${cells.join(' | ')} |`);
};

/** Of ascending values; 0 where there are none. */
export const percentile = (ascending: readonly number[], share: number): number =>
  ascending[Math.min(ascending.length - 1, Math.floor(ascending.length * share))] ?? 0;

export const say = (line: string): void => console.error(`[bench] ${line}`);
