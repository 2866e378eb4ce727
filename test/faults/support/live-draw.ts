/** The first draw of a live bureau as its people live through it: every press of a button over HTTP, some at once. */
import { HOLDERS, signatureOf } from '../../activities/support/keys.ts';
import type { CeremonyHouse } from './ceremony-house.ts';
import { officersAt } from './officers.ts';
import { openCycle } from './play-cycle.ts';
import { watchDraw } from './watched-draw.ts';

const DIGITS = '314159265358979323846264338327950288419';
const MINUTE_MS = 60_000;

interface Press {
  readonly by: string;
  readonly name: string;
  readonly content: object;
}

interface Answers {
  readonly done: number;
  /** The words of the refusals. */
  readonly refused: readonly string[];
}

export type LiveDraw = ReturnType<typeof liveDrawOf>;

export const liveDrawOf = (house: CeremonyHouse, authorityId: string) => {
  const { db, client, processes } = house;
  const officers = officersAt(processes.apiUrl, authorityId);
  const watched = watchDraw(house, authorityId);
  let presses = 0;

  /** Several browsers at the same moment. */
  const atOnce = async (given: readonly Press[]): Promise<Answers> => {
    presses += 1;
    const path = `/api/draws/${encodeURIComponent((await watched.now()).id)}/commands`;
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

  return {
    ...{ house, authorityId },
    ...watched,
    /** The cycle is opened and its clock runs past the day of the draw. */
    open: () => openCycle({ db, client, authorityId }),
    /** Operator and supervisor at the same moment, and the operator in a second window as well. */
    sign: async (document: 'announcement' | 'receipt', operatorTurn = 1): Promise<Answers> => {
      const signing = { db, authorityId, drawId: (await watched.now()).id };
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
      const { ceremonyMs } = await watched.hours();
      house.setBeacon({ atMs: ceremonyMs });
      await watched.skipTo(ceremonyMs + MINUTE_MS);
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
  };
};
