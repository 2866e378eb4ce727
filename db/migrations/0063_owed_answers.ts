import { type Kysely, sql } from 'kysely';

/**
 * What a unit said is answered by a day, counted by the working days known when it came; what came before has none. And
 * a request for more time (延期申请) whose order ended undecided is moot: nobody granted or refused it.
 */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    alter table unit_statement add column due_on date;
    alter table extension drop constraint extension_decision_check;
    alter table extension add constraint extension_decision_check check (decision in ('granted','refused','moot'));
  `.execute(db);
};
