import { WorkflowNotFoundError } from '@temporalio/client';
import { recordVisitUpdate } from '../../../workflows/inspection-task/contract.ts';
import { type Case, type CaseTask, taskOf } from '../../support/cases/case.ts';
import type { CaseCommand, Content } from '../../support/cases/commands.ts';
import {
  approval,
  cleanResult,
  closedDown,
  finding,
  resultWith,
  visit,
} from '../../support/cases/contents.ts';
import { reach } from '../../support/cases/reach.ts';
import { eventually, refusalOf, type Stage, startStage } from '../../support/cases/stage.ts';
import { fingerprints } from '../../support/cases/traces.ts';

const FAR = '2021-06-30';
const swap = (task: CaseTask): Content => ({
  actorId: 'approver',
  officerId: task.team[1],
  reason: '与对象负责人有亲属关系',
});
const extension = (kind: string): Content => ({
  actorId: 'approver',
  kind,
  newDueOn: FAR,
  reason: '停业检修',
});
const cancellation: Content = { actorId: 'approver', reason: '计划调整' };

/** Content that would pass, and the states in which the task takes it. */
const FITTING: Readonly<
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

type Wrong = readonly [
  what: string,
  more: Readonly<Record<string, unknown>>,
  field: string | null,
  message: RegExp,
];

describe('a task refuses, without a trace,', () => {
  let stage: Stage;
  let made: Case;
  const states: Record<string, CaseTask> = {};

  beforeAll(async () => {
    stage = await startStage({ initialTime: '2021-01-04T02:00:00.000Z' });
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

  const at = (state: string): CaseTask => states[state] ?? taskOf(made);
  const pause = (on: string | null) =>
    stage.db.updateTable('cycle').set({ pausedOn: on }).where('authorityId', '=', made.authorityId).execute();

  const refusesEach = async (
    state: string,
    command: CaseCommand,
    right: Content,
    wrong: readonly Wrong[],
  ) => {
    for (const [what, more, field, message] of wrong) {
      const refusal = await stage.refused(() => stage.send(command, at(state).id, { ...right, ...more }));
      expect({ what, ...refusal }).toEqual({
        what,
        code: 'InvalidInput',
        field,
        message: expect.stringMatching(message),
      });
    }
  };

  it.each(Object.keys(FITTING) as CaseCommand[])(
    '%s in any state but its own [R166, R261]',
    async (command) => {
      const { states: own = [], content = () => approval } = FITTING[command] ?? {};
      for (const state of ['dispatched', 'visited', 'entered']) {
        if (own.includes(state)) continue;
        const task = at(state);
        const right = content(task, await stage.now());
        const refusal = await stage.refused(() => stage.send(command, task.id, right));
        expect(refusal.code).toBe('WrongState');
        expect(refusal.message).toMatch(
          /现为“待(检查|录入|审核)”，只有“.*”时才能|还没有录入结果，请直接录入/,
        );
      }
    },
  );

  it('an extension of what is not owed now', async () => {
    for (const [state, kind] of [
      ['visited', 'visit'],
      ['dispatched', 'entry'],
      ['entered', 'entry'],
    ] as const) {
      const refusal = await stage.refused(() => stage.send('extendDeadline', at(state).id, extension(kind)));
      expect(refusal.code).toBe('WrongState');
    }
  });

  it('every command from who has no right to it [R281, R216]', async () => {
    const team = at('dispatched').team[0] ?? '';
    const wrongPeople: readonly [string, CaseCommand, readonly string[], RegExp][] = [
      ['dispatched', 'recordVisit', ['nobody', 'approver', 'i8', 'ghost'], /本检查组成员办理/],
      ['visited', 'enterResult', ['nobody', 'reviewer', 'i8'], /本检查组成员办理/],
      ['entered', 'correctResult', ['nobody', 'reviewer', 'i8'], /本检查组成员办理/],
      ['entered', 'reviewResult', ['nobody', 'approver', 'i8', 'publisher'], /审核人办理/],
      ['dispatched', 'replaceUnit', ['nobody', team, 'office'], /审批人办理/],
      ['dispatched', 'recuseInspector', ['nobody', team, 'office'], /审批人办理/],
      ['dispatched', 'reassignInspector', ['nobody', team], /审批人、领导小组办公室办理/],
      ['dispatched', 'cancelTask', ['nobody', team, 'office'], /审批人办理/],
    ];
    for (const [state, command, people, message] of wrongPeople) {
      const right = FITTING[command]?.content(at(state), await stage.now()) ?? approval;
      for (const actorId of people) {
        const refusal = await stage.refused(() => stage.send(command, at(state).id, { ...right, actorId }));
        expect({ command, actorId, ...refusal }).toMatchObject({
          command,
          actorId,
          code: 'Forbidden',
          message: expect.stringMatching(message),
        });
      }
      const byUnit = { ...right, actorId: at(state).unitId, actorKind: 'unit' };
      expect((await stage.refused(() => stage.send(command, at(state).id, byUnit))).code).toBe('Forbidden');
    }
    const late = await stage.refused(() =>
      stage.send('extendDeadline', at('dispatched').id, { ...extension('visit'), actorId: 'office' }),
    );
    expect(late.code).toBe('Forbidden');
  });

  it('an account that was closed, though its seat in the team is not yet given up', async () => {
    const member = at('dispatched').team[0] ?? '';
    const active = (is: boolean) =>
      stage.db
        .updateTable('officer')
        .set({ active: is })
        .where('authorityId', '=', made.authorityId)
        .where('id', '=', member)
        .execute();
    await active(false);
    const right = visit(at('dispatched'), await stage.now());
    expect((await stage.refused(() => stage.send('recordVisit', at('dispatched').id, right))).code).toBe(
      'Forbidden',
    );
    await active(true);
  });

  it('review of a result by who inspected or entered it [R281]', async () => {
    const task = at('entered');
    const grantReview = task.team.map((officerId) => ({
      authorityId: made.authorityId,
      officerId,
      role: 'reviewer' as const,
    }));
    await stage.db.insertInto('officerRole').values(grantReview).execute();
    for (const actorId of task.team) {
      const refusal = await stage.refused(() =>
        stage.send('reviewResult', task.id, { ...approval, actorId }),
      );
      expect(refusal).toMatchObject({ code: 'SamePerson', message: '检查和录入的人员不能审核自己的结果' });
    }
    await stage.db
      .deleteFrom('officerRole')
      .where('role', '=', 'reviewer')
      .where('officerId', 'in', task.team)
      .execute();
  });

  it('a visit whose time or place cannot be', async () => {
    const now = await stage.now();
    const instant = (ms: number) => new Date(ms).toISOString();
    await refusesEach('dispatched', 'recordVisit', visit(at('dispatched'), now), [
      ['no beginning', { startedAt: undefined }, 'startedAt', /请填写检查开始时间/],
      ['no end', { endedAt: '昨天' }, 'endedAt', /请填写检查结束时间/],
      ['ends first', { endedAt: instant(now - 1000) }, 'endedAt', /结束时间早于开始时间/],
      ['ends in future', { endedAt: instant(now + 3_600_000) }, 'endedAt', /结束时间晚于现在/],
      ['before dispatch', { startedAt: '2021-01-03T02:00:00.000Z' }, 'startedAt', /早于任务派发时间/],
      [
        'long ago',
        { startedAt: '1950-01-01T00:00:00Z', endedAt: '1950-01-01T00:00:00Z' },
        'startedAt',
        /早于任务派发时间/,
      ],
      ['no place', { place: '  ' }, 'place', /请填写检查地点/],
      ['place of another kind', { place: 7 }, 'place', /请填写检查地点/],
    ]);
  });

  it('a result that is preset, unanswered or contradicts itself [R80, R216]', async () => {
    const task = at('visited');
    const right = cleanResult(task);
    const [first] = right.answers;
    const withFinding = (more: object) => ({ codes: ['5'], findings: [{ ...finding(), ...more }] });
    await refusesEach('visited', 'enterResult', right, [
      ['no code', { codes: [] }, 'codes', /请选择检查结果/],
      ['unknown code', { codes: ['99'] }, 'codes', /99 不在本局的结果表内/],
      ['code twice', { codes: ['1', '1'] }, 'codes', /重复选择/],
      ['clean beside others', { codes: ['1', '2'] }, 'codes', /不能与其他检查结果同时选择/],
      ['findings without any', { codes: ['5'] }, 'findings', /请逐项填写发现的问题/],
      ['clean with findings', { findings: [finding()] }, 'codes', /不能为“未发现问题”/],
      ['a line left out', { answers: [first] }, 'answers.freight#2', /未填写不等于合格/],
      ['nothing answered', { answers: [] }, 'answers.freight#1', /未填写不等于合格/],
      ['a line twice', { answers: [...right.answers, first] }, 'answers', /填写了两次/],
      [
        'a line of nowhere',
        { answers: [...right.answers, { ...first, lineNo: 9 }] },
        'answers.freight#9',
        /不在本次检查表内/,
      ],
      [
        'another answer',
        { answers: right.answers.map((a) => ({ ...a, answer: 'ok' })) },
        'answers.freight#1',
        /请选择 是、否/,
      ],
      [
        'unchecked without why',
        { answers: right.answers.map((a) => ({ ...a, answer: 'not-checked' })) },
        'answers.freight#1',
        /请写明原因/,
      ],
      ['finding without facts', withFinding({ text: ' ' }), 'findings.0.text', /没有写明事实/],
      ['finding without article', withFinding({ article: '' }), 'findings.0.article', /没有写明依据的条款/],
      ['finding of another item', withFinding({ itemId: 'repair' }), 'findings.0.itemId', /不在本次任务内/],
      ['finding without measure', withFinding({ measure: 'talk' }), 'findings.0.measure', /请选择处置措施/],
      [
        'by date without date',
        withFinding({ measure: 'correct-by-date' }),
        'findings.0.dueOn',
        /请填写改正期限/,
      ],
      [
        'by a date gone',
        withFinding({ measure: 'correct-by-date', dueOn: '2021-01-04' }),
        'findings.0.dueOn',
        /应晚于检查日/,
      ],
      [
        'by a date far off',
        withFinding({ measure: 'correct-by-date', dueOn: '2022-01-04' }),
        'findings.0.dueOn',
        /超过180日/,
      ],
      [
        'nothing at all',
        { codes: undefined, answers: undefined, findings: undefined },
        null,
        /内容不完整或格式有误/,
      ],
    ]);
    await refusesEach('entered', 'correctResult', cleanResult(at('entered')), [
      ['a correction without answers', { answers: [] }, 'answers.freight#1', /未填写不等于合格/],
    ]);
  });

  it('a review, an extension, a replacement, a recusal, a cancellation that lacks what it needs', async () => {
    await refusesEach('entered', 'reviewResult', approval, [
      ['no opinion', { opinion: '' }, 'opinion', /请填写审核意见/],
      ['no decision', { decision: 'maybe' }, 'decision', /请选择审核结论/],
    ]);
    await refusesEach('dispatched', 'extendDeadline', extension('visit'), [
      ['no reason', { reason: '' }, 'reason', /请填写延期原因/],
      ['no date', { newDueOn: '2021-02-30' }, 'newDueOn', /新的期限应晚于原期限 2021-02-19/],
      ['same date', { newDueOn: '2021-02-19' }, 'newDueOn', /新的期限应晚于原期限 2021-02-19/],
      ['a slip of the pen', { newDueOn: '2201-02-19' }, 'newDueOn', /超过一年，请核对/],
      ['publication, which cannot be extended', { kind: 'publication' }, 'kind', /实地检查或结果录入/],
    ]);
    await refusesEach('dispatched', 'replaceUnit', closedDown, [
      ['no reason', { reason: '' }, 'reason', /请填写递补原因/],
      ['no evidence', { evidence: undefined }, 'evidence', /请填写证明材料/],
      ['a unit that operates', { unitStatus: 'operating' }, 'unitStatus', /请选择检查对象的状态/],
    ]);
    await refusesEach('dispatched', 'recuseInspector', swap(at('dispatched')), [
      ['no reason', { reason: ' ' }, 'reason', /请填写原因/],
      ['who is not in the team', { officerId: 'i8' }, 'officerId', /不在本检查组/],
    ]);
    await refusesEach('dispatched', 'cancelTask', cancellation, [
      ['no reason', { reason: '' }, 'reason', /请填写取消原因/],
    ]);
  });

  it('everything while its cycle is paused', async () => {
    await pause('2021-01-04');
    for (const [command, { states: own, content }] of Object.entries(FITTING)) {
      for (const state of own) {
        const right = content(at(state), await stage.now());
        const refusal = await stage.refused(() => stage.send(command as CaseCommand, at(state).id, right));
        expect({ command, ...refusal }).toMatchObject({
          code: 'Paused',
          message: expect.stringMatching(/已暂停，恢复后再/),
        });
      }
    }
    const refusal = await stage.refused(() =>
      stage.send('extendDeadline', at('dispatched').id, extension('visit')),
    );
    expect(refusal.code).toBe('Paused');
    await pause(null);
  });

  it('a command without an id or a person, before it is on record', async () => {
    const right = visit(at('dispatched'), await stage.now());
    const handle = stage.client.workflow.getHandle(`task/${at('dispatched').id}`);
    const accepted = async () =>
      ((await handle.fetchHistory()).events ?? []).filter(
        (event) => event.workflowExecutionUpdateAcceptedEventAttributes,
      ).length;
    const before = await accepted();
    const whole = { id: 'whole-1', actorId: right.actorId };
    for (const [index, more] of [{ actorId: '' }, { actorId: undefined }, { id: '' }, { id: 7 }].entries()) {
      const broken = { ...whole, ...more } as typeof whole;
      const refusal = { code: 'InvalidInput', message: '命令缺少编号或办理人' };
      const sending = stage.send('recordVisit', at('dispatched').id, { ...right, ...broken }, broken);
      expect(await refusalOf(sending)).toMatchObject(refusal);
      const past = handle.executeUpdate(recordVisitUpdate, { args: [broken], updateId: `broken-${index}` });
      expect(await refusalOf(past)).toMatchObject(refusal);
    }
    expect(await accepted()).toBe(before);
  });

  it('a command after its end: Temporal knows no open workflow, and the facts say what ended it', async () => {
    await eventually(async () => {
      const { status } = await stage.client.workflow.getHandle(`task/${at('reviewed').id}`).describe();
      return status.name === 'COMPLETED';
    });
    const before = await fingerprints(stage.db);
    for (const [command, { content }] of Object.entries(FITTING)) {
      const right = content(at('reviewed'), await stage.now());
      await expect(stage.send(command as CaseCommand, at('reviewed').id, right)).rejects.toThrow(
        WorkflowNotFoundError,
      );
    }
    expect(await fingerprints(stage.db)).toEqual(before);
  });

  it('a command for a task that does not exist', async () => {
    const right = visit(at('dispatched'), await stage.now());
    const before = await fingerprints(stage.db);
    await expect(stage.send('recordVisit', 'nowhere-2021-1-0001', right)).rejects.toThrow(
      WorkflowNotFoundError,
    );
    expect(await fingerprints(stage.db)).toEqual(before);
  });

  it('result entry for a result with findings from a unit that was never visited', async () => {
    const refusal = await stage.refused(() =>
      stage.send('enterResult', at('dispatched').id, resultWith(at('dispatched'), [finding()])),
    );
    expect(refusal.code).toBe('WrongState');
  });
});
