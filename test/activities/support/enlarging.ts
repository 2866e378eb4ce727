/** A bureau whose cycle runs, for tests of what is drawn besides (扩大抽查). */
import type { Kysely } from 'kysely';
import { createInspectionTaskActivities } from '../../../activities/inspection-task/inspection-task.activities.ts';
import { endRowWork } from '../../../activities/shared/row-work.ts';
import { inStep } from '../../../activities/shared/step.ts';
import type { Database } from '../../../db/connect.ts';
import { giveToStep } from '../../support/give.ts';
import { addBureau, type BureauOptions } from './bureau.ts';
import { bench, lookAtDraw, playToRunning } from './play.ts';
import { at } from './running-cycle.ts';

export const CYCLE_ID = '2021-1';
export const ROW = '202102';
export const REASON = '前期检查发现问题比例较高';
export const [ASKED_ON, DRAWN_ON, LATER] = ['2021-01-11', '2021-01-12', '2021-01-13'] as const;
/** The number that the further draw takes. */
export const SECOND = '2021-002';

/** A bureau whose cycle runs, and what is asked of it. Of 40 units the row draws 8. */
export const beginEnlarging = async (db: Kysely<Database>, id: string, options: BureauOptions = {}) => {
  const authorityId = await addBureau(db, { id, ...options });
  const table = await bench(db);
  await playToRunning(table, authorityId);
  let sent = 0;
  const give = (
    name: 'enlargeDraw' | 'decideEnlargement' | 'cancelCycle' | 'pauseCycle',
    command: object,
    on: string,
  ) => {
    sent += 1;
    return giveToStep(db, table.cycle[name], {
      ...{ authorityId, name, subjectId: CYCLE_ID, at: at(on) },
      command: { id: `${name}-${sent}`, actorId: 'approver', reason: '同意', ...command } as never,
    });
  };
  const ask = (command: object = {}, on: string = ASKED_ON) =>
    give(
      'enlargeDraw',
      { id: 'asked', actorId: 'drawer', rowNumber: ROW, additional: 5, reason: REASON, ...command },
      on,
    );
  const decide = (command: object = {}, on: string = ASKED_ON) =>
    give('decideEnlargement', { enlargementId: 'asked', decision: 'granted', ...command }, on);
  const look = (on: string) => table.cycle.advanceCycle({ authorityId, subjectId: CYCLE_ID, at: at(on) });
  const draw = (on: string = DRAWN_ON) => lookAtDraw(table, authorityId, SECOND, at(on));
  const steps = createInspectionTaskActivities({ db, engine: table.engine });
  const tasks = () =>
    db
      .selectFrom('task')
      .select(['id', 'drawId', 'unitId', 'sequenceNo', 'state'])
      .where('authorityId', '=', authorityId)
      .orderBy('sequenceNo')
      .execute();
  const row = () =>
    db
      .selectFrom('cycleRow')
      .select(['eligible', 'quota', 'drawn', 'workEndedOn'])
      .where('authorityId', '=', authorityId)
      .where('rowNumber', '=', ROW)
      .executeTakeFirstOrThrow();
  const announced = async () => {
    const found = await db
      .selectFrom('draw')
      .innerJoin('drawFacts', (join) =>
        join
          .onRef('drawFacts.drawId', '=', 'draw.id')
          .onRef('drawFacts.authorityId', '=', 'draw.authorityId'),
      )
      .select(['draw.announcement', 'drawFacts.exclusions'])
      .where('draw.authorityId', '=', authorityId)
      .where('draw.id', '=', SECOND)
      .executeTakeFirstOrThrow();
    return {
      announcement: found.announcement as unknown as Record<string, unknown>,
      exclusions: found.exclusions as unknown as readonly { code: string; row: number; reason: string }[],
    };
  };
  /** Ends the work of every task of the row, as their visits do. */
  const endAllWork = (on: string) =>
    inStep({ db }, { authorityId, at: at(on) }, async (step) => {
      for (const { id } of await tasks()) await endRowWork(step, { id, cycleId: CYCLE_ID });
    });
  const stateOf = (drawId = SECOND) =>
    db
      .selectFrom('draw')
      .select(['purpose', 'batch', 'state', 'endReason'])
      .where('authorityId', '=', authorityId)
      .where('id', '=', drawId)
      .executeTakeFirst();
  return {
    authorityId,
    table,
    stateOf,
    give,
    ask,
    decide,
    look,
    draw,
    steps,
    tasks,
    row,
    announced,
    endAllWork,
  };
};
