import { sql } from 'kysely';
import { setInstallationMode } from '../../../db/installation.ts';
import { DEFAULT_LADDERS, type LadderStep } from '../../../domain/deadline/ladder.ts';
import { NOTICES, type NoticeCode } from '../../../domain/notice/catalog.ts';
import { DEFAULT_SETTINGS } from '../../../domain/settings/settings.ts';
import { insertNotices, type NewNotice } from '../../../notify/outbox/insert-notices.ts';
import { type Case, taskOf } from '../../support/cases/case.ts';
import { visit } from '../../support/cases/contents.ts';
import { at, type ChinaTime, openSteps, type Steps } from '../../support/cases/steps.ts';

const FIVE_DAYS = { task: { ...DEFAULT_SETTINGS.task, visitWorkingDays: 5 } };
const ONE = [{ number: '202101', itemId: 'freight', order: [1, 2], drawn: 1 }];
/** Visits due on Monday 8 March; the first reminder is due on the 3rd. */
const FIRST_REMINDER: ChinaTime = '2021-03-03 09:00';

describe('when messages go, and to whom', () => {
  let steps: Steps;
  beforeAll(async () => {
    steps = await openSteps();
  });
  afterAll(() => steps.close());

  const begin = async (
    id: string,
    more: object = {},
  ): Promise<{ made: Case; task: ReturnType<typeof taskOf> }> => {
    const made = await steps.addCase({ id, openedOn: '2021-03-01', rows: ONE, settings: FIVE_DAYS, ...more });
    const task = taskOf(made);
    await steps.look('task', id, task.id, '2021-03-01 08:30');
    return { made, task };
  };
  const rows = (id: string, stage = '%') =>
    steps.db
      .selectFrom('message')
      .select([
        'stage',
        'recipientId',
        'channel',
        'category',
        'state',
        'sendAfter',
        'gatherAtLeast',
        'cancelledReason',
      ])
      .where('authorityId', '=', id)
      .where('stage', 'like', stage)
      .orderBy('stage')
      .orderBy('recipientId')
      .orderBy('channel')
      .execute();

  it('writes the rung’s category: a reminder waits for others of its hour, an escalation for nothing [R79]', async () => {
    const { task } = await begin('rungs');
    for (const time of [FIRST_REMINDER, '2021-03-09 09:00'] as const)
      await steps.look('task', 'rungs', task.id, time);
    const [first] = await rows('rungs', 'visit.before-3');
    expect(first).toMatchObject({
      category: 'reminder',
      state: 'deferred',
      sendAfter: at('2021-03-03 09:15'),
      gatherAtLeast: DEFAULT_SETTINGS.messages.digest.threshold,
    });
    const late = await rows('rungs', 'visit.after-1');
    expect(late.map(({ recipientId }) => recipientId)).toContain('chief');
    for (const message of late) {
      expect(message).toMatchObject({
        category: 'escalation',
        state: 'created',
        sendAfter: null,
        gatherAtLeast: null,
      });
    }
  });

  it('keeps an SMS of the evening for the morning and sends its mail at once', async () => {
    const made = await steps.addCase({
      id: 'evening',
      openedOn: '2021-03-01',
      rows: ONE,
      settings: FIVE_DAYS,
    });
    await steps.look('task', 'evening', taskOf(made).id, '2021-03-05 21:00');
    const told = await rows('evening', 'task.announced');
    expect(told.map(({ channel, state, sendAfter }) => [channel, state, sendAfter])).toEqual([
      ['email', 'created', null],
      ['sms', 'deferred', at('2021-03-06 08:00')],
    ]);
  });

  describe('a reminder that still waits', () => {
    const waiting = async (id: string) => {
      const begun = await begin(id);
      await steps.look('task', id, begun.task.id, FIRST_REMINDER);
      expect((await rows(id, 'visit.before-3')).map(({ state }) => state)).toEqual(['deferred', 'deferred']);
      return begun;
    };
    const states = async (id: string) =>
      (await rows(id, 'visit.before-3')).map(({ state, cancelledReason }) => [state, cancelledReason]);

    it('is withdrawn with the step that does what it reminds of', async () => {
      const { made, task } = await waiting('done');
      await steps.send(
        made,
        'recordVisit',
        task.id,
        visit(task, Date.parse(at('2021-03-03 09:05'))),
        '2021-03-03 09:05',
      );
      expect(await states('done')).toEqual([1, 2].map(() => ['cancelled', '事项已办结，不再提醒']));
    });

    it('is withdrawn when its deadline is moved, and the new one reminded of', async () => {
      const { made, task } = await waiting('later');
      const change = { actorId: 'approver', kind: 'visit', newDueOn: '2021-03-19', reason: '停业检修' };
      await steps.send(made, 'extendDeadline', task.id, change, '2021-03-03 09:10');
      expect(await states('later')).toEqual([1, 2].map(() => ['cancelled', '期限已变更，按新期限提醒']));
      await steps.look('task', 'later', task.id, '2021-03-16 09:00');
      expect((await rows('later', 'visit.before-3')).map(({ state }) => state).sort()).toEqual([
        ...['cancelled', 'cancelled', 'deferred', 'deferred'],
      ]);
    });

    it('is withdrawn when its task ends, like the notices of a visit that will not be', async () => {
      const { made, task } = await waiting('ended');
      const messages = await steps.db
        .selectFrom('message')
        .select('id')
        .where('authorityId', '=', 'ended')
        .where('stage', '=', 'task.announced')
        .where('channel', '=', 'sms')
        .execute();
      await sql`update message set state = 'deferred', send_after = ${at('2021-03-04 08:00')}
        where id = ${messages[0]?.id}`.execute(steps.db);
      await steps.send(
        made,
        'cancelTask',
        task.id,
        { actorId: 'approver', reason: '企业已注销' },
        '2021-03-03 20:30',
      );
      expect(await states('ended')).toEqual([1, 2].map(() => ['cancelled', '事项已终止，不再提醒']));
      const announced = await rows('ended', 'task.announced');
      expect(announced.map(({ channel, state }) => `${channel} ${state}`)).toContain('sms cancelled');
    });

    it('stays sent where a rehearsal had sent it by then, whatever its notifier has come to', async () => {
      await setInstallationMode(steps.db, 'rehearsal');
      const { made, task } = await waiting('behind');
      await steps.send(
        made,
        'recordVisit',
        task.id,
        visit(task, Date.parse(at('2021-03-03 09:20'))),
        '2021-03-03 09:20',
      );
      expect(await states('behind')).toEqual([1, 2].map(() => ['deferred', null]));
    });
  });

  it('tells the deputy of an absent inspector what the absent one is owed', async () => {
    await steps
      .addCase({ id: 'away', openedOn: '2021-03-01', rows: ONE, settings: FIVE_DAYS, inspectors: 4 })
      .then(async (made) => {
        const task = taskOf(made);
        const [absent = ''] = task.team;
        await steps.db
          .insertInto('deputy')
          .values({
            authorityId: 'away',
            officerId: absent,
            role: 'inspector',
            deputyId: 'nobody',
            fromOn: '2021-03-01',
            toOn: '2021-03-04',
          })
          .execute();
        await steps.look('task', 'away', task.id, '2021-03-01 08:30');
        await steps.look('task', 'away', task.id, FIRST_REMINDER);
        await steps.look('task', 'away', task.id, '2021-03-08 09:00');
      });
    const told = async (stage: string) =>
      new Set((await rows('away', stage)).map(({ recipientId }) => recipientId));
    expect(await told('task.dispatched')).toContain('nobody');
    expect(await told('visit.before-3')).toContain('nobody');
    // Back again.
    expect(await told('visit.on')).not.toContain('nobody');
  });

  describe('before an unannounced visit', () => {
    const CODES = Object.keys(NOTICES) as NoticeCode[];
    const noticesTo = (
      id: string,
      unitId: string,
      subjects: readonly (readonly [string, string])[],
    ): NewNotice[] =>
      CODES.flatMap((code) =>
        subjects.map(
          ([subjectKind, subjectId], index) =>
            ({
              authorityId: id,
              subjectKind,
              subjectId,
              stage: `${code}/${index}`,
              dueOn: null,
              deadlineVersion: null,
              code,
              params: Object.fromEntries(NOTICES[code].map((name) => [name, '1'])),
              recipient: {
                kind: 'unit',
                id: unitId,
                name: '某单位',
                email: 'u@example.com',
                phone: '13900000000',
              },
              channels: ['email', 'sms'],
              at: at('2021-03-02 10:00'),
            }) as unknown as NewNotice,
        ),
      );

    it('no notice of the catalogue reaches the unit, whatever it is about and whoever asks', async () => {
      // Every ladder tries to reach the unit on every rung.
      const toUnit = (ladder: readonly LadderStep[]) =>
        ladder.map((rung) => ({ ...rung, recipients: ['unit', 'owner'] as const }));
      const ladders = Object.fromEntries(
        Object.entries(DEFAULT_LADDERS).map(([kind, ladder]) => [kind, toUnit(ladder)]),
      );
      const { made, task } = await begin('hidden', { announced: false, settings: { ...FIVE_DAYS, ladders } });
      for (const day of ['03', '05', '08', '09', '11'])
        await steps.look('task', 'hidden', task.id, `2021-03-${day} 09:00`);
      const subjects = [
        ...([
          ['task', task.id],
          ['cycle', made.cycleId],
          ['draw', made.drawId],
        ] as const),
        ...([
          ['campaign', 'x'],
          ['contact', 'x'],
          ['unit', task.unitId],
        ] as const),
      ];
      const insert = () =>
        steps.db
          .transaction()
          .execute((trx) => insertNotices(trx, noticesTo('hidden', task.unitId, subjects)));
      const toTheUnit = () =>
        steps.db
          .selectFrom('message')
          .select('stage')
          .where('authorityId', '=', 'hidden')
          .where('recipientKind', '=', 'unit')
          .execute();
      expect(await insert()).toBe(0);
      expect(await toTheUnit()).toEqual([]);
      await steps.send(
        made,
        'recordVisit',
        task.id,
        visit(task, Date.parse(at('2021-03-12 10:00'))),
        '2021-03-12 10:00',
      );
      expect(await insert()).toBe(CODES.length * subjects.length * 2);
    });

    it('an older matter of the same unit goes on, and so does everything of other units', async () => {
      const { task } = await begin('older', { announced: false });
      const insert = (unitId: string, ...subject: [string, string]) =>
        steps.db.transaction().execute((trx) => insertNotices(trx, noticesTo('older', unitId, [subject])));
      expect(await insert(task.unitId, 'order', 'an-older-order')).toBe(CODES.length * 2);
      expect(await insert('u40', 'cycle', 'x')).toBe(CODES.length * 2);
    });
  });
});
