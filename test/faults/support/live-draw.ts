/** The first draw of a live bureau as its people live through it: every press of a button over HTTP, some at once. */
import type { Announcement } from '../../../domain/draw/announcement.ts';
import { drawWorkflowId } from '../../../workflows/draw/contract.ts';
import { HOLDERS, signatureOf } from '../../activities/support/keys.ts';
import type { CeremonyHouse } from './ceremony-house.ts';
import { officersAt } from './officers.ts';
import { patiently, until } from './patience.ts';
import { openCycle } from './play-cycle.ts';
import { skipUntil } from './skip-time.ts';

const DIGITS = '314159265358979323846264338327950288419';
const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;

export interface DrawNow {
  readonly id: string;
  readonly state: string;
  readonly waitingFor: string | null;
  readonly recordHash: string | null;
  readonly announcement: Announcement | null;
}

export interface Press {
  readonly by: string;
  readonly name: string;
  readonly content: object;
}

export interface Answers {
  readonly done: number;
  /** The words of the refusals. */
  readonly refused: readonly string[];
}

export type LiveDraw = ReturnType<typeof liveDrawOf>;

export const liveDrawOf = (house: CeremonyHouse, authorityId: string) => {
  const { db, client, processes } = house;
  const officers = officersAt(processes.apiUrl, authorityId);
  let presses = 0;
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
  const workflowId = async (): Promise<string> => drawWorkflowId(authorityId, (await now()).id);
  const untilDraw = (what: string, holds: (draw: DrawNow) => boolean): Promise<void> =>
    until(what, async () => holds(await now()));
  const untilState = (state: string): Promise<void> =>
    untilDraw(`the draw is ${state}`, (draw) => draw.state === state);

  /** Several browsers at the same moment. */
  const atOnce = async (given: readonly Press[]): Promise<Answers> => {
    presses += 1;
    const path = `/api/draws/${encodeURIComponent((await now()).id)}/commands`;
    const answers = await Promise.allSettled(
      given.map(({ by, name, content }, index) =>
        officers.give(by, `${path}/${name}`, {
          id: `${authorityId}/${presses}/${name}/${index}`,
          ...content,
        }),
      ),
    );
    return {
      done: answers.filter(({ status }) => status === 'fulfilled').length,
      refused: answers.flatMap((answer) => (answer.status === 'rejected' ? [String(answer.reason)] : [])),
    };
  };

  /** When the dice are thrown and when the round is out, by the announcement. */
  const hours = async (): Promise<{ readonly ceremonyMs: number; readonly roundMs: number }> => {
    const [dice, beacon] = (await now()).announcement?.sources ?? [];
    return { ceremonyMs: Date.parse(dice?.when ?? ''), roundMs: Date.parse(beacon?.when ?? '') };
  };
  const skipTo = (ms: number): Promise<void> =>
    patiently(async () => skipUntil(client, await workflowId(), ms));

  return {
    ...{ house, authorityId, workflowId, now, until: untilDraw, untilState, atOnce, hours, skipTo },
    /** The cycle is opened and its clock runs past the day of the draw. */
    open: () => openCycle({ db, client, authorityId }),
    /** Operator and supervisor at the same moment, and the operator in a second window as well. */
    sign: async (document: 'announcement' | 'receipt', operatorTurn = 1): Promise<Answers> => {
      const signing = { db, authorityId, drawId: (await now()).id };
      const given: Press[] = [];
      for (const role of ['operator', 'supervisor', 'operator'] as const) {
        const turn = role === 'operator' ? operatorTurn : 1;
        const signature = await signatureOf(signing, document, role, turn);
        given.push({ by: HOLDERS[role], name: 'signDraw', content: { document, role, ...signature } });
      }
      return atOnce(given);
    },
    /** Both clocks come to the ceremony. */
    gather: async (): Promise<void> => {
      const { ceremonyMs } = await hours();
      house.setBeacon({ atMs: ceremonyMs });
      await skipTo(ceremonyMs + MINUTE_MS);
    },
    /** Its clock comes to the instant at which it wants to look again, as it says after the look before. */
    wake: async (): Promise<void> => {
      const before = wokenAt;
      await until('the draw says when it looks again', async () => {
        const { nextWakeAt } = await db
          .selectFrom('workflowProgress')
          .select('nextWakeAt')
          .where('workflowId', '=', await workflowId())
          .executeTakeFirstOrThrow();
        wokenAt = nextWakeAt ?? '';
        return wokenAt > before;
      });
      await skipTo(Date.parse(wokenAt) + SECOND_MS);
    },
    /** Drawer and office at the same moment, and the drawer in a second window as well. */
    throwDice: (): Promise<Answers> =>
      atOnce(
        ['drawer', 'office', 'drawer'].map((by) => ({
          ...{ by, name: 'enterDice' },
          content: { digits: DIGITS, readBy: 'i1' },
        })),
      ),
    /** The witness in two windows. */
    witness: (): Promise<Answers> =>
      atOnce([1, 2].map(() => ({ by: 'witness', name: 'signOffDraw', content: {} }))),
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
      const id = await workflowId();
      await until('the draw has ended', async () => {
        const { ended } = await db
          .selectFrom('workflowProgress')
          .select('ended')
          .where('workflowId', '=', id)
          .executeTakeFirstOrThrow();
        return ended;
      });
    },
  };
};
