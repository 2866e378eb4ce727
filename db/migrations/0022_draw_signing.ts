import { type Kysely, sql } from 'kysely';

/**
 * Signing keys, the signatures of announcement and receipt, proofs of the announcement's time, the receipt itself, the
 * witness's word, and what happened to a draw beside its record. All of it is only ever added to. No randomness enters
 * an announcement that is not signed by operator and supervisor, and no signature, proof or secret comes late.
 */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    alter table draw drop constraint draw_state_check;
    alter table draw
      add constraint draw_state_check check (state in
        ('announced','drafted','locked','waiting','drawn','assigned','sealed','published','void','not-drawn')),
      add column drafted_at timestamptz,
      add column sign_before timestamptz,
      add column locked_at timestamptz,
      add column published_at timestamptz,
      add column reveal_at timestamptz,
      -- Published, and still followed: the witness's word or the reveal of the one-time code is awaited.
      add column awaiting boolean not null default false,
      add check (drafted_at is null or announcement is not null),
      add check (locked_at is null or drafted_at is not null);
    alter table deadline drop constraint deadline_subject_kind_check;
    alter table deadline add constraint deadline_subject_kind_check check
      (subject_kind in ('cycle','draw','task','publication','order'));
    alter table deadline drop constraint deadline_kind_check;
    alter table deadline add constraint deadline_kind_check check
      (kind in ('draw','signing','sign-off','visit','entry','review','publication','rectification','reinspection','referral'));

    create table signing_key (
      authority_id text not null references authority,
      no integer not null check (no > 0),
      event text not null check (event in ('made','rotated','lost')),
      key_id text not null check (key_id ~ '^[0-9a-f]{32}$'),
      role text not null check (role in ('operator','supervisor','witness','superior')),
      alg text not null check (alg = 'ed25519'),
      public_key text not null check (public_key ~ '^[0-9a-f]{64}$'),
      at text not null,
      holder text not null,
      endorsements jsonb not null,
      officer_id text,
      rehearsal boolean not null,
      recorded_by text not null,
      recorded_at timestamptz not null default clock_timestamp(),
      primary key (authority_id, no),
      foreign key (authority_id, officer_id) references officer,
      check (rehearsal or role = 'superior' or officer_id is not null)
    );
    create unique index signing_key_once on signing_key (authority_id, key_id) where event <> 'lost';
    create table draw_signature (
      authority_id text not null,
      draw_id text not null,
      document text not null check (document in ('announcement','receipt')),
      role text not null check (role in ('operator','supervisor','witness')),
      key_id text not null,
      alg text not null check (alg = 'ed25519'),
      value text not null check (value ~ '^[0-9a-f]{128}$'),
      signed_at text not null,
      officer_id text,
      recorded_at timestamptz not null default clock_timestamp(),
      primary key (authority_id, draw_id, document, role),
      unique (authority_id, draw_id, document, key_id),
      unique (authority_id, draw_id, document, officer_id),
      foreign key (authority_id, draw_id) references draw,
      foreign key (authority_id, officer_id) references officer,
      check (document = 'receipt' or role <> 'witness')
    );
    create table draw_time_proof (
      authority_id text not null,
      draw_id text not null,
      no integer not null check (no > 0),
      proof jsonb not null,
      proven_at text,
      recorded_by text not null,
      business_at timestamptz not null,
      recorded_at timestamptz not null default clock_timestamp(),
      primary key (authority_id, draw_id, no),
      foreign key (authority_id, draw_id) references draw
    );
    create table draw_receipt (
      authority_id text not null,
      draw_id text not null,
      receipt jsonb not null,
      receipt_hash text not null,
      recorded_at timestamptz not null default clock_timestamp(),
      primary key (authority_id, draw_id),
      foreign key (authority_id, draw_id) references draw
    );
    create table draw_witness (
      authority_id text not null,
      draw_id text not null,
      officer_id text,
      decision text not null check (decision in ('agreed','objected')),
      reason text,
      business_at timestamptz not null,
      recorded_at timestamptz not null default clock_timestamp(),
      primary key (authority_id, draw_id),
      foreign key (authority_id, draw_id) references draw,
      foreign key (authority_id, officer_id) references officer,
      check (decision = 'agreed' or reason is not null)
    );
    create table draw_event (
      authority_id text not null,
      draw_id text not null,
      no integer not null check (no > 0),
      at text not null,
      kind text not null,
      data jsonb not null,
      reason text,
      evidence text,
      approver jsonb,
      prev text not null,
      hash text not null,
      signature jsonb,
      recorded_at timestamptz not null default clock_timestamp(),
      primary key (authority_id, draw_id, no),
      foreign key (authority_id, draw_id) references draw
    );
    create table draw_secret (
      authority_id text not null,
      draw_id text not null,
      kind text not null check (kind = 'one-time-code'),
      secret text not null check (secret ~ '^[0-9a-f]{64}$'),
      escrow jsonb,
      recorded_at timestamptz not null default clock_timestamp(),
      primary key (authority_id, draw_id, kind),
      foreign key (authority_id, draw_id) references draw
    );

    create function refuse_wrong_key() returns trigger language plpgsql as $$
    declare last record;
    begin
      perform pg_advisory_xact_lock(hashtextextended('signing-key/' || new.authority_id, 0));
      select no, at into last from signing_key where authority_id = new.authority_id order by no desc limit 1;
      if new.no <> coalesce(last.no, 0) + 1 or new.at < coalesce(last.at, '') then
        raise exception 'the key log goes on without gaps, in the order of time' using errcode = '23001';
      end if;
      if new.rehearsal <> exists (select from installation where mode = 'rehearsal') then
        raise exception 'the keys of a rehearsal are for a rehearsal alone' using errcode = '23001';
      end if;
      return new;
    end $$;
    create trigger signing_key_in_order before insert on signing_key for each row execute function refuse_wrong_key();

    create function refuse_late_signature() returns trigger language plpgsql as $$
    declare d record;
    begin
      select state, drafted_at, locked_at, randomness, record_hash into d from draw
       where (authority_id, id) = (new.authority_id, new.draw_id) for update;
      if new.document = 'announcement' and (d.drafted_at is null or d.locked_at is not null or d.randomness is not null
                                            or d.state in ('void', 'not-drawn')) then
        raise exception 'this announcement takes no signature now' using errcode = '23001';
      end if;
      if new.document = 'receipt' and not exists
         (select from draw_receipt r where (r.authority_id, r.draw_id) = (new.authority_id, new.draw_id)) then
        raise exception 'there is no receipt to sign' using errcode = '23001';
      end if;
      return new;
    end $$;
    create trigger draw_signature_in_time before insert on draw_signature for each row execute function refuse_late_signature();

    create function refuse_late_proof() returns trigger language plpgsql as $$
    begin
      if not exists (select from draw where (authority_id, id) = (new.authority_id, new.draw_id)
                        and announcement is not null and record is null) then
        raise exception 'proofs of time belong to an announcement that is not drawn yet' using errcode = '23001';
      end if;
      return new;
    end $$;
    create trigger draw_time_proof_in_time before insert on draw_time_proof for each row execute function refuse_late_proof();

    create function refuse_wrong_receipt() returns trigger language plpgsql as $$
    begin
      if not exists (select from draw where (authority_id, id) = (new.authority_id, new.draw_id)
                        and record_hash = new.receipt->>'record_hash'
                        and announcement_hash = new.receipt->>'announcement_hash') then
        raise exception 'a receipt is about the draw''s own announcement and record' using errcode = '23001';
      end if;
      return new;
    end $$;
    create trigger draw_receipt_right before insert on draw_receipt for each row execute function refuse_wrong_receipt();

    create function refuse_late_secret() returns trigger language plpgsql as $$
    begin
      if exists (select from draw where (authority_id, id) = (new.authority_id, new.draw_id) and announcement is not null) then
        raise exception 'an announced draw takes no further secret' using errcode = '23001';
      end if;
      return new;
    end $$;
    create trigger draw_secret_in_time before insert on draw_secret for each row execute function refuse_late_secret();

    create function refuse_unsigned_source() returns trigger language plpgsql as $$
    begin
      if exists (select from draw where (authority_id, id) = (new.authority_id, new.draw_id) and locked_at is null) then
        raise exception 'draw % is not announced: its announcement is not signed', new.draw_id using errcode = '23001';
      end if;
      return new;
    end $$;
    create trigger draw_source_proof_announced before insert on draw_source_proof
      for each row execute function refuse_unsigned_source();
    create trigger draw_dice_entry_announced before insert on draw_dice_entry
      for each row execute function refuse_unsigned_source();

    create function chain_draw_event() returns trigger language plpgsql as $$
    declare last record;
    begin
      perform from draw where (authority_id, id) = (new.authority_id, new.draw_id) for update;
      select no, at, hash into last from draw_event
       where (authority_id, draw_id) = (new.authority_id, new.draw_id) order by no desc limit 1;
      if new.no <> coalesce(last.no, 0) + 1 or new.prev <> coalesce(last.hash, repeat('0', 64))
         or new.at < coalesce(last.at, '') then
        raise exception 'an event of a draw follows the one before it' using errcode = '23001';
      end if;
      return new;
    end $$;
    create trigger draw_event_chained before insert on draw_event for each row execute function chain_draw_event();

    create function guard_signing() returns trigger language plpgsql as $$
    declare signed integer;
    begin
      if (old.drafted_at is not null and (new.drafted_at, new.sign_before, new.reveal_at) is distinct from
                                         (old.drafted_at, old.sign_before, old.reveal_at))
         or (old.locked_at is not null and new.locked_at is distinct from old.locked_at)
         or (old.published_at is not null and new.published_at is distinct from old.published_at) then
        raise exception 'the instants of a draw are written once' using errcode = '23001';
      end if;
      if (new.locked_at is not null and old.locked_at is null) or (new.randomness is not null and old.randomness is null) then
        select count(*) into signed from draw_signature s
         where (s.authority_id, s.draw_id, s.document) = (new.authority_id, new.id, 'announcement')
           and s.role in ('operator', 'supervisor');
        if signed < 2 or new.locked_at is null then
          raise exception 'an announcement is published, and drawn from, once operator and supervisor have signed it'
            using errcode = '23001';
        end if;
      end if;
      if new.published_at is not null and old.published_at is null then
        select count(*) into signed from draw_signature s
         where (s.authority_id, s.draw_id, s.document) = (new.authority_id, new.id, 'receipt')
           and s.role in ('operator', 'supervisor');
        if signed < 2 then
          raise exception 'a draw is published once operator and supervisor have signed its receipt' using errcode = '23001';
        end if;
      end if;
      return new;
    end $$;
    create trigger draw_signed before update on draw for each row execute function guard_signing();
  `.execute(db);
  for (const table of FROZEN) {
    await sql`
      create trigger ${sql.raw(`${table}_frozen`)} before update or delete on ${sql.table(table)}
        for each row execute function refuse_change();
      create trigger ${sql.raw(`${table}_no_truncate`)} before truncate on ${sql.table(table)}
        execute function refuse_change();
    `.execute(db);
  }
};

const FROZEN = [
  ...['signing_key', 'draw_signature', 'draw_time_proof', 'draw_receipt', 'draw_witness', 'draw_event'],
  'draw_secret',
];
