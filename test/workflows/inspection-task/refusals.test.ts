import { WorkflowNotFoundError } from '@temporalio/client';
import { recordVisitUpdate } from '../../../workflows/inspection-task/contract.ts';
import type { CaseCommand } from '../../support/cases/commands.ts';
import { approval, finding, resultWith, visit } from '../../support/cases/contents.ts';
import { eventually, refusalOf } from '../../support/cases/stage.ts';
import { fingerprints } from '../../support/cases/traces.ts';
import { extension, FITTING, tasksInEveryState } from './every-state.ts';

describe('a task refuses, without a trace,', () => {
  const on = tasksInEveryState();

  const pause = (pausedOn: string | null) =>
    on.stage.db
      .updateTable('cycle')
      .set({ pausedOn })
      .where('authorityId', '=', on.made.authorityId)
      .execute();

  it.each(Object.keys(FITTING) as CaseCommand[])(
    '%s in any state but its own [R166, R261]',
    async (command) => {
      const { states: own = [], content = () => approval } = FITTING[command] ?? {};
      for (const state of ['dispatched', 'visited', 'entered']) {
        if (own.includes(state)) continue;
        const task = on.at(state);
        const right = content(task, await on.stage.now());
        const refusal = await on.stage.refused(() => on.stage.send(command, task.id, right));
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
      const refusal = await on.stage.refused(() =>
        on.stage.send('extendDeadline', on.at(state).id, extension(kind)),
      );
      expect(refusal.code).toBe('WrongState');
    }
  });

  it('every command from who has no right to it [R281, R216]', async () => {
    const team = on.at('dispatched').team[0] ?? '';
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
      const right = FITTING[command]?.content(on.at(state), await on.stage.now()) ?? approval;
      for (const actorId of people) {
        const refusal = await on.stage.refused(() =>
          on.stage.send(command, on.at(state).id, { ...right, actorId }),
        );
        expect({ command, actorId, ...refusal }).toMatchObject({
          command,
          actorId,
          code: 'Forbidden',
          message: expect.stringMatching(message),
        });
      }
      const byUnit = { ...right, actorId: on.at(state).unitId, actorKind: 'unit' };
      expect((await on.stage.refused(() => on.stage.send(command, on.at(state).id, byUnit))).code).toBe(
        'Forbidden',
      );
    }
    const late = await on.stage.refused(() =>
      on.stage.send('extendDeadline', on.at('dispatched').id, { ...extension('visit'), actorId: 'office' }),
    );
    expect(late.code).toBe('Forbidden');
  });

  it('an account that was closed, though its seat in the team is not yet given up', async () => {
    const member = on.at('dispatched').team[0] ?? '';
    const active = (is: boolean) =>
      on.stage.db
        .updateTable('officer')
        .set({ active: is })
        .where('authorityId', '=', on.made.authorityId)
        .where('id', '=', member)
        .execute();
    await active(false);
    const right = visit(on.at('dispatched'), await on.stage.now());
    expect(
      (await on.stage.refused(() => on.stage.send('recordVisit', on.at('dispatched').id, right))).code,
    ).toBe('Forbidden');
    await active(true);
  });

  it('review of a result by who inspected or entered it [R281]', async () => {
    const task = on.at('entered');
    const grantReview = task.team.map((officerId) => ({
      authorityId: on.made.authorityId,
      officerId,
      role: 'reviewer' as const,
    }));
    await on.stage.db.insertInto('officerRole').values(grantReview).execute();
    for (const actorId of task.team) {
      const refusal = await on.stage.refused(() =>
        on.stage.send('reviewResult', task.id, { ...approval, actorId }),
      );
      expect(refusal).toMatchObject({ code: 'SamePerson', message: '检查和录入的人员不能审核自己的结果' });
    }
    await on.stage.db
      .deleteFrom('officerRole')
      .where('role', '=', 'reviewer')
      .where('officerId', 'in', task.team)
      .execute();
  });

  it('everything while its cycle is paused', async () => {
    await pause('2021-01-04');
    for (const [command, { states: own, content }] of Object.entries(FITTING)) {
      for (const state of own) {
        const right = content(on.at(state), await on.stage.now());
        const refusal = await on.stage.refused(() =>
          on.stage.send(command as CaseCommand, on.at(state).id, right),
        );
        expect({ command, ...refusal }).toMatchObject({
          code: 'Paused',
          message: expect.stringMatching(/已暂停，恢复后再/),
        });
      }
    }
    const refusal = await on.stage.refused(() =>
      on.stage.send('extendDeadline', on.at('dispatched').id, extension('visit')),
    );
    expect(refusal.code).toBe('Paused');
    await pause(null);
  });

  it('a command without an id or a person, before it is on record', async () => {
    const right = visit(on.at('dispatched'), await on.stage.now());
    const handle = on.stage.client.workflow.getHandle(`task/${on.at('dispatched').id}`);
    const accepted = async () =>
      ((await handle.fetchHistory()).events ?? []).filter(
        (event) => event.workflowExecutionUpdateAcceptedEventAttributes,
      ).length;
    const before = await accepted();
    const whole = { id: 'whole-1', actorId: right.actorId };
    for (const [index, more] of [{ actorId: '' }, { actorId: undefined }, { id: '' }, { id: 7 }].entries()) {
      const broken = { ...whole, ...more } as typeof whole;
      const refusal = { code: 'InvalidInput', message: '命令缺少编号或办理人' };
      const sending = on.stage.send('recordVisit', on.at('dispatched').id, { ...right, ...broken }, broken);
      expect(await refusalOf(sending)).toMatchObject(refusal);
      const past = handle.executeUpdate(recordVisitUpdate, { args: [broken], updateId: `broken-${index}` });
      expect(await refusalOf(past)).toMatchObject(refusal);
    }
    expect(await accepted()).toBe(before);
  });

  it('a command after its end: Temporal knows no open workflow, and the facts say what ended it', async () => {
    await eventually(async () => {
      const { status } = await on.stage.client.workflow.getHandle(`task/${on.at('reviewed').id}`).describe();
      return status.name === 'COMPLETED';
    });
    const before = await fingerprints(on.stage.db);
    for (const [command, { content }] of Object.entries(FITTING)) {
      const right = content(on.at('reviewed'), await on.stage.now());
      await expect(on.stage.send(command as CaseCommand, on.at('reviewed').id, right)).rejects.toThrow(
        WorkflowNotFoundError,
      );
    }
    expect(await fingerprints(on.stage.db)).toEqual(before);
  });

  it('a command for a task that does not exist', async () => {
    const right = visit(on.at('dispatched'), await on.stage.now());
    const before = await fingerprints(on.stage.db);
    await expect(on.stage.send('recordVisit', 'nowhere-2021-1-0001', right)).rejects.toThrow(
      WorkflowNotFoundError,
    );
    expect(await fingerprints(on.stage.db)).toEqual(before);
  });

  it('result entry for a result with findings from a unit that was never visited', async () => {
    const refusal = await on.stage.refused(() =>
      on.stage.send('enterResult', on.at('dispatched').id, resultWith(on.at('dispatched'), [finding()])),
    );
    expect(refusal.code).toBe('WrongState');
  });
});
