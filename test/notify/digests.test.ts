import { claimDue } from '../../notify/outbox/claim.ts';
import { gatherDigests } from '../../notify/outbox/gather-digests.ts';
import type { NewNotice } from '../../notify/outbox/insert-notices.ts';
import { OFFICER, reminder } from './support/samples.ts';
import { AUTHORITY } from './support/stage.ts';
import { at, DAY, reminders, settle, timedStage } from './support/timed-stage.ts';

const on = timedStage();

describe('a digest (汇总提醒)', () => {
  const dayOf = (count: number, more: Partial<NewNotice> = {}) => reminders(count, at('09:00'), more);

  it('takes the place of many reminders of one hour, each of which shares its lot', async () => {
    on.clockTo(at('09:14'));
    const notifier = await on.stage.notifier();
    await on.insert(dayOf(3, { channels: ['email', 'sms'] }));
    await settle();
    expect(await on.stage.states()).toEqual({ deferred: 6 });
    on.clockTo(at('09:15'));
    await notifier.drained();
    expect(on.stage.smtp.taken.size).toBe(1);
    const all = await on.rows();
    const digests = all.filter(({ template }) => template === 'digest.reminders');
    expect(digests.map(({ channel, state }) => `${channel} ${state}`).sort()).toEqual([
      'email sent',
      'sms sent',
    ]);
    expect(digests[0]?.params).toMatchObject({ count: 3, overdue: 0, today: DAY });
    expect(JSON.stringify(digests[0]?.params).split('\\n')).toHaveLength(3);
    const members = all.filter(({ template }) => template === 'reminder.visit');
    for (const { digestId, channel, state, sentAt } of members) {
      expect(digestId).toBe(digests.find((digest) => digest.channel === channel)?.id);
      expect([state, sentAt]).toEqual(['sent', at('09:15')]);
    }
  });

  it('is not made of a few, nor of what another officer is reminded of', async () => {
    on.clockTo(at('09:15'));
    const notifier = await on.stage.notifier();
    const [one, two, three] = dayOf(3);
    await on.insert([one, two, { ...three, recipient: { ...OFFICER, id: 'officer-2' } }] as NewNotice[]);
    await notifier.drained();
    expect(on.stage.smtp.taken.size).toBe(3);
    expect((await on.rows()).map(({ template }) => template)).toEqual([
      'reminder.visit',
      'reminder.visit',
      'reminder.visit',
    ]);
  });

  it('lets no reminder go before it was looked at whether it is one of many', async () => {
    const now = at('09:15');
    const claimed = () => on.stage.db.transaction().execute((trx) => claimDue(trx, 'email', 100, now, now));
    await on.insert(dayOf(2));
    expect(await claimed()).toEqual([]);
    expect(await gatherDigests(on.stage.db, now)).toBe(0);
    expect(await claimed()).toHaveLength(2);
    await on.insert(dayOf(7).slice(2));
    expect(await claimed()).toHaveLength(2);
    expect(await gatherDigests(on.stage.db, now)).toBe(1);
    expect(await claimed()).toHaveLength(3);
  });

  it('never holds an escalation, however many there are', async () => {
    on.clockTo(at('09:00'));
    const notifier = await on.stage.notifier();
    await on.insert(dayOf(5, { category: 'escalation' }));
    await notifier.drained();
    expect(on.stage.smtp.taken.size).toBe(5);
  });

  it('fails with its reminders, and they stay told apart by their own keys', async () => {
    on.stage.smtp.behave(() => ({ refuseAtRcpt: '550 no such user' }));
    on.clockTo(at('09:15'));
    const notifier = await on.stage.notifier();
    await on.insert(dayOf(4));
    await notifier.drained();
    expect(await on.stage.states()).toEqual({ failed: 5 });
    expect(await on.insert(dayOf(4))).toBe(0);
  });

  it('is made anew without what is done by then', async () => {
    await on.insert(dayOf(4));
    await gatherDigests(on.stage.db, at('09:15'));
    expect(await gatherDigests(on.stage.db, at('09:15'))).toBe(0);
    const [first] = (await on.rows()).filter(({ template }) => template === 'digest.reminders');
    expect(first).toMatchObject({ params: { count: 4 } });
    await on.stage.db
      .insertInto('deadline')
      .values({
        ...{
          authorityId: AUTHORITY,
          subjectKind: 'task',
          subjectId: 'task-2',
          kind: 'visit',
          dueOn: '2021-04-30',
        },
        ...{ provisional: false, calendarVersion: '1', openedOn: '2021-04-01' },
      })
      .execute();
    await on.stage.db.updateTable('deadline').set({ metOn: DAY }).where('subjectId', '=', 'task-2').execute();
    on.clockTo(at('09:20'));
    const notifier = await on.stage.notifier();
    await notifier.drained();
    const all = await on.rows();
    expect(
      all
        .filter(({ template }) => template === 'digest.reminders')
        .map(({ state, params }) => [state, (params as { count: number }).count]),
    ).toEqual(
      expect.arrayContaining([
        ['cancelled', 4],
        ['sent', 3],
      ]),
    );
    expect(all.filter(({ template }) => template === 'reminder.visit').map(({ state }) => state)).toEqual([
      'sent',
      'cancelled',
      'sent',
      'sent',
    ]);
    expect(on.stage.smtp.taken.size).toBe(1);
    await on.stage.db.deleteFrom('deadline').execute();
  });

  it('that waited until one of its reminders was over leaves the others to be gathered anew', async () => {
    const [today, ...later] = dayOf(4);
    await on.insert([{ ...today, expiresAt: at('16:00') } as NewNotice, ...later]);
    await gatherDigests(on.stage.db, at('09:15'));
    on.clockTo(at('16:00'));
    const notifier = await on.stage.notifier();
    await notifier.drained();
    await settle();
    await notifier.drained();
    const members = (await on.rows()).filter(({ template }) => template === 'reminder.visit');
    expect(members.map(({ state, failureClass }) => failureClass ?? state)).toEqual([
      'expired',
      'sent',
      'sent',
      'sent',
    ]);
    expect(on.stage.smtp.taken.size).toBe(1);
  });
});

describe('a rehearsal', () => {
  const message = async () => (await on.rows()).map(({ template, state }) => `${template} ${state}`).sort();

  it('sends what was deferred when something later has happened, and the rest at its end', async () => {
    const notifier = await on.stage.notifier({ clock: 'message-time', rehearsal: true });
    await on.insert(reminders(3, at('09:00')));
    await settle();
    expect(await on.stage.states()).toEqual({ deferred: 3 });
    const later = { ...reminder(AUTHORITY, 9), recipient: { ...OFFICER, id: 'officer-2' }, at: at('15:00') };
    await on.insert([later]);
    await settle();
    expect(await message()).toEqual([
      'digest.reminders sent',
      ...['reminder.visit deferred', 'reminder.visit sent', 'reminder.visit sent', 'reminder.visit sent'],
    ]);
    await notifier.drained();
    expect(await on.stage.states()).toEqual({ sent: 5 });
    const sent = await on.rows();
    expect(new Set(sent.map(({ sentAt }) => sentAt))).toEqual(new Set([at('09:15'), at('15:15')]));
  });

  it('gathers the same whether it looks after each reminder or once at the end', async () => {
    const notices = ['09:00', '09:05', '09:14', '09:16', '10:00'].map(
      (hour, index) => ({ ...reminder(AUTHORITY, index), at: at(hour) }) as NewNotice,
    );
    const play = async (looksOften: boolean): Promise<string[]> => {
      await on.stage.reset();
      for (const notice of notices) {
        await on.insert([notice]);
        if (looksOften) await gatherDigests(on.stage.db, notice.at);
      }
      await gatherDigests(on.stage.db, 'infinity');
      const all = await on.stage.db
        .selectFrom('message')
        .select(['template', 'subjectId', 'sendAfter', 'digestId'])
        .orderBy('businessAt')
        .orderBy('template')
        .execute();
      return all.map(
        ({ template, subjectId, sendAfter, digestId }) =>
          `${template} ${subjectId} ${sendAfter} ${digestId === null}`,
      );
    };
    const often = await play(true);
    expect(often.filter((line) => line.startsWith('digest'))).toHaveLength(1);
    expect(await play(false)).toEqual(often);
  });
});
