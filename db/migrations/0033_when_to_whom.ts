import { type Kysely, sql } from 'kysely';

/**
 * When a message may go out, what it is gathered into, and to whom it goes: contacts of units and officers.
 *
 * Rules that must hold whoever writes stand here as triggers: a unit hears nothing of a visit that is not announced,
 * a reminder whose deadline is over or moved is withdrawn, the members of a digest share its lot.
 */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    alter table message
      add column send_before timestamptz,
      add column gather_at_least integer check (gather_at_least >= 2),
      add column contact_id uuid,
      add column copy_to text not null default '';
    drop index message_once;
    create unique index message_once on message (authority_id, subject_kind, subject_id, stage, due_on,
        deadline_version, recipient_kind, recipient_id, channel, copy_to) nulls not distinct where resend_of is null;
    create index message_gathering on message (send_after)
      where state = 'deferred' and gather_at_least is not null and digest_id is null;
    create index message_past_window on message (send_before)
      where state in ('created','deferred','queued') and send_before is not null;
    create index message_waiting on message (authority_id, subject_kind, subject_id)
      where state in ('created','deferred','queued');

    create table contact (
      authority_id text not null references authority,
      id uuid not null default gen_random_uuid(),
      party_kind text not null check (party_kind in ('unit','officer')),
      party_id text not null,
      role text not null check (role in ('contact','legal-representative','safety','manager','self','other')),
      name text,
      is_primary boolean not null default false,
      from_register boolean not null default false,
      email text,
      phone text,
      email_verified_at timestamptz,
      email_verified_by text,
      phone_verified_at timestamptz,
      phone_verified_by text,
      sms_opted_out_at timestamptz,
      sms_opted_out_by text,
      removed_at timestamptz,
      business_at timestamptz not null,
      recorded_at timestamptz not null default clock_timestamp(),
      recorded_by text not null,
      primary key (authority_id, id),
      check ((email_verified_at is null) = (email_verified_by is null)),
      check ((phone_verified_at is null) = (phone_verified_by is null)),
      check ((sms_opted_out_at is null) = (sms_opted_out_by is null)),
      check (not (is_primary and removed_at is not null))
    );
    create index contact_of on contact (authority_id, party_kind, party_id) where removed_at is null;
    create unique index contact_primary on contact (authority_id, party_kind, party_id) where is_primary;
    create unique index contact_register on contact (authority_id, party_kind, party_id) where from_register;
    create trigger contact_history after update or delete on contact
      for each row execute function keep_register_history();
    create table contact_code (
      authority_id text not null,
      contact_id uuid not null,
      channel text not null check (channel in ('email','sms')),
      address text not null,
      code_hash text not null,
      asked_by text not null,
      expires_at timestamptz not null,
      failures integer not null default 0,
      ended_at timestamptz,
      business_at timestamptz not null,
      recorded_at timestamptz not null default clock_timestamp(),
      id bigint generated always as identity primary key,
      foreign key (authority_id, contact_id) references contact
    );
    create index contact_code_of on contact_code (authority_id, contact_id, channel, id);

    insert into contact (authority_id, party_kind, party_id, role, name, is_primary, from_register, email, phone,
                         business_at, recorded_by)
    select authority_id, 'unit', id, 'contact', contact_name, true, true, nullif(btrim(contact_email), ''),
           nullif(regexp_replace(contact_phone, '[[:space:]-]', '', 'g'), ''), business_at, recorded_by
      from unit where contact_email is not null or contact_phone is not null;
    insert into contact (authority_id, party_kind, party_id, role, name, is_primary, from_register, email, phone,
                         business_at, recorded_by)
    select authority_id, 'officer', id, 'self', name, true, true, nullif(btrim(email), ''),
           nullif(regexp_replace(phone, '[[:space:]-]', '', 'g'), ''), clock_timestamp(), 'system:migration'
      from officer where email is not null or phone is not null;

    create function seed_unit_contacts() returns trigger language plpgsql as $$
    begin
      insert into contact (authority_id, party_kind, party_id, role, name, is_primary, from_register, email, phone,
                           business_at, recorded_by)
      select authority_id, 'unit', id, 'contact', contact_name, true, true, nullif(btrim(contact_email), ''),
             nullif(regexp_replace(contact_phone, '[[:space:]-]', '', 'g'), ''), business_at, recorded_by
        from entered where contact_email is not null or contact_phone is not null
      on conflict do nothing;
      return null;
    end $$;
    create function seed_officer_contacts() returns trigger language plpgsql as $$
    begin
      insert into contact (authority_id, party_kind, party_id, role, name, is_primary, from_register, email, phone,
                           business_at, recorded_by)
      select authority_id, 'officer', id, 'self', name, true, true, nullif(btrim(email), ''),
             nullif(regexp_replace(phone, '[[:space:]-]', '', 'g'), ''), clock_timestamp(),
             coalesce(nullif(current_setting('app.actor', true), ''), 'system')
        from entered where email is not null or phone is not null
      on conflict do nothing;
      return null;
    end $$;
    create trigger unit_contacts after insert on unit referencing new table as entered
      for each statement execute function seed_unit_contacts();
    create trigger officer_contacts after insert on officer referencing new table as entered
      for each statement execute function seed_officer_contacts();

    create function follow_register(of_authority text, kind text, party text, of_role text, new_name text,
                                    given_email text, given_phone text, since timestamptz, actor text)
      returns void language plpgsql as $$
    declare
      new_email text := nullif(btrim(given_email), '');
      new_phone text := nullif(regexp_replace(given_phone, '[[:space:]-]', '', 'g'), '');
    begin
      update contact set name = new_name, email = new_email, phone = new_phone,
        email_verified_at = case when email is not distinct from new_email then email_verified_at end,
        email_verified_by = case when email is not distinct from new_email then email_verified_by end,
        phone_verified_at = case when phone is not distinct from new_phone then phone_verified_at end,
        phone_verified_by = case when phone is not distinct from new_phone then phone_verified_by end,
        sms_opted_out_at = case when phone is not distinct from new_phone then sms_opted_out_at end,
        sms_opted_out_by = case when phone is not distinct from new_phone then sms_opted_out_by end,
        removed_at = null, business_at = since, recorded_at = clock_timestamp(), recorded_by = actor
      where authority_id = of_authority and party_kind = kind and party_id = party and from_register;
      if found then return; end if;
      insert into contact (authority_id, party_kind, party_id, role, name, is_primary, from_register, email, phone,
                           business_at, recorded_by)
      values (of_authority, kind, party, of_role, new_name,
              not exists (select from contact where authority_id = of_authority and party_kind = kind
                            and party_id = party and is_primary),
              true, new_email, new_phone, since, actor);
    end $$;
    create function follow_unit() returns trigger language plpgsql as $$
    begin
      perform follow_register(new.authority_id, 'unit', new.id, 'contact', new.contact_name, new.contact_email,
                              new.contact_phone, new.business_at, new.recorded_by);
      return null;
    end $$;
    create function follow_officer() returns trigger language plpgsql as $$
    begin
      perform follow_register(new.authority_id, 'officer', new.id, 'self', new.name, new.email, new.phone,
                              clock_timestamp(), coalesce(nullif(current_setting('app.actor', true), ''), 'system'));
      return null;
    end $$;
    create trigger unit_contact_changed after update on unit for each row
      when ((old.contact_name, old.contact_email, old.contact_phone)
            is distinct from (new.contact_name, new.contact_email, new.contact_phone))
      execute function follow_unit();
    create trigger officer_contact_changed after update on officer for each row
      when ((old.name, old.email, old.phone) is distinct from (new.name, new.email, new.phone))
      execute function follow_officer();

    create index task_hidden on task (authority_id, unit_id) where not announced and visited_on is null;
    create function hide_visit() returns trigger language plpgsql as $$
    begin
      if new.subject_kind in ('order', 'publication') then return new; end if;
      if exists (select from task t
                  where t.authority_id = new.authority_id and t.unit_id = new.recipient_id
                    and not t.announced and t.visited_on is null
                    and case when new.subject_kind = 'task' then t.id = new.subject_id else t.ended_at is null end)
      then return null; end if;
      return new;
    end $$;
    create trigger message_hides_visit before insert on message for each row
      when (new.recipient_kind = 'unit') execute function hide_visit();

    create function withdraw_messages(ids uuid[], why text) returns void language plpgsql as $$
    declare digests uuid[];
    begin
      if cardinality(ids) is null or cardinality(ids) = 0 then return; end if;
      -- The digest before its members, each by id: as whoever ends a digest locks them, so that none waits for the other.
      perform from message where id in (select digest_id from message where id = any(ids)) order by id for update;
      perform from message where id = any(ids) order by id for update;
      select array_agg(distinct digest_id) into digests from message where id = any(ids) and digest_id is not null;
      update message set state = 'cancelled', cancelled_reason = why, digest_id = null
       where id = any(ids) and state in ('created','deferred','queued');
      if digests is null then return; end if;
      -- A list that names what is done is made anew of what is left.
      -- Held back for a moment, so that the next round gathers them before one claims them singly.
      update message set digest_id = null, not_before = clock_timestamp() + interval '1 second'
       where digest_id in (select id from message where id = any(digests) and state in ('created','deferred','queued'));
      update message set state = 'cancelled', cancelled_reason = '所列事项有变，重新汇总'
       where id = any(digests) and state in ('created','deferred','queued');
    end $$;

    -- A rehearsal's notifier runs behind its time: what was due before this step went out before it.
    create function is_waiting(of_message message) returns boolean language sql stable as $$
      select of_message.state in ('created','deferred','queued')
        and (of_message.send_after > coalesce(nullif(current_setting('app.at', true), ''), '-infinity')::timestamptz
             or not exists (select from installation where mode = 'rehearsal'))
    $$;

    create function withdraw_reminders() returns trigger language plpgsql as $$
    declare
      prefix text := new.kind || case when new.part = '' then '' else '/' || new.part end || '.';
      why text := case when new.met_on is not null then '事项已办结，不再提醒'
                       when new.dropped_reason is not null then '事项已终止，不再提醒'
                       else '期限已变更，按新期限提醒' end;
    begin
      perform withdraw_messages(array(
        select m.id from message m
         where m.authority_id = new.authority_id and m.subject_kind = new.subject_kind and m.subject_id = new.subject_id
           and m.state in ('created','deferred','queued') and is_waiting(m)
           and m.template like 'reminder.%' and left(m.stage, length(prefix)) = prefix
           and (new.met_on is not null or new.dropped_reason is not null or m.deadline_version < new.version)), why);
      return null;
    end $$;
    create trigger deadline_withdraws after update on deadline for each row
      when ((old.version, old.met_on, old.dropped_reason) is distinct from (new.version, new.met_on, new.dropped_reason))
      execute function withdraw_reminders();

    create function withdraw_announcements() returns trigger language plpgsql as $$
    begin
      perform withdraw_messages(array(
        select m.id from message m
         where m.authority_id = new.authority_id and m.subject_kind = 'task' and m.subject_id = new.id
           and m.state in ('created','deferred','queued') and is_waiting(m)
           and m.template in ('task.announced','task.dispatched','task.dispatched-unannounced','task.team-changed',
                              'result.to-review','result.returned')), '任务已终止，不再通知');
      return null;
    end $$;
    create trigger task_withdraws after update on task for each row
      when (old.end_kind is null and new.end_kind in ('replaced','cancelled'))
      execute function withdraw_announcements();

    create function share_lot() returns trigger language plpgsql as $$
    begin
      if new.failure_class = 'expired' then
        -- The first of the list is over; the others are gathered anew.
        update message set digest_id = null, not_before = clock_timestamp() + interval '1 second'
         where digest_id = new.id and (expires_at is null or expires_at > new.expires_at);
      end if;
      update message set state = new.state, sent_at = new.sent_at, delivered_at = new.delivered_at,
        failure_class = new.failure_class, failure = new.failure, cancelled_reason = new.cancelled_reason
      where digest_id = new.id;
      return null;
    end $$;
    create trigger digest_shares_lot after update on message for each row
      when (new.template = 'digest.reminders' and new.state is distinct from old.state
            and new.state in ('sent','delivered','failed','unknown','cancelled'))
      execute function share_lot();
  `.execute(db);
};
