import { teamsOfDraw } from '../../../activities/inspection-task/draw-facts.ts';
import { inStep } from '../../../activities/shared/step.ts';
import type { Team } from '../../../domain/assignment/assignment.ts';
import { recuse } from '../../../domain/assignment/recuse.ts';
import { ticketMachine } from '../../../domain/draw/tickets.ts';
import { certificateOf } from '../../support/cases/bureau.ts';
import { type Case, type CaseRow, PRK, taskOf } from '../../support/cases/case.ts';
import { closedDown } from '../../support/cases/contents.ts';
import { at, openSteps, refusedStep, type Steps } from '../../support/cases/steps.ts';
import { auditOf } from '../../support/cases/traces.ts';

const NOW = '2021-03-02 10:00';

describe('a substitution', () => {
  let steps: Steps;
  beforeAll(async () => {
    steps = await openSteps();
  });
  afterAll(() => steps.close());

  const begin = async (id: string, rows: readonly CaseRow[], inspectors = 8): Promise<Case> => {
    const made = await steps.addCase({ id, openedOn: '2021-03-01', rows, inspectors });
    for (const task of made.tasks) await steps.look('task', id, task.id, '2021-03-01 08:30');
    return made;
  };
  const replace = (made: Case, index = 0) =>
    steps.send(
      made,
      'replaceUnit',
      taskOf(made, index).id,
      { ...closedDown, id: `${made.authorityId}-${index}` },
      NOW,
    );
  const substitutes = (made: Case) =>
    steps.db
      .selectFrom('task')
      .innerJoin('taskItem', 'taskItem.taskId', 'task.id')
      .select(['task.id', 'task.unitId', 'taskItem.rowNumber', 'taskItem.drawPosition'])
      .where('task.authorityId', '=', made.authorityId)
      .where('replacesTaskId', 'is not', null)
      .orderBy('task.sequenceNo')
      .orderBy('rowNumber')
      .execute();

  it('takes the order from where it stands, each place once, however many come at once', async () => {
    const made = await begin('atonce', [
      { number: '202101', itemId: 'freight', order: [1, 2, 3, 4, 5, 6, 7, 8], drawn: 4 },
    ]);
    await Promise.all([0, 1, 2, 3].map((index) => replace(made, index)));
    const taken = await substitutes(made);
    expect(taken.map(({ unitId }) => unitId)).toEqual(['u5', 'u6', 'u7', 'u8']);
    expect(taken.map(({ drawPosition }) => drawPosition)).toEqual([5, 6, 7, 8]);
    expect(new Set(taken.map(({ id }) => id)).size).toBe(4);
  });

  it('of a unit drawn by two rows finds the next of each order, one task where both come to the same unit', async () => {
    const made = await begin('both', [
      { number: '202101', itemId: 'freight', order: [1, 3, 4], drawn: 1 },
      { number: '202102', itemId: 'repair', order: [1, 3, 5], drawn: 1 },
    ]);
    await replace(made);
    const [first, second, ...more] = await substitutes(made);
    expect([first, second]).toMatchObject([
      { unitId: 'u3', rowNumber: '202101', drawPosition: 2 },
      { unitId: 'u3', rowNumber: '202102', drawPosition: 2 },
    ]);
    expect(first?.id).toBe(second?.id);
    expect(more).toEqual([]);
  });

  it('says which row has nobody left, and leaves that row’s work to end', async () => {
    const made = await begin('exhausted', [
      { number: '202101', itemId: 'freight', order: [1, 3], drawn: 1 },
      { number: '202102', itemId: 'repair', order: [1], drawn: 1 },
    ]);
    const outcome = await replace(made);
    expect(outcome.message).toBe('已递补，新任务 平交检〔2021〕10002号；计划行 202102 本层候补对象已用完');
    const rows = await steps.db
      .selectFrom('cycleRow')
      .select(['rowNumber', 'workEndedOn'])
      .where('authorityId', '=', 'exhausted')
      .orderBy('rowNumber')
      .execute();
    expect(rows).toEqual([
      { rowNumber: '202101', workEndedOn: null },
      { rowNumber: '202102', workEndedOn: '2021-03-02' },
    ]);
  });

  it('passes over a unit that has a task in the cycle already [R108, R250]', async () => {
    const made = await begin('passing', [
      { number: '202101', itemId: 'freight', order: [1, 2, 3], drawn: 1 },
      { number: '202102', itemId: 'repair', order: [2], drawn: 1 },
    ]);
    await replace(made);
    expect(await substitutes(made)).toMatchObject([{ unitId: 'u3', rowNumber: '202101', drawPosition: 3 }]);
  });

  it('draws anew the seat of a member who declared an interest in the substitute [R210]', async () => {
    const made = await begin('interest', [{ number: '202101', itemId: 'freight', order: [1, 2], drawn: 1 }]);
    await steps.db
      .insertInto('inspectorInterest')
      .values({
        authorityId: 'interest',
        officerId: 'i2',
        unitId: 'u2',
        kind: '亲属',
        declaredOn: '2021-01-01',
      })
      .execute();
    await replace(made);
    const team = await steps.db
      .selectFrom('teamMember')
      .select(['slot', 'officerId', 'reason'])
      .where('taskId', '=', 'interest-2021-1-0002')
      .orderBy('slot')
      .execute();
    expect(team).toEqual([
      { slot: 1, officerId: 'i1', reason: null },
      {
        slot: 2,
        officerId: expect.stringMatching(/^i[3-8]$/),
        reason: '原检查组成员已申报与对象有利害关系，按抽取顺序递补',
      },
    ]);
  });

  it('draws anew the seat of a member whose certificate will not last until the later visit [R210]', async () => {
    const made = await begin('expiring', [{ number: '202101', itemId: 'freight', order: [1, 2], drawn: 1 }]);
    await steps.db
      .updateTable('inspector')
      .set({ certificateValidTo: '2021-03-20' })
      .where('authorityId', '=', 'expiring')
      .where('officerId', '=', 'i1')
      .execute();
    await replace(made);
    const team = await steps.db
      .selectFrom('teamMember')
      .select(['officerId', 'reason'])
      .where('taskId', '=', 'expiring-2021-1-0002')
      .orderBy('slot')
      .execute();
    expect(team).toEqual([
      {
        officerId: expect.stringMatching(/^i[3-8]$/),
        reason: '原检查组成员执法证在检查日期内无效，按抽取顺序递补',
      },
      { officerId: 'i2', reason: null },
    ]);
  });
});

describe('a seat', () => {
  let steps: Steps;
  beforeAll(async () => {
    steps = await openSteps();
  });
  afterAll(() => steps.close());
  const ROWS = [{ number: '202101', itemId: 'freight', order: [1, 2, 3], drawn: 2 }];

  const begin = async (id: string, inspectors: number): Promise<Case> => {
    const made = await steps.addCase({ id, openedOn: '2021-03-01', rows: ROWS, inspectors });
    for (const task of made.tasks) await steps.look('task', id, task.id, '2021-03-01 08:30');
    return made;
  };
  const recuseSecond = (made: Case, officerId = 'i2', index = 0) =>
    steps.send(
      made,
      'recuseInspector',
      taskOf(made, index).id,
      { actorId: 'approver', officerId, reason: '申请回避' },
      NOW,
    );
  const seated = async (made: Case, index = 0): Promise<string[]> =>
    (
      await steps.db
        .selectFrom('teamMember')
        .select('officerId')
        .where('taskId', '=', taskOf(made, index).id)
        .where('state', '=', 'assigned')
        .orderBy('slot')
        .execute()
    ).map(({ officerId }) => officerId);

  it('goes to whom the draw’s own key names, the same in any bureau with the same facts [R210]', async () => {
    const ticketInto = ticketMachine(Uint8Array.from(Buffer.from(PRK, 'hex'))).ticketInto;
    const inspectors = Array.from({ length: 9 }, (_, index) => ({
      id: certificateOf(index + 1),
      cap: 1000,
      section: 'road',
    }));
    const begun: readonly Team[] = [
      { unit: 'station:c0001', inspectors: [certificateOf(1), certificateOf(2)] },
      { unit: 'station:c0002', inspectors: [certificateOf(3), certificateOf(4)] },
    ];
    /** The second member of each visit leaves in turn. */
    const expected = begun.reduce<readonly Team[]>((teams, { unit }) => {
      const drawn = recuse({ teams, unit, slot: 2, inspectors, exclusionOf: () => undefined, ticketInto });
      if (drawn.status !== 'replaced') throw new Error('nobody is left');
      return teams.map((team) => (team.unit === unit ? drawn.team : team));
    }, begun);
    for (const id of ['one', 'other']) {
      const made = await begin(id, 9);
      await recuseSecond(made, 'i2');
      await recuseSecond(made, 'i4', 1);
      const teams = await Promise.all([0, 1].map((index) => seated(made, index)));
      const certificates = teams.map((team) =>
        team.map((officer) => certificateOf(Number(officer.slice(1)))),
      );
      expect(certificates).toEqual(expected.map((team) => team.inspectors));
    }
  });

  it('never goes back to who gave it up, to a partner, to who is on leave or has an interest', async () => {
    const made = await begin('excluded', 5);
    await steps.db
      .insertInto('inspectorLeave')
      .values({
        authorityId: 'excluded',
        officerId: 'i3',
        fromOn: '2021-03-01',
        toOn: '2021-06-30',
        reason: '年休假',
      })
      .execute();
    await steps.db
      .insertInto('inspectorInterest')
      .values({
        authorityId: 'excluded',
        officerId: 'i4',
        unitId: 'u1',
        kind: '亲属',
        declaredOn: '2021-01-01',
      })
      .execute();
    await recuseSecond(made);
    expect(await seated(made)).toEqual(['i1', 'i5']);
    const refusal = await refusedStep(recuseSecond(made, 'i5'));
    expect(refusal).toMatchObject({ code: 'NoSubstitute', retryable: false });
    expect(await seated(made)).toEqual(['i1', 'i5']);
    expect(
      (await auditOf(steps.db, 'excluded')).filter((line) => line.startsWith('task.recused')),
    ).toHaveLength(1);
  });

  it('cannot change after the visit: who inspected is a fact', async () => {
    const made = await begin('afterwards', 5);
    const task = taskOf(made);
    const moment = new Date('2021-03-02T02:00:00.000Z').toISOString();
    await steps.send(
      made,
      'recordVisit',
      task.id,
      { actorId: 'i1', startedAt: moment, endedAt: moment, place: '东街1号' },
      NOW,
    );
    expect(await refusedStep(recuseSecond(made))).toMatchObject({ code: 'WrongState' });
  });

  it('leaves out of the loads the task that it takes the place of', async () => {
    const made = await begin('loads', 6);
    const { id, team } = taskOf(made);
    const teamsFor = (replacesTaskId: string | null) =>
      inStep({ db: steps.db }, { authorityId: 'loads', at: at(NOW) }, (step) =>
        teamsOfDraw(step, { drawId: made.drawId, replacesTaskId }),
      );
    const certificates = team.map((member) => certificateOf(Number(member.slice(1))));
    expect((await teamsFor(null)).map(({ inspectors }) => inspectors)).toContainEqual(certificates);
    expect((await teamsFor(id)).map(({ inspectors }) => inspectors)).not.toContainEqual(certificates);
  });

  it('of a seat goes by who went out together before, as the draw did', async () => {
    const one = [{ number: '202101', itemId: 'freight', order: [1], drawn: 1 }];
    const substituteIn = async (id: string, avoided?: string): Promise<string> => {
      const partner = certificateOf(1);
      const made = await steps.addCase({
        ...{ id, openedOn: '2021-03-01', rows: one, inspectors: 6 },
        pastPairings: avoided === undefined ? [] : [{ inspectors: [partner, avoided], times: 3 }],
      });
      const { id: taskId, team } = taskOf(made);
      expect(team).toEqual(['i1', 'i2']);
      await steps.look('task', id, taskId, '2021-03-01 08:30');
      const content = { actorId: 'approver', officerId: 'i2', reason: '与负责人有亲属关系' };
      await steps.send(made, 'recuseInspector', taskId, content, NOW);
      const seat = await steps.db
        .selectFrom('teamMember')
        .innerJoin('inspector', (join) =>
          join
            .onRef('inspector.authorityId', '=', 'teamMember.authorityId')
            .onRef('inspector.officerId', '=', 'teamMember.officerId'),
        )
        .select('certificateNumber')
        .where('teamMember.authorityId', '=', id)
        .where('slot', '=', 2)
        .where('state', '=', 'assigned')
        .executeTakeFirstOrThrow();
      return seat.certificateNumber;
    };
    const usual = await substituteIn('usual');
    expect(await substituteIn('usually')).toBe(usual);
    expect(await substituteIn('avoided', usual)).not.toBe(usual);
  });
});
