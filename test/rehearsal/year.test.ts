import { complaints, type RehearsalResult } from '../../cli/rehearse/run-rehearsal.ts';
import { INVARIANTS, type InvariantName, isGood } from '../../domain/rehearsal/summary.ts';
import { describeEvidence } from './support/evidence-of-year.ts';
import { addressOf, checkBroken, rehearse, withYear } from './support/rehearsed-year.ts';
import {
  expectedReminders,
  type SentReminder,
  storedSettings,
  workingDays,
  writtenReminders,
} from './support/reminders-of-facts.ts';

const SEED = 11;
const YEAR_LIMIT_MS = 600_000;

const A_VISITED_TASK = `(select id from task where visited_on is not null order by id limit 1)`;

/** Ways to break the facts of a sound year so that the named invariant must see it. */
const BREAKINGS: Readonly<Record<InvariantName, Readonly<Record<string, readonly string[]>>>> = {
  'one-ending': {
    'a task cancelled without a reason': [
      `update task set end_kind = 'cancelled', end_reason = null where id = ${A_VISITED_TASK}`,
    ],
    'a task left open': [
      `update task set end_kind = null, ended_at = null, state = 'reviewed' where id = ${A_VISITED_TASK}`,
    ],
    'a finding without a disposal': [
      `update finding set state = 'open' where id = (select id from finding where state = 'rectified' limit 1)`,
    ],
    'a drawn unit without a task': [
      `update task set unit_id = (select id from unit where status <> 'operating' limit 1) where id = ${A_VISITED_TASK}`,
    ],
  },
  'valid-teams': {
    'a certificate that had run out': [
      `update inspector set certificate_valid_to = '2021-01-02' where officer_id =
         (select officer_id from team_member m where task_id = ${A_VISITED_TASK} and state = 'assigned' limit 1)`,
    ],
    'a team of one': [`delete from team_member where task_id = ${A_VISITED_TASK} and slot = 2`],
    'a declared interest': [
      `insert into inspector_interest (authority_id, officer_id, unit_id, kind, declared_on)
         select m.authority_id, m.officer_id, t.unit_id, 'x', '2021-01-01' from team_member m join task t on t.id = m.task_id
          where t.id = ${A_VISITED_TASK} and m.state = 'assigned' limit 1`,
    ],
    'a member who had stood back': [
      `insert into team_member (authority_id, task_id, slot, revision, officer_id, state, business_at)
         select authority_id, task_id, slot, 9, officer_id, 'recused', business_at from team_member
          where task_id = ${A_VISITED_TASK} and state = 'assigned' limit 1`,
    ],
  },
  'published-in-time': {
    'a late publication that no scenario asked for': [
      `update publication set confirmed_on = date '2022-03-01' where id = (select min(id) from publication)`,
    ],
    'a late publication that nobody was told of': [
      `delete from message where template = 'reminder.publication' and params->>'phase' = 'after'`,
    ],
    'a publication that never came': [
      `update publication set state = 'due', confirmed_on = null where id = (select min(id) from publication)`,
    ],
  },
  'reminded-once': {
    'a reminder written twice': [
      `drop index message_once`,
      `update message set (subject_kind, subject_id, stage, deadline_version, recipient_kind, recipient_id, channel) =
         (select subject_kind, subject_id, stage, deadline_version, recipient_kind, recipient_id, channel from message
           where template like 'reminder.%' order by id limit 1)
        where id = (select id from message where template like 'reminder.%' order by id desc limit 1)`,
    ],
    'a reminder sent twice': [
      `insert into message_attempt (message_id, attempt, provider, outcome)
         select id, 99, 'x', 'sent' from message where template like 'reminder.%' limit 1`,
    ],
  },
  'inside-the-plan': {
    'a row of another window': [
      `update plan_row set window_start = '2021-02-01' where number = (select min(row_number) from task_item)`,
    ],
    'an item that is not on the published list': [`update item set published = false`],
    'a unit that was not drawn': [
      `update draw_entry set drawn = false where unit_id = (select unit_id from task where id = ${A_VISITED_TASK})`,
    ],
    'a unit outside the row’s scope': [
      `update unit set founded_on = '2030-01-01' where id =
         (select t.unit_id from task t join task_item i on i.task_id = t.id join plan_row r on r.number = i.row_number
           where r.scope_founded_before is not null limit 1)`,
    ],
  },
  'counts-follow-ratio': {
    'more drawn than the ratio asks for': [
      `update cycle_row set drawn = drawn + 1 where row_number = (select min(row_number) from cycle_row)`,
    ],
    'a unit kept out of the draw': [
      `insert into unit select (u).* from (select jsonb_populate_record(null::unit, to_jsonb(unit) ||
         '{"id":"kept-out","code":"91140603DEM0KEPT0X"}') as u from unit where status = 'operating'
         and founded_on < '2020-01-01' limit 1) added`,
    ],
  },
  'audit-chain': {
    'an event that was changed': [
      `update audit_event set actor_id = 'nobody'
        where id = (select percentile_disc(0.5) within group (order by id) from audit_event)`,
    ],
  },
  'messages-accepted': {
    'a message that is stuck': [
      `update message set state = 'queued' where id = (select id from message limit 1)`,
    ],
  },
  'messages-add-up': {
    'an order whose unit was never told': [
      `delete from message where template = 'order.issued' and channel = 'email' and subject_id = (select min(id) from rectification_order)`,
    ],
    'a rung that was left out': [
      `delete from message where template = 'reminder.visit' and stage = 'visit.on'`,
    ],
    'a reminder that no day asked for': [
      `update message set stage = 'visit.after-8' where stage = 'visit.before-3'`,
    ],
    'a reminder in the wrong hands': [
      `update message set recipient_id = (select max(id) from unit) where template = 'reminder.rectification'
         and recipient_kind = 'unit' and stage like '%.before-5'`,
    ],
    'a notice told twice': [
      `insert into message (authority_id, subject_kind, subject_id, stage, recipient_kind, recipient_id, channel, template,
         template_version, params, state, business_at)
         select authority_id, subject_kind, subject_id, 'again', recipient_kind, recipient_id, channel, template,
                template_version, params, state, business_at from message where template = 'task.announced' limit 1`,
    ],
  },
  'same-seed-same-draw': {
    'an order that was changed': [
      `update draw_entry set ticket = repeat('0', 64)
        where position = 1 and row_number = (select min(row_number) from draw_entry)`,
    ],
    'a record that was changed': [
      `update draw set record_hash = repeat('0', 64) where id = (select min(id) from draw)`,
    ],
    'a list that was changed': [
      `update draw_roster set data = (select data from draw_roster r where r.row_number <> draw_roster.row_number limit 1)
        where row_number = (select min(row_number) from draw_roster)`,
    ],
  },
  'scenario-played': {
    'a referral that did not happen': [`delete from referral`],
    'a plan that was not amended': [`update cycle set plan_version = 1`],
  },
};

describe('a rehearsed year', () => {
  let result: RehearsalResult;

  beforeAll(async () => {
    result = await rehearse(SEED);
  }, YEAR_LIMIT_MS);

  it('comes to its end with every invariant holding on more than no facts', () => {
    expect(complaints(result)).toEqual([]);
    expect(isGood(result.summary)).toBe(true);
    expect(result.summary.invariants.map(({ name }) => name)).toEqual(Object.keys(INVARIANTS));
  });

  it('draws every row of the three cycles of the 2021 plan, at least 150 tasks in all [R263]', () => {
    const { cycles, plan } = result.summary;
    expect(plan).toEqual({ rows: 15, doubts: expect.any(Number) });
    expect(plan.doubts).toBeGreaterThan(0);
    expect(cycles.map(({ rows, window }) => [rows, window])).toEqual([
      [5, '2021-01-01/2021-04-30'],
      [5, '2021-05-01/2021-08-31'],
      [5, '2021-09-01/2021-12-31'],
    ]);
    expect(cycles.reduce((sum, { drawn }) => sum + drawn, 0)).toBeGreaterThanOrEqual(150);
  });

  it('visits as many units as it draws, substitutes for those that gave way, and leaves nothing open', () => {
    for (const { drawn, visited, published, rectification, closedAt } of result.summary.cycles) {
      expect(visited).toBe(drawn);
      expect(published.inTime + published.late).toBe(visited);
      expect(published.open).toBe(0);
      expect(rectification.rectified + rectification.referred).toBe(rectification.orders);
      expect(rectification.open).toBe(0);
      expect(closedAt).not.toBeNull();
    }
  });

  it('has each event of the scenario in each cycle, as far as the summary shows it', () => {
    for (const { replaced, withFindings, published, rectification, reminders } of result.summary.cycles) {
      expect(replaced).toBeGreaterThan(0);
      expect(withFindings).toBeGreaterThan(0);
      expect(published.late).toBeGreaterThan(0);
      expect(rectification.referred).toBeGreaterThan(0);
      expect(reminders.email).toBeGreaterThan(0);
      expect(reminders.sms).toBeGreaterThan(0);
    }
  });

  it('counts the same reminders cycle by cycle and stage by stage, each once', () => {
    const { cycles, messages } = result.summary;
    const reminders = messages.stages.filter(({ stage }) => stage.startsWith('reminder.'));
    for (const way of ['email', 'sms', 'gathered'] as const) {
      const byCycle = cycles.reduce((sum, cycle) => sum + cycle.reminders[way], 0);
      expect(byCycle).toBe(reminders.reduce((sum, stage) => sum + stage[way], 0));
    }
  });

  describe('its reminders', () => {
    const { stageDay, isWorked } = workingDays();
    let written: SentReminder[];
    let settings: Awaited<ReturnType<typeof storedSettings>>;
    beforeAll(async () => {
      [written, settings] = await withYear(SEED, async (client) => [
        await writtenReminders(client),
        await storedSettings(client),
      ]);
    });
    const rungOf = ({ stage }: SentReminder) => {
      const [matter = '', name] = stage.split('.');
      return settings.ladders[matter.split('/')[0] ?? '']?.find((rung) => rung.stage === name);
    };

    it('are those that the facts ask for: each stage once, on its working day, in the right hands [R79]', async () => {
      const keys = written.filter(({ isFinalVersion }) => isFinalVersion).map(({ key }) => key);
      expect(keys.length).toBeGreaterThan(300);
      expect(keys.sort()).toEqual(await withYear(SEED, expectedReminders));
    });

    it('say how many working days are left, at the hour of reminders; those of a deadline that was moved, too', () => {
      expect(written.some(({ isFinalVersion }) => !isFinalVersion)).toBe(true);
      for (const reminder of written) {
        const offset = rungOf(reminder)?.offsetWorkingDays ?? Number.NaN;
        const phase = offset < 0 ? 'before' : offset > 0 ? 'after' : 'on';
        const { key, on, hour, workingDays: days } = reminder;
        expect([key, on, hour, days, reminder.phase]).toEqual([
          ...[key, stageDay(reminder.dueOn, offset), settings.reminderTimeOfDay, Math.abs(offset), phase],
        ]);
      }
    });

    it('go out on their day within the hours of their channel and category, escalations at once', () => {
      for (const reminder of written) {
        const { category, channel, on, hour, sentOn, sentHour, state, key } = reminder;
        const beyond = rungOf(reminder)?.recipients.some((one) => one !== 'owner' && one !== 'unit');
        expect([key, category]).toEqual([key, beyond ? 'escalation' : 'reminder']);
        expect([key, state, sentOn]).toEqual([key, 'sent', on]);
        if (category === 'escalation') expect([key, sentHour]).toEqual([key, hour]);
        const window = settings.messages.windows[channel]?.[category];
        if (window === null || window === undefined) continue;
        expect(sentHour >= window.from && sentHour < window.to).toBe(true);
        expect(window.days === 'every-day' || isWorked(sentOn)).toBe(true);
      }
    });

    it('are one digest for an officer who has many on a day, and only then', () => {
      const gathered = written.filter(
        ({ category, recipientKind }) => category === 'reminder' && recipientKind === 'officer',
      );
      const days = Map.groupBy(gathered, ({ recipientId, channel, on }) => `${recipientId} ${channel} ${on}`);
      let digests = 0;
      for (const [day, reminders] of days) {
        const digest = new Set(reminders.map(({ digestId }) => digestId));
        const isMany = reminders.length >= settings.messages.digest.threshold;
        expect([day, digest.size, !digest.has(null)]).toEqual([day, 1, isMany]);
        if (isMany) digests += 1;
      }
      expect(digests).toBeGreaterThan(0);
      expect(
        written.filter((reminder) => !gathered.includes(reminder)).map(({ digestId }) => digestId),
      ).toEqual(written.flatMap((reminder) => (gathered.includes(reminder) ? [] : [null])));
    });
  });

  describe('the evidence of its draws', () => {
    describeEvidence(['2021-001', '2021-002', '2021-003'], () => addressOf(SEED));
  });

  describe.each(Object.keys(BREAKINGS) as InvariantName[])('the invariant %s', (name) => {
    it('holds on a copy of the facts', async () => {
      expect(await checkBroken(SEED, name, [])).toMatchObject({ holds: true, examples: [] });
    });

    it.each(Object.keys(BREAKINGS[name]))('sees %s', async (way) => {
      const { holds, checked, examples } = await checkBroken(SEED, name, BREAKINGS[name][way] ?? []);
      expect(holds).toBe(false);
      expect(checked).toBeGreaterThan(0);
      expect(examples.length).toBeGreaterThan(0);
    });
  });

  it(
    'gives the same draws and the same summary for the same seed',
    async () => {
      const again = await rehearse(SEED);
      const { wallSeconds: _one, ...first } = result.summary;
      const { wallSeconds: _other, ...second } = again.summary;
      expect(second).toEqual(first);
    },
    YEAR_LIMIT_MS,
  );
});
