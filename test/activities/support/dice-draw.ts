/** The first draw of a small live bureau, by dice that lie on the table at their hour: as far as a test wants it. */
import type { Kysely } from 'kysely';
import type { Database } from '../../../db/connect.ts';
import type { CommandName } from '../../../domain/rights/rights.ts';
import { type AuthoritySettings, DEFAULT_SETTINGS } from '../../../domain/settings/settings.ts';
import { type CommandActivity, giveToStep } from '../../support/give.ts';
import { addBureau, type BureauOptions } from './bureau.ts';
import { addKeys, type Signing, signBoth } from './keys.ts';
import { bench, DRAW_DAY, lookAtDraw, OPENING } from './play.ts';
import { thrownDice } from './thrown-dice.ts';

export const DICE_DRAW_ID = '2021-001';
export const THROWN_AT = '2021-01-11T02:00:00.000Z';
export const NEXT_DAY = '2021-01-12T03:00:00.000Z';

export interface DiceDrawOptions extends Omit<BureauOptions, 'mode' | 'settings'> {
  /** What of the draw's settings differs. */
  readonly draw?: Partial<AuthoritySettings['draw']>;
  /** @default true: all three roles have theirs */
  readonly keys?: boolean;
}

export type DiceDraw = Awaited<ReturnType<typeof numberedDraw>>;

/** Numbered on its day, nothing announced. */
export const numberedDraw = async (
  db: Kysely<Database>,
  { draw, keys = true, ...options }: DiceDrawOptions = {},
) => {
  const settings = { draw: { ...DEFAULT_SETTINGS.draw, ...draw } };
  const authorityId = await addBureau(db, { ...options, mode: 'live', settings });
  if (keys) await addKeys(db, authorityId);
  const table = await bench(db, thrownDice(THROWN_AT));
  const lookAtCycle = (at: string) => table.cycle.advanceCycle({ authorityId, subjectId: '2021-1', at });
  await lookAtCycle(OPENING);
  await lookAtCycle(DRAW_DAY);
  const drawId = DICE_DRAW_ID;
  let given = 0;
  return {
    ...{ db, authorityId, table, drawId, lookAtCycle },
    /** One look of the draw's workflow. */
    look: (at: string) => lookAtDraw(table, authorityId, drawId, at),
    signing: (at: string): Signing => ({ db, draw: table.draw, authorityId, drawId, at }),
    /** An officer's command, given to its step. */
    give: <N extends CommandName>(
      step: CommandActivity,
      name: N,
      { actorId, at = NEXT_DAY, subjectId = drawId, ...content }: Given,
    ) => {
      given += 1;
      const command = { id: `given-${given}`, actorId, ...content };
      return giveToStep(db, step, { authorityId, name, subjectId, command, at });
    },
    stored: () =>
      db
        .selectFrom('draw')
        .selectAll()
        .where('authorityId', '=', authorityId)
        .where('id', '=', drawId)
        .executeTakeFirstOrThrow(),
  };
};

export interface Given {
  readonly actorId: string;
  readonly at?: string;
  readonly subjectId?: string;
  readonly [field: string]: unknown;
}

/** Its announcement is a draft and waits for its signatures. */
export const draftedDraw = async (db: Kysely<Database>, options?: DiceDrawOptions): Promise<DiceDraw> => {
  const live = await numberedDraw(db, options);
  await live.look(DRAW_DAY);
  return live;
};

/** Announced and published as such: both have signed on the draw day. */
export const announcedDraw = async (db: Kysely<Database>, options?: DiceDrawOptions): Promise<DiceDraw> => {
  const live = await draftedDraw(db, options);
  await signBoth(live.signing(DRAW_DAY), 'announcement');
  return live;
};

/** The dice are thrown: sealed, its receipt waits for its signatures; or void for lack of people. */
export const sealedDraw = async (db: Kysely<Database>, options?: DiceDrawOptions): Promise<DiceDraw> => {
  const live = await announcedDraw(db, options);
  await live.look(THROWN_AT);
  return live;
};

/** Its receipt is signed, its tasks begin. @returns with what its workflow was told */
export const publishedDraw = async (db: Kysely<Database>, options?: DiceDrawOptions) => {
  const live = await sealedDraw(db, options);
  await signBoth(live.signing(THROWN_AT), 'receipt');
  const progress = await live.look(THROWN_AT);
  return { ...live, progress };
};
