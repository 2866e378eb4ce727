import { type Kysely, sql } from 'kysely';

/**
 * An authority's own wording of a notice, version by version, each approved by a second person; and bulk notices with
 * what they must cover. What was said and what was approved is never changed: a text gets a new version.
 */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table notice_text (
      authority_id text not null references authority,
      notice text not null,
      audience text not null check (audience in ('officer','unit')),
      version integer not null check (version > 0),
      title text not null,
      subject text not null,
      blocks jsonb not null,
      sms text not null,
      reason text not null,
      state text not null default 'draft' check (state in ('draft','approved','rejected','withdrawn')),
      drafted_by text not null,
      drafted_at timestamptz not null,
      decided_by text,
      decided_at timestamptz,
      decision_reason text,
      withdrawn_by text,
      withdrawn_at timestamptz,
      recorded_at timestamptz not null default clock_timestamp(),
      primary key (authority_id, notice, audience, version),
      foreign key (authority_id, drafted_by) references officer,
      foreign key (authority_id, decided_by) references officer,
      check (decided_by is null or decided_by <> drafted_by),
      check ((state = 'draft') = (decided_by is null)),
      check ((state = 'withdrawn') = (withdrawn_by is not null))
    );
    create function guard_notice_text() returns trigger language plpgsql as $$
    begin
      if (new.authority_id, new.notice, new.audience, new.version, new.title, new.subject, new.blocks, new.sms, new.reason,
          new.drafted_by, new.drafted_at, new.recorded_at)
         is distinct from
         (old.authority_id, old.notice, old.audience, old.version, old.title, old.subject, old.blocks, old.sms, old.reason,
          old.drafted_by, old.drafted_at, old.recorded_at) then
        raise exception 'a text is never changed: draft a new version' using errcode = '23001';
      end if;
      if not ((old.state = 'draft' and new.state in ('approved', 'rejected'))
              or (old.state = 'approved' and new.state = 'withdrawn')) then
        raise exception 'a text that is % does not become %', old.state, new.state using errcode = '23001';
      end if;
      if old.state = 'approved' and (new.decided_by, new.decided_at, new.decision_reason)
         is distinct from (old.decided_by, old.decided_at, old.decision_reason) then
        raise exception 'who approved a text is written once' using errcode = '23001';
      end if;
      return new;
    end $$;
    create trigger notice_text_guarded before update on notice_text for each row execute function guard_notice_text();
    create trigger notice_text_no_delete before delete on notice_text for each row execute function refuse_change();
    create trigger notice_text_no_truncate before truncate on notice_text execute function refuse_change();
    alter table message add constraint message_text foreign key (authority_id, template, recipient_kind, text_version)
      references notice_text (authority_id, notice, audience, version);

    create table campaign (
      id uuid primary key default gen_random_uuid(),
      authority_id text not null references authority,
      kind text not null check (kind in ('draw','office')),
      name text not null,
      subject_id text,
      notice text not null,
      text_version integer,
      unit_ids jsonb,
      channels text[] not null,
      approved_by text,
      approved_at timestamptz,
      cancelled_by text,
      cancelled_at timestamptz,
      cancel_reason text,
      created_by text not null,
      watched boolean not null default true,
      business_at timestamptz not null,
      recorded_at timestamptz not null default clock_timestamp(),
      unique (authority_id, kind, subject_id, notice),
      check ((kind = 'draw') = (subject_id is not null)),
      check ((kind = 'office') = (unit_ids is not null and text_version is not null)),
      check (approved_by is null or approved_by <> created_by)
    );
    create index campaign_watched on campaign (recorded_at) where watched;
    alter table message add constraint message_campaign foreign key (campaign_id) references campaign;
    create table campaign_dry_run (
      authority_id text not null references authority,
      campaign_id uuid not null references campaign,
      no integer not null check (no > 0),
      addresses jsonb not null,
      asked_by text not null,
      business_at timestamptz not null,
      recorded_at timestamptz not null default clock_timestamp(),
      sent_at timestamptz,
      primary key (campaign_id, no)
    );
    create index campaign_dry_run_waiting on campaign_dry_run (recorded_at) where sent_at is null;
  `.execute(db);
};
