import { type Kysely, sql } from 'kysely';

/**
 * Files that belong to a subject (附件): photos, signatures, proofs, papers of a unit; and what was recorded on the spot
 * (现场检查记录). Neither ever changes but for what the scanner says of a file.
 */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table attachment (
      authority_id text not null references authority,
      id text not null check (id ~ '^[0-9A-Za-z_-]{8,64}$'),
      family text not null check (family in ('task','order','publication','draw','plan','cycle','unit')),
      subject_id text not null,
      purpose text not null default 'document' check (purpose in ('photo','signature','document')),
      sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
      media_type text not null
        check (media_type in ('image/jpeg','image/png','image/webp','image/heic','application/pdf')),
      byte_size integer not null check (byte_size > 0),
      name text not null check (name <> ''),
      uploaded_by_kind text not null check (uploaded_by_kind in ('officer','unit')),
      uploaded_by text not null,
      taken_at timestamptz,
      latitude double precision check (latitude between -90 and 90),
      longitude double precision check (longitude between -180 and 180),
      accuracy_metres double precision check (accuracy_metres >= 0),
      scan_state text not null default 'not_scanned'
        check (scan_state in ('pending','clean','refused','not_scanned')),
      scan_note text,
      scanned_at timestamptz,
      business_at timestamptz not null,
      recorded_at timestamptz not null default clock_timestamp(),
      primary key (authority_id, id),
      check ((latitude is null) = (longitude is null)),
      check ((scanned_at is not null) = (scan_state in ('clean','refused')))
    );
    create index attachment_by_subject on attachment (authority_id, family, subject_id, recorded_at);
    create index attachment_unscanned on attachment (recorded_at) where scan_state in ('pending','not_scanned');
    create table attachment_content (
      authority_id text not null,
      attachment_id text not null,
      content bytea not null,
      primary key (authority_id, attachment_id),
      foreign key (authority_id, attachment_id) references attachment
    );
    -- Pictures are compressed already: trying it again costs time and gains nothing.
    alter table attachment_content alter column content set storage external;

    create function freeze_attachment() returns trigger language plpgsql as $$
    declare unscanned constant text[] := array['scan_state','scan_note','scanned_at'];
    begin
      if tg_op = 'DELETE' or to_jsonb(new) - unscanned <> to_jsonb(old) - unscanned then
        raise exception '% on attachment is refused: these facts are append-only', tg_op using errcode = '23001';
      end if;
      if old.scan_state in ('clean','refused') then
        raise exception 'attachment % was judged by the scanner already', old.id using errcode = '23001';
      end if;
      return new;
    end $$;
    create trigger attachment_frozen before update or delete on attachment
      for each row execute function freeze_attachment();
    create trigger attachment_no_truncate before truncate on attachment execute function refuse_change();
    create trigger attachment_content_frozen before update or delete on attachment_content
      for each row execute function refuse_change();
    create trigger attachment_content_no_truncate before truncate on attachment_content
      execute function refuse_change();

    create table visit_record (
      authority_id text not null,
      task_id text not null,
      id text not null,
      recorded_by text not null,
      content jsonb not null,
      business_at timestamptz not null,
      recorded_at timestamptz not null default clock_timestamp(),
      primary key (authority_id, id),
      foreign key (authority_id, task_id) references task,
      foreign key (authority_id, recorded_by) references officer
    );
    create index visit_record_by_task on visit_record (authority_id, task_id, recorded_at);
    create trigger visit_record_frozen before update or delete on visit_record
      for each row execute function refuse_change();
    create trigger visit_record_no_truncate before truncate on visit_record execute function refuse_change();
  `.execute(db);
};
