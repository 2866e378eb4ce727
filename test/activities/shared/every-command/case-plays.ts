/** Commands to tasks, publications and orders, each brought to where it fits. */
import { DEFAULT_SETTINGS } from '../../../../domain/settings/settings.ts';
import type { EnteredFinding } from '../../../../workflows/inspection-task/contract.ts';
import { taskOf } from '../../../support/cases/case.ts';
import type { CaseCommand, Content } from '../../../support/cases/commands.ts';
import {
  approval,
  CHANNELS,
  cleanResult,
  closedDown,
  finding,
  returned,
  shownOn,
  visit,
} from '../../../support/cases/contents.ts';
import { at, type ChinaTime, type Steps } from '../../../support/cases/steps.ts';
import type { Plays, Repeatable } from './repeatable.ts';

const ROWS = [{ number: '202101', itemId: 'freight', order: [1, 2], drawn: 1 }];
const [CHANNEL] = CHANNELS;
const DAY = '2021-03-01';
const TIME: ChinaTime = `${DAY} 10:00`;
const REASON = '情况属实';
const BY_DATE = finding({ measure: 'correct-by-date', dueOn: '2021-03-15' });
const LEADER = { publication: { ...DEFAULT_SETTINGS.publication, approver: 'supervisor' as const } };

type Taken = Awaited<ReturnType<typeof dispatchedTask>>;

const dispatchedTask = async (steps: Steps, id: string, settings: object = {}) => {
  const made = await steps.addCase({ id, openedOn: DAY, rows: ROWS, settings });
  const task = taskOf(made);
  await steps.look('task', id, task.id, `${DAY} 08:30`);
  const send = (name: CaseCommand, subjectId: string, content: Content, time = TIME) =>
    steps.send(made, name, subjectId, content, time);
  return {
    task,
    send,
    findingIds: [`${task.id}-F1.1`],
    order: `${task.id}-R1`,
    unit: { actorId: task.unitId, actorKind: 'unit' },
    visit: () => send('recordVisit', task.id, visit(task, Date.parse(at(TIME)))),
    enter: () => send('enterResult', task.id, cleanResult(task)),
    review: (...findings: EnteredFinding[]) => steps.review(made, task, TIME, findings),
    publish: () => steps.publish(made, task, TIME),
    now: (name: CaseCommand, subjectId: string, content: Content): Repeatable => ({
      db: steps.db,
      step: steps.activities[name],
      request: { authorityId: id, subjectId, at: at(TIME), command: { id: 'the-command', ...content } },
    }),
  };
};

export const casePlays = (steps: () => Steps): Plays => {
  const begin = (id: string, settings?: object) => dispatchedTask(steps(), id, settings);
  /** A play of a command that fits once `before` is through. */
  const play =
    (
      name: CaseCommand,
      what: (taken: Taken) => readonly [subjectId: string, content: Content],
      before: (taken: Taken) => Promise<unknown> = async () => undefined,
      settings?: object,
    ) =>
    async (id: string): Promise<Repeatable> => {
      const taken = await begin(id, settings);
      await before(taken);
      return taken.now(name, ...what(taken));
    };
  const by = (actorId: string, content: object): Content => ({ actorId, reason: REASON, ...content });
  const change = ({ task }: Taken) => [task.id, by('approver', { officerId: task.team[1] })] as const;
  const handOn = ({ findingIds }: Taken) => by('approver', { findingIds, receiver: '区市场监督管理局' });
  const failedTwice = async ({ review, send, order, findingIds }: Taken) => {
    await review(finding());
    for (const date of ['2021-03-03', '2021-03-08']) {
      const outcomes = findingIds.map((findingId) => ({ findingId, outcome: 'not-rectified' }));
      await send('reinspect', order, { actorId: 'i1', inspectedOn: date, outcomes }, `${date} 10:00`);
    }
  };
  const asked = { dueOn: '2021-03-15', newDueOn: '2021-03-22', reason: '设备采购中' };
  return {
    recordVisit: play('recordVisit', ({ task }) => [task.id, visit(task, Date.parse(at(TIME)))]),
    enterResult: play(
      'enterResult',
      ({ task }) => [task.id, cleanResult(task)],
      ({ visit: go }) => go(),
    ),
    correctResult: play(
      'correctResult',
      ({ task }) => [task.id, cleanResult(task)],
      async ({ visit: go, enter, send, task }) => {
        await go();
        await enter();
        await send('reviewResult', task.id, returned);
      },
    ),
    reviewResult: play(
      'reviewResult',
      ({ task }) => [task.id, approval],
      async ({ visit: go, enter }) => {
        await go();
        await enter();
      },
    ),
    extendDeadline: play('extendDeadline', ({ task }) => [
      task.id,
      by('approver', { kind: 'visit', newDueOn: '2021-05-20' }),
    ]),
    replaceUnit: play('replaceUnit', ({ task }) => [task.id, closedDown]),
    recuseInspector: play('recuseInspector', change),
    reassignInspector: play('reassignInspector', change),
    cancelTask: play('cancelTask', ({ task }) => [task.id, by('approver', {})]),
    transferFindings: play(
      'transferFindings',
      (taken) => [taken.task.id, handOn(taken)],
      ({ review }) => review(finding({ measure: 'transfer' })),
    ),
    approvePublication: play(
      'approvePublication',
      ({ task }) => [`${task.id}/1`, { actorId: 'approver', opinion: '同意公示' }],
      ({ review }) => review(),
      LEADER,
    ),
    confirmChannel: play(
      'confirmChannel',
      ({ task }) => [`${task.id}/1`, shownOn(CHANNEL, DAY)],
      ({ review }) => review(),
    ),
    correctPublication: play(
      'correctPublication',
      ({ task }) => [`${task.id}/2`, by('reviewer', { codes: ['7'], enteredBy: task.team[0] })],
      async ({ review, publish }) => {
        await review();
        await publish();
      },
    ),
    withdrawPublication: play(
      'withdrawPublication',
      ({ task }) => [`${task.id}/2`, by('approver', {})],
      async ({ review, publish }) => {
        await review();
        await publish();
      },
    ),
    reportRectified: play(
      'reportRectified',
      ({ order, unit, findingIds }) => [order, { ...unit, findingIds, note: '已整改' }],
      ({ review }) => review(BY_DATE),
    ),
    requestExtension: play(
      'requestExtension',
      ({ order, unit }) => [order, { ...unit, ...asked }],
      ({ review }) => review(BY_DATE),
    ),
    decideExtension: async (id) => {
      const taken = await begin(id);
      await taken.review(BY_DATE);
      await taken.send('requestExtension', taken.order, { ...taken.unit, ...asked, id: 'the-request' });
      const decision = by('approver', { extensionId: 'the-request', decision: 'granted' });
      return taken.now('decideExtension', taken.order, decision);
    },
    reinspect: play(
      'reinspect',
      ({ order, task, findingIds }) => [
        order,
        {
          ...{ actorId: task.team[0] ?? '', inspectedOn: DAY },
          outcomes: findingIds.map((findingId) => ({ findingId, outcome: 'not-rectified' })),
        },
      ],
      ({ review }) => review(finding()),
    ),
    waiveFindings: play(
      'waiveFindings',
      ({ order, findingIds }) => [order, by('approver', { findingIds })],
      ({ review }) => review(finding()),
    ),
    referFindings: play('referFindings', (taken) => [taken.order, handOn(taken)], failedTwice),
  };
};
