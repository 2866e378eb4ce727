import { SHIPPED_NOTICES } from '../../../domain/calendar/notices.ts';
import { buildCalendar } from '../../../domain/calendar/working-calendar.ts';
import { addWorkingDays } from '../../../domain/calendar/working-days.ts';
import { FIVE_AFTER_INSPECTION } from '../../../domain/deadline/publication-due.ts';
import { DEFAULT_SETTINGS } from '../../../domain/settings/settings.ts';
import { taskOf } from '../../support/cases/case.ts';
import { CHANNELS, finding, shownOn } from '../../support/cases/contents.ts';
import { reach } from '../../support/cases/reach.ts';
import { eventually, type Stage, startStage } from '../../support/cases/stage.ts';
import { auditOf, messagesOf } from '../../support/cases/traces.ts';
import { FRIDAY, publicationsOn } from './publication-play.ts';

const calendar = buildCalendar(SHIPPED_NOTICES);
const [PLATFORM, SITE] = CHANNELS;

describe('a publication', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await startStage({ initialTime: FRIDAY });
  });
  afterAll(() => stage.stop());
  const { deadline, begin, taskEnd } = publicationsOn(() => stage);

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
    expect(await taskEnd(id)).toEqual({ endKind: 'published', state: 'closed' });
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
});
