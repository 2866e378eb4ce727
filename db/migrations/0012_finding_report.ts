import { type Kysely, sql } from 'kysely';

/** What a unit reports as put right (整改报告) stands with each finding: reports may come one finding at a time (R8). */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    alter table finding
      add column reported_on date,
      add column report_note text,
      add check ((reported_on is null) = (report_note is null));
  `.execute(db);
};
