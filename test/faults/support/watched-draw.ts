/** Where the first draw of a live bureau stands, and its clock, which a test lets run ahead. */
import type { Announcement } from '../../../domain/draw/announcement.ts';
import { drawWorkflowId } from '../../../workflows/draw/contract.ts';
import type { CeremonyHouse } from './ceremony-house.ts';
import { patiently, until } from './patience.ts';
import { skipUntil } from './skip-time.ts';

const SECOND_MS = 1_000;

export interface DrawNow {
  readonly id: string;
  readonly state: string;
  readonly waitingFor: string | null;
  readonly recordHash: string | null;
  readonly announcement: Announcement | null;
}

export const watchDraw = ({ db, client }: CeremonyHouse, authorityId: string) => {
  let wokenAt = '';
  const now = async (): Promise<DrawNow> => {
    const found = await db
      .selectFrom('draw')
      .select(['id', 'state', 'waitingFor', 'recordHash', 'announcement'])
      .where('authorityId', '=', authorityId)
      .orderBy('drawNo')
      .executeTakeFirstOrThrow();
    return { ...found, announcement: found.announcement as unknown as Announcement | null };
  };
  const untilDraw = (what: string, holds: (draw: DrawNow) => boolean): Promise<void> =>
    until(what, async () => holds(await now()));
  const workflowId = async (): Promise<string> => drawWorkflowId(authorityId, (await now()).id);
  const skipTo = (ms: number): Promise<void> =>
    patiently(async () => skipUntil(client, await workflowId(), ms));
  const progress = async () =>
    db
      .selectFrom('workflowProgress')
      .select(['ended', 'nextWakeAt'])
      .where('workflowId', '=', await workflowId())
      .executeTakeFirstOrThrow();

  return {
    ...{ now, until: untilDraw, skipTo },
    untilState: (state: string) => untilDraw(`the draw is ${state}`, (draw) => draw.state === state),
    /** When the dice are thrown and when the round is out, by the announcement. */
    hours: async (): Promise<{ readonly ceremonyMs: number; readonly roundMs: number }> => {
      const [dice, beacon] = (await now()).announcement?.sources ?? [];
      return { ceremonyMs: Date.parse(dice?.when ?? ''), roundMs: Date.parse(beacon?.when ?? '') };
    },
    /** Its clock comes to the instant at which it wants to look again, as it says after the look before. */
    wake: async (): Promise<void> => {
      const before = wokenAt;
      await until('the draw says when it looks again', async () => {
        wokenAt = (await progress()).nextWakeAt ?? '';
        return wokenAt > before;
      });
      await skipTo(Date.parse(wokenAt) + SECOND_MS);
    },
    /** Its clock comes to the day on which its one-time code is public, and the event tells it. */
    untilRevealed: async (): Promise<void> => {
      const { revealAt } = await db
        .selectFrom('draw')
        .select('revealAt')
        .where('authorityId', '=', authorityId)
        .executeTakeFirstOrThrow();
      await skipTo(Date.parse(revealAt ?? '') + SECOND_MS);
      await until('the one-time code is public', async () => {
        const events = await db
          .selectFrom('drawEvent')
          .select('no')
          .where('authorityId', '=', authorityId)
          .where('kind', '=', 'otc-revealed')
          .execute();
        return events.length === 1;
      });
    },
    /** Until its tasks are with their teams and its own workflow is over. */
    untilOver: async (): Promise<void> => {
      await until('every task is dispatched', async () => {
        const tasks = await db
          .selectFrom('task')
          .select('dispatchedAt')
          .where('authorityId', '=', authorityId)
          .execute();
        return tasks.length > 0 && tasks.every(({ dispatchedAt }) => dispatchedAt !== null);
      });
      await until('the draw has ended', async () => (await progress()).ended);
    },
  };
};
