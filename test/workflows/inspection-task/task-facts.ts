import { type Case, taskOf } from '../../support/cases/case.ts';
import type { Stage } from '../../support/cases/stage.ts';

/** Monday; the Spring Festival (11 to 17 February) lies within the thirty working days of a visit. */
export const MONDAY = '2021-01-04T02:00:00.000Z';

/** What stands of a case's task, and of a team. */
export const factsOf = (stage: () => Stage) => ({
  row: (made: Case, index = 0) =>
    stage()
      .db.selectFrom('task')
      .selectAll()
      .where('authorityId', '=', made.authorityId)
      .where('id', '=', taskOf(made, index).id)
      .executeTakeFirstOrThrow(),
  team: (made: Case, taskId: string) =>
    stage()
      .db.selectFrom('teamMember')
      .select(['slot', 'revision', 'officerId', 'state'])
      .where('authorityId', '=', made.authorityId)
      .where('taskId', '=', taskId)
      .orderBy('slot')
      .orderBy('revision')
      .execute(),
});
