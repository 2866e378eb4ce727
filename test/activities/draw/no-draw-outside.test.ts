import { type Kysely, sql } from 'kysely';
import type { Database } from '../../../db/connect.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { addBureau } from '../support/bureau.ts';
import { bench, playToRunning } from '../support/play.ts';

const UNITS = 60;
const REFUSED = { code: '23001' };

let test: TestDatabase;
let db: Kysely<Database>;
let authorityId: string;
beforeAll(async () => {
  test = await createTestDatabase();
  db = test.db;
  authorityId = await addBureau(db, {
    id: 'whole',
    units: UNITS,
    inspectors: 12,
    rows: [{ number: '202101', windowStart: '2021-01-01', windowEnd: '2021-04-30', percent: 5 }],
  });
  await playToRunning(await bench(db), authorityId);
});
afterAll(() => test.drop());

/** A unit of the register that stands nowhere in the draw's order, drawn or in reserve. */
const undrawnUnit = async (): Promise<string> => {
  const { id } = await db
    .selectFrom('unit')
    .select('id')
    .where('authorityId', '=', authorityId)
    .where('id', 'not in', db.selectFrom('drawEntry').select('unitId').where('authorityId', '=', authorityId))
    .executeTakeFirstOrThrow();
  return id;
};

const taskLike = (unitId: string) => sql`
  insert into task (authority_id, id, cycle_id, draw_id, unit_id, sequence_no, state, business_at)
  select authority_id, id || '-x', cycle_id, draw_id, ${unitId}, sequence_no + 1000, 'created', business_at
    from task where authority_id = ${authorityId} limit 1`;

describe('outside the draw', () => {
  it('no task can be made for a unit of somebody’s choice, not even by SQL [R57]', async () => {
    await expect(taskLike(await undrawnUnit()).execute(db)).rejects.toMatchObject(REFUSED);
  });

  it('no task can be turned on another unit, nor on another draw [R57]', async () => {
    const unitId = await undrawnUnit();
    const turn = sql`update task set unit_id = ${unitId} where authority_id = ${authorityId}`;
    await expect(turn.execute(db)).rejects.toMatchObject(REFUSED);
    const move = sql`update task set draw_id = 'other' where authority_id = ${authorityId}`;
    await expect(move.execute(db)).rejects.toMatchObject(REFUSED);
  });

  it('a task may be made for the reserve, as a substitution does, and its own columns may change', async () => {
    const { unitId } = await db
      .selectFrom('drawEntry')
      .select('unitId')
      .where('authorityId', '=', authorityId)
      .where('drawn', '=', false)
      .orderBy('position')
      .executeTakeFirstOrThrow();
    await taskLike(unitId).execute(db);
    await sql`update task set state = 'dispatched' where unit_id = ${unitId}`.execute(db);
  });

  it('the visited units are those that the sealed order drew, and no others [R252]', async () => {
    const drawn = await db
      .selectFrom('drawEntry')
      .select('unitId')
      .where('authorityId', '=', authorityId)
      .where('drawn', '=', true)
      .execute();
    const visited = await db
      .selectFrom('task')
      .select('unitId')
      .where('authorityId', '=', authorityId)
      .where('sequenceNo', '<', 1000)
      .execute();
    const sorted = (rows: readonly { unitId: string }[]) => rows.map(({ unitId }) => unitId).sort();
    expect(visited).toHaveLength(Math.ceil((UNITS * 5) / 100));
    expect(sorted(visited)).toEqual(sorted(drawn));
  });
});

describe('a campaign that inspects everybody', () => {
  it('still has its inspectors drawn: two by lot for each unit, as the sealed record says [R209]', async () => {
    const everybody = await addBureau(db, {
      id: 'everybody',
      units: 30,
      inspectors: 12,
      rows: [{ number: '202101', windowStart: '2021-01-01', windowEnd: '2021-04-30', percent: 100 }],
    });
    await playToRunning(await bench(db), everybody);
    const members = await db
      .selectFrom('teamMember')
      .select(['taskId', 'officerId'])
      .where('authorityId', '=', everybody)
      .orderBy('taskId')
      .execute();
    const teams = Map.groupBy(members, ({ taskId }) => taskId);
    expect([...teams.values()].map((team) => new Set(team.map(({ officerId }) => officerId)).size)).toEqual(
      Array.from({ length: 30 }, () => 2),
    );
    // 60 seats over 12 inspectors, evenly; and not the same pairs over and over, as an office’s roster would have it.
    const loads = Map.groupBy(members, ({ officerId }) => officerId);
    expect([...loads.values()].map((seats) => seats.length)).toEqual(Array.from({ length: 12 }, () => 5));
    const pairs = new Set(
      [...teams.values()].map((team) =>
        team
          .map(({ officerId }) => officerId)
          .sort()
          .join(),
      ),
    );
    expect(pairs.size).toBeGreaterThan(12);
  });
});
