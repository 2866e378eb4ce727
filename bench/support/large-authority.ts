/** A bureau as large as a city's: a million units, a hundred thousand tasks of one cycle, each with something owed. */
import { type Kysely, sql } from 'kysely';
import type { Database } from '../../db/connect.ts';
import { drawTasks } from './drawn-tasks.ts';
import { say } from './figure.ts';

export interface LargeAuthority {
  readonly authorityId: string;
  readonly taskIds: readonly string[];
  /** Tasks at the end of the list whose workflows may be started: nothing was done to them. */
  readonly untouched: readonly string[];
}

const UNTOUCHED = 1_000;
/** As many as the draw of a large city is assigned to (`bench/cycle-history.ts`): each has some 670 visits. */
const INSPECTORS = 300;

/** Register units beside those that were drawn: copies of one, each with a code and a name of its own. */
const addUnits = (db: Kysely<Database>, authorityId: string, units: number) =>
  sql`
  insert into unit (authority_id, id, kind, code, name, category, area, status, contact_phone, business_at)
  select ${authorityId}, 'more-' || n, 'vehicle', '晋F' || lpad(n::text, 7, '0'),
         (array['顺达','宏运','鑫源','长通','安泰','华兴','远大'])[1 + n % 7] || lpad(n::text, 7, '0') || '运输有限公司',
         'freight', '城关', 'operating', '139' || lpad((n % 100000000)::text, 8, '0'), clock_timestamp()
    from generate_series(1, ${units}::int) n`.execute(db);

/** Every task dispatched, with a visit due from ten days ago to thirty days from now. */
const dispatchAll = async (
  db: Kysely<Database>,
  authorityId: string,
  taskIds: readonly string[],
): Promise<void> => {
  await sql`update task set state = 'dispatched', dispatched_at = clock_timestamp()
             where authority_id = ${authorityId} and id = any(${[...taskIds]}::text[])`.execute(db);
  await sql`
    insert into deadline (authority_id, subject_kind, subject_id, kind, due_on, provisional, calendar_version, opened_on)
    select ${authorityId}, 'task', id, 'visit', current_date - 10 + (row_number() over (order by id) % 40)::int, false,
           'bench', current_date - 10
      from unnest(${[...taskIds]}::text[]) id`.execute(db);
};

/** @param tasks drawn units; the register gets as many more as make `units` */
export const makeLargeAuthority = async (
  db: Kysely<Database>,
  { units, tasks }: { readonly units: number; readonly tasks: number },
): Promise<LargeAuthority> => {
  const { authorityId, taskIds } = await drawTasks(db, tasks, INSPECTORS);
  say(`${tasks} tasks are drawn`);
  await addUnits(db, authorityId, units - tasks);
  const untouched = taskIds.slice(-UNTOUCHED);
  await dispatchAll(db, authorityId, taskIds.slice(0, -UNTOUCHED));
  await sql`vacuum analyze`.execute(db);
  say(`${units} units are registered`);
  return { authorityId, taskIds, untouched };
};
