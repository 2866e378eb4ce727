import type { Kysely } from 'kysely';
import { jsonb } from '../../../../db/actor.ts';
import type { Database } from '../../../../db/connect.ts';
import { installationMode } from '../../../../db/installation.ts';
import { START } from '../app.ts';
import { CYCLE, DRAW, ROWS, TASKS, taskId } from './small-year.ts';

/** The cycle, its rows and its draw. */
export const addCycle = async (db: Kysely<Database>, authorityId: string): Promise<void> => {
  await db
    .insertInto('cycle')
    .values({
      ...{ authorityId, id: CYCLE, year: 2021, number: 1, planVersion: 1, state: 'running' as const },
      windowStart: '2021-01-01',
      windowEnd: '2021-04-30',
      drawOn: '2021-01-07',
      drawLatestOn: '2021-01-29',
      openedAt: '2021-01-04T01:00:00Z',
      drawnAt: '2021-01-07T02:00:00Z',
    })
    .execute();
  await db
    .insertInto('cycleRow')
    .values(
      ROWS.map(({ number, item }, index) => ({
        ...{ authorityId, cycleId: CYCLE, rowNumber: number, itemId: item, eligible: 80, quota: 4 },
        drawn: TASKS.filter(({ row }) => row === index).length,
      })),
    )
    .execute();
  await db
    .insertInto('draw')
    .values({
      ...{ authorityId, id: DRAW, year: 2021, drawNo: 1, cycleId: CYCLE, purpose: 'regular' as const },
      state: 'announced' as const,
      rehearsal: (await installationMode(db)) === 'rehearsal',
      announcement: jsonb({ draw_no: DRAW }),
      announcementHash: 'a'.repeat(64),
      businessAt: START,
    })
    .execute();
};

/** What the draw took, with a task and a team for each. */
export const addTasks = async (db: Kysely<Database>, authorityId: string): Promise<void> => {
  await db
    .insertInto('drawEntry')
    .values(
      TASKS.map(({ row }, index) => ({
        ...{ authorityId, drawId: DRAW, rowNumber: ROWS[row].number, stratum: '1', position: index },
        ...{
          unitId: `u${index + 1}`,
          label: `enterprise:u${index + 1}`,
          ticket: '0'.repeat(64),
          drawn: true,
        },
      })),
    )
    .execute();
  for (const [index, { state, row, end }] of TASKS.entries()) {
    const id = taskId(authorityId, index + 1);
    await db
      .insertInto('task')
      .values({
        ...{
          authorityId,
          id,
          cycleId: CYCLE,
          drawId: DRAW,
          unitId: `u${index + 1}`,
          sequenceNo: index + 1,
          state,
        },
        dispatchedAt: START,
        visitedOn: state === 'dispatched' || end === 'replaced' ? null : '2021-02-01',
        ...(end === undefined ? {} : { endKind: end, endedAt: START }),
        businessAt: START,
      })
      .execute();
    const place = { authorityId, taskId: id };
    const { number: rowNumber, item: itemId } = ROWS[row];
    await db
      .insertInto('taskItem')
      .values({ ...place, rowNumber, itemId, cycleId: CYCLE, stratum: '1', drawPosition: index })
      .execute();
    await db
      .insertInto('teamMember')
      .values(
        ['inspector', 'drawer'].map((officerId, slot) => ({
          ...{ ...place, slot: slot + 1, officerId, state: 'assigned' as const, businessAt: START },
        })),
      )
      .execute();
  }
};
