/** A bureau that drew the same item in two cycles, from lists that differ. */
import { type Kysely, sql } from 'kysely';
import type { Database } from '../../../db/connect.ts';
import { addBureau, addUnits, type BureauOptions } from '../../activities/support/bureau.ts';
import { bench, lookAtDraw, playToRunning } from '../../activities/support/play.ts';
import { HOME } from './app.ts';

export const UNITS = 150;
/** So many come between the cycles. */
export const MANY = 130;
/** Of the person among those that go. */
export const NUMBER = '140603199001011234';
export const SECOND_DRAW = '2021-002';
const SECOND_DRAW_DAY = '2021-05-14T02:00:00.000Z';

const ROWS = [
  { number: '202101', windowStart: '2021-01-01', windowEnd: '2021-04-30', percent: 10 },
  { number: '202102', windowStart: '2021-05-01', windowEnd: '2021-08-31', percent: 10 },
];

/**
 * Between the cycles many units come, three close down, a person among them, and two go to another category. Its office
 * signs in as those of the test's own authorities do.
 */
export const playTwoLists = async (
  db: Kysely<Database>,
  id: string,
  settings: BureauOptions['settings'] = {},
): Promise<void> => {
  await addBureau(db, { id, units: UNITS, inspectors: 8, rows: ROWS, settings });
  await sql`
    update officer set username = 'office@' || authority_id,
           password_hash = (select password_hash from officer where authority_id = ${HOME} and id = 'office')
     where authority_id = ${id} and id = 'office'`.execute(db);
  await sql`
    update unit set kind = 'person', code = ${NUMBER}, name = '欧阳建国'
     where authority_id = ${id} and id = 'u3'`.execute(db);
  const table = await bench(db);
  await playToRunning(table, id);
  await addUnits(db, id, MANY, { from: 501 });
  await sql`
    update unit set status = 'closed' where authority_id = ${id} and id in ('u1', 'u2', 'u3')`.execute(db);
  await sql`
    update unit set category = '道路客运' where authority_id = ${id} and id in ('u4', 'u5')`.execute(db);
  const look = (at: string) => table.cycle.advanceCycle({ authorityId: id, subjectId: '2021-2', at });
  await look('2021-05-06T01:00:00.000Z');
  await look(SECOND_DRAW_DAY);
  const { state } = await lookAtDraw(table, id, SECOND_DRAW, SECOND_DRAW_DAY);
  if (state !== 'published') throw new Error(`the second draw of ${id} is ${state}`);
};
