import { beaconOf } from '../../../domain/randomness/source-facts.ts';
import type { EnterBeacon, EnterDice, VoidDraw } from '../../../workflows/draw/contract.ts';
import type { CarriedOut, CommandInput } from '../../../workflows/shared/contract.ts';
import { commandActivity } from '../../shared/command.ts';
import type { ActivityDeps } from '../../shared/deps.ts';
import { asFailure } from '../../shared/step.ts';
import { drawProgress } from '../draw-facts.ts';
import type { RandomnessSource } from '../randomness.ts';
import { carryOutEnterBeacon } from './enter-beacon.ts';
import { carryOutEnterDice } from './enter-dice.ts';
import { relaysOf } from './relays-of.ts';
import { readSourceFacts } from './source-store.ts';
import { carryOutVoidDraw } from './void-draw.ts';

/** A person waits for the answer: a relay that takes longer says nothing. */
const ASK_WITHIN_MS = 3_000;

/**
 * Whether a relay proves that the announced round is out already. The beacon itself is the clock: however wrong ours
 * may be, no dice are taken from people who may know it. Where no relay can be reached, our clock and its margin decide.
 */
const isRoundOut = async (
  { db }: ActivityDeps,
  source: RandomnessSource,
  { authorityId, subjectId, at }: CommandInput,
): Promise<boolean> => {
  const facts = await readSourceFacts({ trx: db, authorityId, at }, subjectId);
  const beacon = facts === null || facts.fellBack ? undefined : beaconOf(facts.announcement);
  if (beacon === undefined) return false;
  const answers = await source.ask({ round: beacon.round, relays: relaysOf(beacon, null) }, ASK_WITHIN_MS);
  return answers.some(({ outcome }) => outcome === 'verified');
};

/** What people do for the randomness of a draw: type dice, bring a round by hand, and a leader's order to void it. */
export const createSourceCommands = (deps: ActivityDeps, source: RandomnessSource) => {
  const subject = { family: 'draw', progressOf: drawProgress } as const;
  return {
    enterDice: async (input: CommandInput): Promise<CarriedOut> => {
      let roundIsOut: boolean;
      try {
        roundIsOut = await isRoundOut(deps, source, input);
      } catch (error) {
        throw asFailure(error);
      }
      return commandActivity<EnterDice>(deps, {
        ...subject,
        name: 'enterDice',
        carryOut: (step) => carryOutEnterDice(step, roundIsOut),
      })(input);
    },
    enterBeacon: commandActivity<EnterBeacon>(deps, {
      ...subject,
      name: 'enterBeacon',
      carryOut: carryOutEnterBeacon(source.beacon),
    }),
    voidDraw: commandActivity<VoidDraw>(deps, { ...subject, name: 'voidDraw', carryOut: carryOutVoidDraw }),
  };
};
