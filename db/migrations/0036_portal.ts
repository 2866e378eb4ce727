import { type Kysely, sql } from 'kysely';

/** What citizens read and write: results that were shown, newest first; and what they say of them (R218). */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create index publication_shown on publication (authority_id, confirmed_on desc, id) where confirmed_on is not null;

    create table feedback (
      authority_id text not null references authority,
      id uuid not null default gen_random_uuid(),
      about_kind text not null check (about_kind in ('result','draw','plan','other')),
      about_id text,
      text text not null check (length(text) between 1 and 2000),
      contact text check (length(contact) <= 200),
      business_at timestamptz not null,
      recorded_at timestamptz not null default clock_timestamp(),
      primary key (authority_id, id),
      check ((about_id is null) = (about_kind = 'other'))
    );
    create table feedback_answer (
      authority_id text not null,
      feedback_id uuid not null,
      text text not null,
      answered_by text not null,
      business_at timestamptz not null,
      recorded_at timestamptz not null default clock_timestamp(),
      primary key (authority_id, feedback_id),
      foreign key (authority_id, feedback_id) references feedback,
      foreign key (authority_id, answered_by) references officer
    );
    create trigger feedback_frozen before update or delete on feedback for each row execute function refuse_change();
    create trigger feedback_answer_frozen before update or delete on feedback_answer
      for each row execute function refuse_change();
    create trigger feedback_no_truncate before truncate on feedback execute function refuse_change();
    create trigger feedback_answer_no_truncate before truncate on feedback_answer execute function refuse_change();
  `.execute(db);
};
