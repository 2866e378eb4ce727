import { type Kysely, sql } from 'kysely';

/**
 * A number that a citizen can read out and type (受理编号): eight signs, none of which looks like another. What came before
 * keeps its long id. And he chooses himself what his word is about, whether or not he can say which one.
 */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    alter table feedback
      add column code text check (code ~ '^[2-9A-HJKMNP-Z]{8}$'),
      drop constraint feedback_check,
      drop constraint feedback_about_kind_check,
      add constraint feedback_about_kind_check check (about_kind in ('result','unit','draw','plan','other'));
    create unique index feedback_by_code on feedback (authority_id, code);
  `.execute(db);
};
