import { sql } from 'kysely';
import { migratedFrom } from './support/migrated-from.ts';

describe('the migration that keeps what commands ask for', () => {
  it('keeps the answers of commands from before, and who gave them about what', async () => {
    await migratedFrom(
      '0013_unknown_messages',
      (db) =>
        sql`
        insert into authority (id, name, short_name, region_code, settings) values ('a', 'A', 'A', '140603', '{}');
        insert into workflow_progress (authority_id, workflow_id, family, subject_id, progressed_at)
          values ('a', 'task/t1', 'inspection-task', 't1', '2021-03-01T02:00:00Z');
        insert into audit_event (authority_id, action, subject_kind, subject_id, actor_kind, actor_id, command_id, data, business_at)
          values ('a', 'order.reported', 'order', 'r1', 'unit', 'u1', 'c2', '{}', '2021-03-02T02:00:00Z');
        insert into command (authority_id, id, workflow_id, name, actor_id, payload_hash, outcome, business_at) values
          ('a', 'c1', 'task/t1', 'recordVisit', 'i1', 'h1', '{"message":"m1"}', '2021-03-01T02:00:00Z'),
          ('a', 'c2', 'rectification/r1', 'reportRectified', 'u1', 'h2', '{"message":"m2"}', '2021-03-02T02:00:00Z');
      `.execute(db),
      async (db) => {
        const { rows } = await sql`
        select c.id, c.subject_id, c.actor_kind, c.content, c.payload_hash, e.state, e.outcome ->> 'message' as message,
               c.requested_at = e.business_at as at_once
          from command c join command_end e on (e.authority_id, e.command_id) = (c.authority_id, c.id) order by 1`.execute(
          db,
        );
        expect(rows).toEqual([
          {
            id: 'c1',
            subject_id: 't1',
            actor_kind: 'officer',
            content: null,
            payload_hash: 'h1',
            state: 'done',
            message: 'm1',
            at_once: true,
          },
          {
            id: 'c2',
            subject_id: 'rectification/r1',
            actor_kind: 'unit',
            content: null,
            payload_hash: 'h2',
            state: 'done',
            message: 'm2',
            at_once: true,
          },
        ]);
      },
    );
  });
});
