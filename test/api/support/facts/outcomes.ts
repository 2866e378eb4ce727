import type { Kysely } from 'kysely';
import type { Database } from '../../../../db/connect.ts';
import { START } from '../app.ts';
import { orderId, taskId } from './small-year.ts';

/** Task 4 is published; task 5 is due for publication and has a finding to be put right; task 1 is overdue. */
export const addOutcomes = async (db: Kysely<Database>, authorityId: string): Promise<void> => {
  const publication = {
    authorityId,
    revision: 1,
    kind: 'result' as const,
    resultRevision: 1,
    startedAt: START,
  };
  const [published, due] = [taskId(authorityId, 4), taskId(authorityId, 5)];
  await db
    .insertInto('publication')
    .values([
      { ...publication, id: published, taskId: published, state: 'confirmed', confirmedOn: '2021-02-09' },
      { ...publication, id: due, taskId: due, state: 'due' },
    ])
    .execute();
  await db
    .insertInto('publicationChannel')
    .values({ authorityId, publicationId: due, revision: 1, channel: 'government-site', state: 'due' })
    .execute();
  const order = orderId(authorityId);
  await db
    .insertInto('rectificationOrder')
    .values({
      ...{
        authorityId,
        id: order,
        number: `责改〔2021〕1号`,
        taskId: due,
        unitId: 'u5',
        state: 'issued' as const,
      },
      issuedBy: 'inspector',
      issuedAt: START,
    })
    .execute();
  await db
    .insertInto('finding')
    .values({
      ...{ authorityId, id: `${order}-1`, taskId: due, resultRevision: 1, findingNo: 1, itemId: 'freight' },
      ...{ text: '未按规定维护车辆', article: '第二十一条', measure: 'correct-by-date' as const },
      ...{ dueOn: '2021-03-15', orderId: order, state: 'open' as const },
    })
    .execute();
  const deadline = { authorityId, provisional: false, calendarVersion: 'test', openedOn: '2021-01-08' };
  const counted = { basisOn: '2021-01-07', basisWorkingDays: 30 };
  await db
    .insertInto('deadline')
    .values([
      {
        ...deadline,
        subjectKind: 'task',
        subjectId: taskId(authorityId, 1),
        kind: 'visit',
        dueOn: '2021-02-26',
        ...counted,
      },
      {
        ...deadline,
        subjectKind: 'publication',
        subjectId: due,
        kind: 'publication',
        part: '1',
        dueOn: '2021-03-10',
      },
      { ...deadline, subjectKind: 'order', subjectId: order, kind: 'rectification', dueOn: '2021-03-15' },
    ])
    .execute();
};
