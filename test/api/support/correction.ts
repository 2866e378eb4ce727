import type { Kysely } from 'kysely';
import type { Database } from '../../../db/connect.ts';
import { HOME, START } from './app.ts';
import { taskId } from './facts.ts';

/** The task of the usual facts whose result was shown. */
export const SHOWN = taskId(HOME, 4);

/**
 * What was shown was wrong: a second result, and a revision of its publication that corrects the first.
 * @param confirmedOn when all channels showed it; absent: it is still owed
 */
export const addCorrection = async (db: Kysely<Database>, confirmedOn?: string): Promise<void> => {
  const result = {
    ...{ authorityId: HOME, taskId: SHOWN, visitedOn: '2021-02-01', startedAt: START, endedAt: START },
    ...{ place: '城关', enteredBy: 'inspector', enteredAt: START, reviewedBy: 'reviewer', reviewedAt: START },
  };
  await db
    .insertInto('result')
    .values([
      { ...result, revision: 1, codes: ['1'], state: 'approved' },
      { ...result, revision: 2, codes: ['5'], remark: '原录入有误', state: 'approved' },
    ])
    .execute();
  await db.updateTable('publication').set({ state: 'superseded' }).where('id', '=', SHOWN).execute();
  await db
    .insertInto('publication')
    .values({
      ...{ authorityId: HOME, id: SHOWN, taskId: SHOWN, revision: 2, kind: 'correction', resultRevision: 2 },
      ...{ startedAt: START, reason: '检查结果录入有误' },
      ...(confirmedOn === undefined
        ? { state: 'due' as const }
        : { state: 'confirmed' as const, confirmedOn }),
    })
    .execute();
};
