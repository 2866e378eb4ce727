import { WorkflowNotFoundError } from '@temporalio/client';
import { SHIPPED_NOTICES } from '../../../domain/calendar/notices.ts';
import { buildCalendar } from '../../../domain/calendar/working-calendar.ts';
import { addWorkingDays } from '../../../domain/calendar/working-days.ts';
import { FIVE_AFTER_INSPECTION } from '../../../domain/deadline/publication-due.ts';
import { DEFAULT_SETTINGS } from '../../../domain/settings/settings.ts';
import { type Case, taskOf } from '../../support/cases/case.ts';
import { CHANNELS, finding, shownOn } from '../../support/cases/contents.ts';
import { reach } from '../../support/cases/reach.ts';
import { eventually, type Stage, startStage } from '../../support/cases/stage.ts';
import { auditOf, deadlinesOf, fingerprints, messagesOf } from '../../support/cases/traces.ts';

/** Friday before the Spring Festival of 2021: 7 and 20 February are worked, 11 to 17 are off. */
const FRIDAY = '2021-02-05T02:00:00.000Z';
const calendar = buildCalendar(SHIPPED_NOTICES);
const [PLATFORM, SITE] = CHANNELS;

describe('a publication', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await startStage({ initialTime: FRIDAY });
  });
  afterAll(() => stage.stop());

  const deadline = async (made: Case, index = 0, revision = 1) =>
    (await deadlinesOf(stage.db, made.authorityId, taskOf(made, index).id)).find(
      ({ kind, part }) => kind === 'publication' && part === String(revision),
    );
  const revisions = (made: Case) =>
    stage.db
      .selectFrom('publication')
      .select(['revision', 'kind', 'state', 'resultRevision', 'confirmedOn'])
      .where('authorityId', '=', made.authorityId)
      .orderBy('revision')
      .execute();
  const status = async (taskId: string, revision: number) =>
    (await stage.client.workflow.getHandle(`publication/${taskId}/${revision}`).describe()).status.name;

  /** A case of one task, or of more of one row, brought to a state. */
  const begin = async (id: string, state: Parameters<typeof reach>[2], more: object = {}) => {
    const made = await stage.addCase({
      id,
      rows: [{ number: '202101', itemId: 'freight', order: [1, 2, 3], drawn: 1 }],
      ...more,
    });
    await stage.dispatch(made);
    await reach(stage, taskOf(made), state);
    return made;
  };

  it('is due seven working days after the work of its row ended, over a holiday [R269]', async () => {
    const made = await begin('seven', 'reviewed');
    expect(await deadline(made)).toMatchObject({ dueOn: '2021-02-20', upperBound: false, version: 1 });
    expect(addWorkingDays(calendar, '2021-02-05', 7).date).toBe('2021-02-20');
    expect(await messagesOf(stage.db, 'seven', /publication\.due/)).toEqual([
      'publication.due/1 → publisher email',
    ]);
  });

  it('is due five working days after each inspection where the bureau says so [R217]', async () => {
    const settings = { publication: { ...DEFAULT_SETTINGS.publication, ...FIVE_AFTER_INSPECTION } };
    const made = await begin('five', 'reviewed', { settings, rows: undefined });
    expect(await deadline(made)).toMatchObject({ dueOn: '2021-02-18', upperBound: false });
    await reach(stage, taskOf(made, 1), 'reviewed');
    expect(await deadline(made)).toMatchObject({ dueOn: '2021-02-18', version: 1 });
  });

  it('has an upper bound while its row is at work, and is settled and woken by the last visit [R269]', async () => {
    const made = await stage.addCase({ id: 'bound', windowEnd: '2021-04-30' });
    await stage.dispatch(made);
    await reach(stage, taskOf(made), 'reviewed');
    await stage.settled();
    expect(await deadline(made)).toMatchObject({
      upperBound: true,
      dueOn: addWorkingDays(calendar, '2021-04-30', 7).date,
    });
    const { length } = stage.faults.nudges;
    const before = await stage.db
      .selectFrom('workflowProgress')
      .select('nextWakeAt')
      .where('workflowId', '=', `publication/${taskOf(made).id}/1`)
      .executeTakeFirstOrThrow();
    await reach(stage, taskOf(made, 1), 'visited');
    expect(await deadline(made)).toMatchObject({ upperBound: false, dueOn: '2021-02-20', version: 2 });
    expect(stage.faults.nudges.slice(length)).toEqual([`publication/${taskOf(made).id}/1`]);
    await eventually(async () => {
      const { nextWakeAt } = await stage.db
        .selectFrom('workflowProgress')
        .select('nextWakeAt')
        .where('workflowId', '=', `publication/${taskOf(made).id}/1`)
        .executeTakeFirstOrThrow();
      return String(nextWakeAt) < String(before.nextWakeAt);
    });
    expect(await auditOf(stage.db, 'bound')).toContain('cycle-row.work-ended i3');
  });

  it('is complete when both channels are confirmed with proof, not before [R269]', async () => {
    const made = await begin('both', 'reviewed');
    const { id } = taskOf(made);
    const first = await stage.send('confirmChannel', `${id}/1`, shownOn(PLATFORM, '2021-02-05'));
    expect(first).toMatchObject({
      progress: { state: 'due', ended: false },
      message: '已确认；还有 1 个渠道待公示',
    });
    expect(
      await stage.db.selectFrom('task').select(['endedAt', 'state']).where('id', '=', id).executeTakeFirst(),
    ).toEqual({ endedAt: null, state: 'reviewed' });
    const second = await stage.send('confirmChannel', `${id}/1`, {
      ...shownOn(SITE, '2021-02-05'),
      proof: { kind: 'picture', reference: 'site.png', sha256: 'ab'.repeat(32) },
    });
    expect(second).toEqual({
      progress: { state: 'confirmed', ended: true, wakeAt: null },
      message: '各渠道均已公示',
    });
    expect(await stage.progressOf(`publication/${id}/1`)).toEqual(second.progress);
    expect(await deadline(made)).toMatchObject({ metOn: '2021-02-05' });
    expect(
      await stage.db.selectFrom('task').select(['endKind', 'state']).where('id', '=', id).executeTakeFirst(),
    ).toEqual({ endKind: 'published', state: 'closed' });
    const channels = await stage.db
      .selectFrom('publicationChannel')
      .select(['channel', 'state', 'confirmedBy', 'proof'])
      .where('publicationId', '=', id)
      .orderBy('channel')
      .execute();
    expect(channels).toEqual([
      {
        channel: SITE,
        state: 'confirmed',
        confirmedBy: 'publisher',
        proof: { kind: 'picture', reference: 'site.png', sha256: 'ab'.repeat(32), publishedOn: '2021-02-05' },
      },
      {
        channel: PLATFORM,
        state: 'confirmed',
        confirmedBy: 'publisher',
        proof: {
          kind: 'address',
          reference: 'https://example.org/provincial-platform',
          publishedOn: '2021-02-05',
        },
      },
    ]);
    expect(await messagesOf(stage.db, 'both', /publication\.confirmed/)).toEqual([
      'publication.confirmed → u1 email',
      'publication.confirmed → u1 sms',
    ]);
    expect((await auditOf(stage.db, 'both')).slice(-3)).toEqual([
      'publication.channel-confirmed publisher',
      'publication.channel-confirmed publisher',
      'publication.confirmed publisher',
    ]);
  });

  it('leaves the task open as a fact while a finding has no disposal [R40, R60, R64]', async () => {
    const made = await stage.addCase({ id: 'openfinding' });
    await stage.dispatch(made);
    await reach(stage, taskOf(made), 'published', [finding()]);
    expect(
      await stage.db
        .selectFrom('task')
        .select(['endKind', 'state', 'closedAt'])
        .where('id', '=', taskOf(made).id)
        .executeTakeFirst(),
    ).toEqual({ endKind: 'published', state: 'reviewed', closedAt: null });
  });

  it('refuses a confirmation without right, channel, date or proof, without a trace [R269]', async () => {
    const made = await begin('wrong', 'reviewed');
    const subject = `${taskOf(made).id}/1`;
    await stage.settled();
    const right = shownOn(PLATFORM, '2021-02-05');
    for (const actorId of ['nobody', 'reviewer', 'i1']) {
      expect(
        await stage.refused(() => stage.send('confirmChannel', subject, { ...right, actorId })),
      ).toMatchObject({ code: 'Forbidden' });
    }
    const proof = (more: object) => ({ proof: { ...more } });
    const wrong: readonly [object, string, RegExp][] = [
      [{ channel: 'our-portal' }, 'channel', /没有这个公示渠道/],
      [{ publishedOn: 'today' }, 'publishedOn', /请填写公示日期/],
      [{ publishedOn: '2021-02-06' }, 'publishedOn', /晚于今天/],
      [{ publishedOn: '2021-02-04' }, 'publishedOn', /早于结果审核日期/],
      [{ proof: undefined }, 'proof', /请提供公示凭证/],
      [proof({ kind: 'word of honour', reference: 'yes' }), 'proof', /请提供公示凭证/],
      [proof({ kind: 'receipt', reference: ' ' }), 'proof', /请提供公示凭证/],
      [proof({ kind: 'address', reference: 'example.org' }), 'proof.reference', /以 http/],
      [proof({ kind: 'picture', reference: 'a.png' }), 'proof.sha256', /SHA-256/],
      [proof({ kind: 'picture', reference: 'a.png', sha256: 'AB' }), 'proof.sha256', /SHA-256/],
    ];
    for (const [more, field, message] of wrong) {
      const refusal = await stage.refused(() => stage.send('confirmChannel', subject, { ...right, ...more }));
      expect(refusal).toEqual({ code: 'InvalidInput', field, message: expect.stringMatching(message) });
    }
    await stage.send('confirmChannel', subject, right);
    const again = await stage.refused(() => stage.send('confirmChannel', subject, right));
    expect(again).toMatchObject({ code: 'WrongState', message: '该渠道已确认公示' });
  });

  it('is not stopped by a pause: the inspection is over, the public waits', async () => {
    const made = await begin('paused', 'reviewed');
    await stage.db
      .updateTable('cycle')
      .set({ pausedOn: '2021-02-05' })
      .where('authorityId', '=', 'paused')
      .execute();
    const outcome = await stage.send(
      'confirmChannel',
      `${taskOf(made).id}/1`,
      shownOn(PLATFORM, '2021-02-05'),
    );
    expect(outcome.message).toMatch(/已确认/);
  });

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
    expect(
      await stage.db.selectFrom('task').select(['endKind', 'state']).where('id', '=', id).executeTakeFirst(),
    ).toEqual({ endKind: 'published', state: 'closed' });
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
