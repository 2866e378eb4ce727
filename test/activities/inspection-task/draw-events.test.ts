import { readDrawEvents } from '../../../db/draw/draw-events.ts';
import { drawEventHash } from '../../../domain/keys/draw-event.ts';
import { certificateOf } from '../../support/cases/bureau.ts';
import { type Case, taskOf } from '../../support/cases/case.ts';
import { closedDown } from '../../support/cases/contents.ts';
import { openSteps, type Steps } from '../../support/cases/steps.ts';

const NOW = '2021-03-02 10:00';
const LATER = '2021-03-02 11:00';

describe('what changes after a draw', () => {
  let steps: Steps;
  beforeAll(async () => {
    steps = await openSteps();
  });
  afterAll(() => steps.close());

  const begin = async (id: string, order: readonly number[], drawn: number): Promise<Case> => {
    const rows = [{ number: '202101', itemId: 'freight' as const, order, drawn }];
    const made = await steps.addCase({ id, openedOn: '2021-03-01', rows, inspectors: 8 });
    for (const task of made.tasks) await steps.look('task', id, task.id, '2021-03-01 08:30');
    return made;
  };
  const drawIdOf = async ({ authorityId }: Case): Promise<string> =>
    (
      await steps.db
        .selectFrom('draw')
        .select('id')
        .where('authorityId', '=', authorityId)
        .executeTakeFirstOrThrow()
    ).id;
  const eventsOf = async (made: Case) => readDrawEvents(steps.db, made.authorityId, await drawIdOf(made));

  it('tells in public of a substitution: who gave way to whom, whom it passed over, why, and by whose approval', async () => {
    const made = await begin('told', [1, 2, 3, 4, 5], 2);
    const { authorityId } = made;
    await steps.db
      .updateTable('unit')
      .set({ status: 'suspended' })
      .where('authorityId', '=', authorityId)
      .where('id', '=', 'u3')
      .execute();
    for (const index of [0, 1]) {
      const ids = { ...closedDown, id: `replace-${index}` };
      await steps.send(made, 'replaceUnit', taskOf(made, index).id, ids, index === 0 ? NOW : LATER);
    }
    const events = (await eventsOf(made)).filter(({ kind }) => kind === 'substitution');
    const labels = await steps.db
      .selectFrom('drawEntry')
      .select(['position', 'label'])
      .where('authorityId', '=', authorityId)
      .orderBy('position')
      .execute();
    const label = (position: number) => labels.find((each) => each.position === position)?.label;
    expect(events).toMatchObject([
      {
        reason: closedDown['reason'],
        evidence: closedDown['evidence'],
        approver: { role: 'approver' },
        data: {
          ...{ row: 202101, unit: 'station:c0001', substitute: label(4), position: 4, count: 1 },
          passed_over: [{ unit: label(3), position: 3, why: 'not-operating' }],
        },
      },
      {
        data: {
          ...{ unit: 'station:c0002', substitute: label(5), position: 5, count: 2 },
          passed_over: [
            { unit: label(3), why: 'not-operating' },
            { unit: label(4), why: 'substituted-before' },
          ],
        },
      },
    ]);
    expect(events[0]?.approver?.code).toMatch(/^[0-9a-f]{16}$/);
    expect(events[0]?.approver).toEqual(events[1]?.approver);
  });

  it('tells of a recusal and of a reassignment by the codes of the draw, each with its own count, in one chain', async () => {
    const made = await begin('seats', [1, 2], 2);
    const [leaving] = taskOf(made).team;
    const content = { actorId: 'approver', officerId: leaving ?? '', reason: '与检查对象有利害关系' };
    await steps.send(made, 'recuseInspector', taskOf(made).id, { ...content, id: 'recusal' }, NOW);
    const other = taskOf(made, 1);
    const reason = '外出培训';
    const swap = { actorId: 'approver', officerId: other.team[0] ?? '', reason, id: 'reassignment' };
    await steps.send(made, 'reassignInspector', other.id, swap, LATER);
    const events = await eventsOf(made);
    expect(events).toMatchObject([
      {
        no: 1,
        kind: 'recusal',
        reason: content.reason,
        data: { slot: 1, leaving: certificateOf(1), count: 1 },
      },
      { no: 2, kind: 'reassignment', reason, data: { slot: 1, count: 1 } },
    ]);
    const drawId = `${made.authorityId}/${await drawIdOf(made)}`;
    for (const [index, event] of events.entries()) {
      expect(event.prev).toBe(events[index - 1]?.hash ?? '0'.repeat(64));
      expect(drawEventHash(drawId, event)).toBe(event.hash);
    }
  });
});
