/** A task in each of its states, for the tests of what it refuses. */
import { type Case, type CaseTask, taskOf } from '../../support/cases/case.ts';
import type { Content } from '../../support/cases/commands.ts';
import { approval, cleanResult, closedDown, visit } from '../../support/cases/contents.ts';
import { reach } from '../../support/cases/reach.ts';
import { type Stage, startStage } from '../../support/cases/stage.ts';
import { MONDAY } from './task-facts.ts';

const FAR = '2021-06-30';
export const swap = (task: CaseTask): Content => ({
  actorId: 'approver',
  officerId: task.team[1],
  reason: '与对象负责人有亲属关系',
});
export const extension = (kind: string): Content => ({
  actorId: 'approver',
  kind,
  newDueOn: FAR,
  reason: '停业检修',
});
export const cancellation: Content = { actorId: 'approver', reason: '计划调整' };

/** Content that would pass, and the states in which the task takes it. */
export const FITTING: Readonly<
  Record<
    string,
    { readonly states: readonly string[]; readonly content: (task: CaseTask, now: number) => Content }
  >
> = {
  recordVisit: { states: ['dispatched'], content: visit },
  enterResult: { states: ['visited'], content: cleanResult },
  correctResult: { states: ['entered'], content: cleanResult },
  reviewResult: { states: ['entered'], content: () => approval },
  replaceUnit: { states: ['dispatched'], content: () => closedDown },
  recuseInspector: { states: ['dispatched'], content: swap },
  reassignInspector: { states: ['dispatched'], content: swap },
  cancelTask: { states: ['dispatched', 'visited'], content: () => cancellation },
};

/** Four tasks of four teams: dispatched, visited, entered, reviewed; for the tests of one file. */
export const tasksInEveryState = () => {
  let stage: Stage;
  let made: Case;
  const states: Record<string, CaseTask> = {};
  beforeAll(async () => {
    stage = await startStage({ initialTime: MONDAY });
    made = await stage.addCase({
      id: 'refusals',
      rows: [{ number: '202101', itemId: 'freight', order: [1, 2, 3, 4, 5], drawn: 4 }],
      inspectors: 8,
    });
    await stage.dispatch(made);
    for (const [index, state] of (['dispatched', 'visited', 'entered', 'reviewed'] as const).entries()) {
      states[state] = taskOf(made, index);
      await reach(stage, taskOf(made, index), state);
    }
    await stage.settled();
  });
  afterAll(() => stage.stop());
  return {
    get stage() {
      return stage;
    },
    get made() {
      return made;
    },
    at: (state: string): CaseTask => states[state] ?? taskOf(made),
  };
};
