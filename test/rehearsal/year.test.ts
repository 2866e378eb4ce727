import { complaints, type RehearsalResult } from '../../cli/rehearse/run-rehearsal.ts';
import { INVARIANTS, type InvariantName, isGood } from '../../domain/rehearsal/summary.ts';
import { checkBroken, rehearse } from './support/rehearsed-year.ts';

const SEED = 11;
const YEAR_LIMIT_MS = 600_000;

/** How the facts of a sound year are broken so that exactly the named invariant must see it. */
const BREAKINGS: Readonly<Record<InvariantName, readonly string[]>> = {
  'one-ending': [
    `update task set end_kind = 'cancelled', end_reason = null where id =
       (select id from task where end_kind = 'published' order by id limit 1)`,
  ],
  'valid-teams': [
    `update inspector set certificate_valid_to = '2021-01-02' where officer_id =
       (select officer_id from team_member m join task t on t.id = m.task_id where t.visited_on is not null
         and m.state = 'assigned' order by 1 limit 1)`,
  ],
  'published-in-time': [
    `update publication set confirmed_on = date '2022-03-01' where id = (select min(id) from publication)`,
  ],
  'reminded-once': [
    `do $$ declare name text; begin
       select conname into name from pg_constraint where conrelid = 'message'::regclass and contype = 'u';
       execute format('alter table message drop constraint %I', name);
     end $$`,
    `update message set (subject_kind, subject_id, stage, deadline_version, recipient_kind, recipient_id, channel) =
       (select subject_kind, subject_id, stage, deadline_version, recipient_kind, recipient_id, channel from message
         where template like 'reminder.%' order by id limit 1)
      where id = (select id from message where template like 'reminder.%' order by id desc limit 1)`,
  ],
  'inside-the-plan': [
    `update plan_row set window_start = '2021-02-01' where number = (select min(row_number) from task_item)`,
  ],
  'counts-follow-ratio': [
    `update cycle_row set drawn = drawn + 1 where row_number = (select min(row_number) from cycle_row)`,
  ],
  'audit-chain': [
    `update audit_event set actor_id = 'nobody' where id = (select percentile_disc(0.5) within group (order by id) from audit_event)`,
  ],
  'messages-delivered': [`update message set state = 'queued' where id = (select id from message limit 1)`],
  'same-seed-same-draw': [
    `update draw_entry set ticket = repeat('0', 64) where position = 1 and row_number = (select min(row_number) from draw_entry)`,
  ],
  'scenario-played': [`delete from referral`],
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

  describe.each(Object.keys(BREAKINGS) as InvariantName[])('the invariant %s', (name) => {
    it('sees that the facts were broken, and holds on those that were not', async () => {
      expect(await checkBroken(SEED, name, [])).toMatchObject({ holds: true, examples: [] });
      const { holds, checked, examples } = await checkBroken(SEED, name, BREAKINGS[name]);
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
