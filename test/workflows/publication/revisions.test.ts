import { WorkflowNotFoundError } from '@temporalio/client';
import { SHIPPED_NOTICES } from '../../../domain/calendar/notices.ts';
import { buildCalendar } from '../../../domain/calendar/working-calendar.ts';
import { addWorkingDays } from '../../../domain/calendar/working-days.ts';
import { taskOf } from '../../support/cases/case.ts';
import { CHANNELS, finding, shownOn } from '../../support/cases/contents.ts';
import { reach } from '../../support/cases/reach.ts';
import { eventually, type Stage, startStage } from '../../support/cases/stage.ts';
import { fingerprints, messagesOf } from '../../support/cases/traces.ts';
import { FRIDAY, publicationsOn } from './publication-play.ts';

const calendar = buildCalendar(SHIPPED_NOTICES);
const [PLATFORM, SITE] = CHANNELS;

describe('a publication', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await startStage({ initialTime: FRIDAY });
  });
  afterAll(() => stage.stop());
  const { deadline, revisions, status, begin, taskEnd } = publicationsOn(() => stage);
  const correction = { actorId: 'reviewer', reason: '结果代码录入错误', codes: ['7'], enteredBy: 'i1' };
  const withdrawal = { actorId: 'approver', reason: '检查对象认定有误' };

  it('is corrected while still open: it ends as superseded, and the next revision is due by its own date', async () => {
    const made = await begin('correctopen', 'reviewed');
    const { id } = taskOf(made);
    const input = { authorityId: made.authorityId, publicationId: id, revision: 2 };
    const outcome = await stage.revise('correctPublication', input, correction);
    expect(outcome).toMatchObject({
      progress: { state: 'due', ended: false },
      message: '已更正，第 2 版待公示',
    });
    expect(await stage.progressOf(`publication/${id}/1`)).toMatchObject({ state: 'superseded', ended: true });
    expect(await revisions(made)).toMatchObject([
      { revision: 1, kind: 'result', state: 'superseded', resultRevision: 1 },
      { revision: 2, kind: 'correction', state: 'due', resultRevision: 2 },
    ]);
    expect(await deadline(made)).toMatchObject({ droppedReason: '已由新的版本取代' });
    expect(await deadline(made, 0, 2)).toMatchObject({
      dueOn: addWorkingDays(calendar, '2021-02-05', 3).date,
      metOn: null,
    });
    for (const channel of CHANNELS)
      await stage.send('confirmChannel', `${id}/2`, shownOn(channel, '2021-02-05'));
    expect(await taskEnd(id)).toEqual({ endKind: 'published', state: 'closed' });
    const results = await stage.db
      .selectFrom('result')
      .select(['revision', 'codes', 'enteredBy', 'reviewedBy'])
      .where('taskId', '=', id)
      .orderBy('revision')
      .execute();
    expect(results).toEqual([
      { revision: 1, codes: ['1'], enteredBy: 'i2', reviewedBy: 'reviewer' },
      { revision: 2, codes: ['7'], enteredBy: 'i1', reviewedBy: 'reviewer' },
    ]);
    expect(await messagesOf(stage.db, 'correctopen', /corrected/)).toEqual([
      'publication.corrected/2 → u1 email',
      'publication.corrected/2 → u1 sms',
    ]);
  });

  it('is corrected and then withdrawn long after it was confirmed and its workflow closed', async () => {
    const made = await begin('correctclosed', 'published');
    const { id } = taskOf(made);
    await eventually(async () => (await status(id, 1)) === 'COMPLETED');
    const input = { authorityId: made.authorityId, publicationId: id, revision: 2 };
    await stage.revise('correctPublication', input, correction, { id: 'correction-1' });
    await stage.settled();
    const before = await fingerprints(stage.db);
    const again = await stage.revise('correctPublication', input, correction, { id: 'correction-1' });
    expect(again.message).toBe('已更正，第 2 版待公示');
    expect(await fingerprints(stage.db)).toEqual(before);
    for (const channel of CHANNELS)
      await stage.send('confirmChannel', `${id}/2`, shownOn(channel, '2021-02-05'));
    const withdrawn = await stage.revise('withdrawPublication', { ...input, revision: 3 }, withdrawal);
    expect(withdrawn.message).toBe('已撤回，撤回公告（第 3 版）待公示');
    expect(await revisions(made)).toMatchObject([
      { state: 'superseded', confirmedOn: '2021-02-05' },
      { state: 'superseded', confirmedOn: '2021-02-05' },
      { kind: 'withdrawal', state: 'due', resultRevision: 2 },
    ]);
    for (const channel of CHANNELS)
      await stage.send('confirmChannel', `${id}/3`, shownOn(channel, '2021-02-05'));
    const refusal = await stage.refused(() =>
      stage.revise('withdrawPublication', { ...input, revision: 4 }, withdrawal),
    );
    expect(refusal).toMatchObject({ code: 'AlreadyEnded', message: '该结果已撤回' });
    expect(await status(id, 4)).toBe('COMPLETED');
  });

  it('refuses a revision without a trace: the run that came with it ends at once', async () => {
    const made = await begin('refusedrevision', 'reviewed');
    const { id } = taskOf(made);
    await stage.settled();
    const input = { authorityId: made.authorityId, publicationId: id, revision: 2 };
    const wrong: readonly [object, string, string | null, RegExp][] = [
      [{ actorId: 'publisher' }, 'Forbidden', null, /审核人办理/],
      [{ reason: '' }, 'InvalidInput', 'reason', /请填写更正原因/],
      [{ enteredBy: 'nobody' }, 'InvalidInput', 'enteredBy', /检查组成员提出/],
      [{ codes: [] }, 'InvalidInput', 'codes', /请选择检查结果/],
      [{ codes: ['99'] }, 'InvalidInput', 'codes', /不在本局的结果表内/],
      [{ codes: ['5'] }, 'InvalidInput', 'findings', /请逐项填写发现的问题/],
    ];
    for (const [more, code, field, message] of wrong) {
      const refusal = await stage.refused(() =>
        stage.revise('correctPublication', input, { ...correction, ...more }),
      );
      expect(refusal).toEqual({ code, field, message: expect.stringMatching(message) });
      expect(await stage.progressOf(`publication/${id}/2`)).toEqual({
        state: 'absent',
        ended: true,
        wakeAt: null,
      });
    }
    for (const [more, code] of [
      [{ actorId: 'reviewer' }, 'Forbidden'],
      [{ reason: ' ' }, 'InvalidInput'],
    ] as const) {
      expect(
        await stage.refused(() => stage.revise('withdrawPublication', input, { ...withdrawal, ...more })),
      ).toMatchObject({ code });
    }
    const skipped = await stage.refused(() =>
      stage.revise('withdrawPublication', { ...input, revision: 3 }, withdrawal),
    );
    expect(skipped).toMatchObject({ code: 'NotFound' });
    const inForce = await stage.refused(() =>
      stage.revise('withdrawPublication', { ...input, revision: 1 }, withdrawal),
    );
    expect(inForce).toMatchObject({
      code: 'AlreadyEnded',
      message: '该结果已有新的版本，请在最新版本上办理',
    });
    const self = await stage.db
      .insertInto('officerRole')
      .values({ authorityId: made.authorityId, officerId: 'i2', role: 'reviewer' })
      .execute();
    expect(self).toHaveLength(1);
    expect(
      await stage.refused(() => stage.revise('correctPublication', input, { ...correction, actorId: 'i2' })),
    ).toMatchObject({ code: 'SamePerson' });
    expect(await revisions(made)).toHaveLength(1);
  });

  it('takes no confirmation once it is confirmed or superseded, nor one for what does not exist', async () => {
    const made = await begin('late', 'published');
    const { id } = taskOf(made);
    await stage.settled();
    const before = await fingerprints(stage.db);
    for (const subject of [`${id}/1`, `${id}/9`, 'nowhere/1']) {
      await expect(stage.send('confirmChannel', subject, shownOn(PLATFORM, '2021-02-05'))).rejects.toThrow(
        WorkflowNotFoundError,
      );
    }
    expect(await fingerprints(stage.db)).toEqual(before);
  });

  it('meets a last disposal that comes at the same moment: one of the two closes the task [R60]', async () => {
    const made = await stage.addCase({
      id: 'meeting',
      rows: [{ number: '202101', itemId: 'freight', order: [1, 2, 3, 4], drawn: 4 }],
      inspectors: 8,
    });
    await stage.dispatch(made);
    for (const task of made.tasks) {
      await reach(stage, task, 'reviewed', [finding()]);
      await stage.send('confirmChannel', `${task.id}/1`, shownOn(PLATFORM, '2021-02-05'));
    }
    await stage.settled();
    await Promise.all(
      made.tasks.flatMap(({ id, team }) => [
        stage.send('confirmChannel', `${id}/1`, shownOn(SITE, '2021-02-05')),
        stage.send('reinspect', `${id}-R1`, {
          actorId: team[0] ?? '',
          inspectedOn: '2021-02-05',
          outcomes: [{ findingId: `${id}-F1.1`, outcome: 'rectified' }],
        }),
      ]),
    );
    const left = await stage.db
      .selectFrom('task')
      .select('id')
      .where('authorityId', '=', 'meeting')
      .where('closedAt', 'is', null)
      .execute();
    expect(left).toEqual([]);
  });
});
