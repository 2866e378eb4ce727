/** Publications on a stage: from a task on, brought to a state, and what stands of it. */
import { type Case, taskOf } from '../../support/cases/case.ts';
import { reach } from '../../support/cases/reach.ts';
import type { Stage } from '../../support/cases/stage.ts';
import { deadlinesOf } from '../../support/cases/traces.ts';

/** Friday before the Spring Festival of 2021: 7 and 20 February are worked, 11 to 17 are off. */
export const FRIDAY = '2021-02-05T02:00:00.000Z';

export const publicationsOn = (stage: () => Stage) => {
  const deadline = async (made: Case, index = 0, revision = 1) =>
    (await deadlinesOf(stage().db, made.authorityId, taskOf(made, index).id)).find(
      ({ kind, part }) => kind === 'publication' && part === String(revision),
    );
  const revisions = (made: Case) =>
    stage()
      .db.selectFrom('publication')
      .select(['revision', 'kind', 'state', 'resultRevision', 'confirmedOn'])
      .where('authorityId', '=', made.authorityId)
      .orderBy('revision')
      .execute();
  const status = async (taskId: string, revision: number) =>
    (await stage().client.workflow.getHandle(`publication/${taskId}/${revision}`).describe()).status.name;

  /** How the task of a publication stands. */
  const taskEnd = (taskId: string) =>
    stage().db.selectFrom('task').select(['endKind', 'state']).where('id', '=', taskId).executeTakeFirst();

  /** A case of one task, or of more of one row, brought to a state. */
  const begin = async (id: string, state: Parameters<typeof reach>[2], more: object = {}) => {
    const made = await stage().addCase({
      id,
      rows: [{ number: '202101', itemId: 'freight', order: [1, 2, 3], drawn: 1 }],
      ...more,
    });
    await stage().dispatch(made);
    await reach(stage(), taskOf(made), state);
    return made;
  };

  return { deadline, revisions, status, taskEnd, begin };
};
