/** Kills a part in the middle of a step that has written facts and committed nothing. */
import type { CeremonyHouse } from './ceremony-house.ts';
import { type Hold, holdTable } from './hold.ts';
import { until } from './patience.ts';
import type { Supervised } from './supervised.ts';

export interface Killing {
  /** In which states something was killed so far. */
  readonly killed: readonly string[];
  /** From now on whoever writes the table waits. */
  hold(table: string): Promise<Hold>;
  /** Waits for a step to be caught, kills, and lets the others go on. @param victim the worker where absent */
  inStep(state: string, held: Hold, victim?: Supervised): Promise<void>;
  /** Kills the worker at once. */
  now(state: string): void;
}

export const killingIn = ({ url, engines, processes }: CeremonyHouse): Killing => {
  const killed: string[] = [];
  const kill = (state: string, victim: Supervised): void => {
    if (!victim.kill()) throw new Error(`${victim.name} was not up to be killed: ${state}`);
    killed.push(state);
    process.stdout.write(`${new Date().toISOString()} ${victim.name} killed: ${state}\n`);
  };
  return {
    killed,
    hold: (table) => holdTable(url, engines.urlOf('postgres'), table),
    inStep: async (state, held, victim = processes.worker) => {
      await held.untilCaught();
      kill(state, victim);
      await held.release();
      await until(`${victim.name} is up again`, async () => victim.isUp());
    },
    now: (state) => kill(state, processes.worker),
  };
};
