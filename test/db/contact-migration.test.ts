import { sql } from 'kysely';
import { migratedFrom } from './support/migrated-from.ts';

describe('the migration that brings contacts', () => {
  it('makes the address that a unit or officer had its primary contact, and keeps the messages', async () => {
    await migratedFrom(
      '0031_receipts',
      (db) =>
        sql`
          insert into authority (id, name, short_name, region_code, settings) values ('a', 'A', 'A', '140603', '{}');
          insert into officer (authority_id, id, name, username, email, phone) values
            ('a', 'o1', '张三', 'a-o1', 'zhang@example.gov.cn', '139 0000-0001'), ('a', 'o2', '李四', 'a-o2', null, null);
          insert into unit (authority_id, id, kind, code, name, category, area, status, contact_name, contact_phone,
                            business_at)
            values ('a', 'u1', 'station', 'c1', '某站', '客运', '城关', 'operating', '王五', '13900000002',
                    '2021-01-01T00:00:00Z');
          insert into message (authority_id, subject_kind, subject_id, stage, recipient_kind, recipient_id, channel,
                               address, template, template_version, params, business_at)
            values ('a', 'task', 't1', 'task.announced', 'unit', 'u1', 'sms', '13900000002', 'task.announced', 1, '{}',
                    '2021-03-01T02:00:00Z');
        `.execute(db),
      async (db) => {
        const { rows } = await sql`
          select party_kind, party_id, role, name, email, phone, is_primary from contact order by party_id`.execute(
          db,
        );
        const primary = { is_primary: true };
        expect(rows).toEqual([
          {
            ...{ party_kind: 'officer', party_id: 'o1', role: 'self', name: '张三' },
            ...{ email: 'zhang@example.gov.cn', phone: '13900000001', ...primary },
          },
          {
            ...{ party_kind: 'unit', party_id: 'u1', role: 'contact', name: '王五' },
            ...{ email: null, phone: '13900000002', ...primary },
          },
        ]);
        const { rows: messages } = await sql`select state, copy_to, send_before from message`.execute(db);
        expect(messages).toEqual([{ state: 'created', copy_to: '', send_before: null }]);
      },
    );
  });
});
