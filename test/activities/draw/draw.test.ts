import { type Kysely, sql } from 'kysely';
import type { Database } from '../../../db/connect.ts';
import { readRoster } from '../../../db/draw/roster-file.ts';
import { readRecord } from '../../../db/draw/stored-record.ts';
import type { Announcement } from '../../../domain/draw/announcement.ts';
import type { AssignmentFacts } from '../../../domain/draw/commitments.ts';
import { executeDraw } from '../../../domain/draw/execute-draw.ts';
import type { SourceValue } from '../../../domain/draw/prk.ts';
import type { DrawRecord } from '../../../domain/draw/record.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { addBureau, publishPlanRows, THREE_ROWS } from '../support/bureau.ts';
import { bench, DRAW_DAY, lookAtDraw, OPENING, playToRunning } from '../support/play.ts';
import { compareEntries, type RosterEntry } from './roster-order.ts';

let test: TestDatabase;
let db: Kysely<Database>;
beforeAll(async () => {
  test = await createTestDatabase();
  db = test.db;
});
afterAll(() => test.drop());

const drawOf = async (authorityId: string, from = db) => {
  const draw = await from
    .selectFrom('draw')
    .selectAll()
    .where('authorityId', '=', authorityId)
    .orderBy('drawNo', 'desc')
    .executeTakeFirstOrThrow();
  return { ...draw, record: (await readRecord(from, authorityId, draw.id)) as DrawRecord };
};

describe('a draw', () => {
  it('can be recomputed from what was announced, stored and published', async () => {
    const authorityId = await addBureau(db, { id: 'public', units: 6000 });
    await playToRunning(await bench(db), authorityId);
    const draw = await drawOf(authorityId);
    const rosters = await db
      .selectFrom('drawRoster')
      .selectAll()
      .where('authorityId', '=', authorityId)
      .execute();
    expect(rosters.map(({ entries }) => entries)).toEqual([6000, 6000]);
    const roster: RosterEntry[] = [];
    for (const { data } of rosters) for await (const batch of readRoster(data)) roster.push(...batch);
    const { facts } = await db
      .selectFrom('drawFacts')
      .select('facts')
      .where('authorityId', '=', authorityId)
      .executeTakeFirstOrThrow();
    const again = executeDraw({
      announcement: draw.announcement as unknown as Announcement,
      sources: draw.randomness as unknown as SourceValue[],
      facts: facts as unknown as AssignmentFacts,
      roster: roster.sort(compareEntries),
    });
    expect(again).toEqual(draw.record);
    expect(draw.record.rehearsal).toBe(true);
    expect(draw.recordHash).toBe(again.record_hash);
  });

  it('publishes people by codes of that draw alone, which lead to nobody', async () => {
    const authorityId = await addBureau(db, { id: 'blinded', units: 20 });
    await playToRunning(await bench(db), authorityId);
    const { record } = await drawOf(authorityId);
    if (record.assignment.status !== 'assigned') throw new Error('the bureau has people enough');
    const certificates = await db
      .selectFrom('inspector')
      .select('certificateNumber')
      .where('authorityId', '=', authorityId)
      .execute();
    expect(certificates.length).toBeGreaterThan(0);
    for (const { certificateNumber } of certificates)
      expect(JSON.stringify(record)).not.toContain(certificateNumber);
    for (const code of record.assignment.teams.flatMap(({ inspectors }) => inspectors))
      expect(code).toMatch(/^[0-9a-f]{16}$/);
  });

  it('makes one task of a unit that several rows drew, with all its items (综合查一次) [R88, R176]', async () => {
    const rows = THREE_ROWS.map((row) => ({ ...row, percent: 80 }));
    const authorityId = await addBureau(db, { id: 'merged', units: 10, rows });
    await playToRunning(await bench(db), authorityId);
    const tasks = await db
      .selectFrom('task')
      .innerJoin('taskItem', (join) =>
        join.onRef('taskItem.authorityId', '=', 'task.authorityId').onRef('taskItem.taskId', '=', 'task.id'),
      )
      .select(['task.id', 'task.unitId', 'taskItem.rowNumber', 'taskItem.drawPosition'])
      .where('task.authorityId', '=', authorityId)
      .orderBy('task.id')
      .execute();
    expect(tasks).toHaveLength(16);
    const ofUnit = Map.groupBy(tasks, ({ unitId }) => unitId);
    const taskIds = [...ofUnit.values()].map((items) => new Set(items.map(({ id }) => id)).size);
    expect(taskIds.every((count) => count === 1)).toBe(true);
    expect([...ofUnit.values()].some((items) => items.length === 2)).toBe(true);
    const entries = await db
      .selectFrom('drawEntry')
      .select(['rowNumber', 'position', 'unitId', 'drawn'])
      .where('authorityId', '=', authorityId)
      .execute();
    // Ten units: eight drawn and two in reserve, in each of two rows.
    expect(entries.filter(({ drawn }) => drawn)).toHaveLength(16);
    expect(entries.filter(({ drawn }) => !drawn)).toHaveLength(4);
    for (const { rowNumber, unitId, drawPosition } of tasks) {
      expect(entries).toContainEqual({ rowNumber, unitId, position: drawPosition, drawn: true });
    }
  });

  it('leaves out, with the reason, whoever is out of operation or founded after the cut-off [R274]', async () => {
    const rows = THREE_ROWS.slice(0, 1).map((row) => ({ ...row, percent: 100, foundedBefore: '2020-01-01' }));
    const authorityId = await addBureau(db, { id: 'excluded', units: 6, rows });
    const set = (id: string, values: object) =>
      db
        .updateTable('unit')
        .set(values)
        .where('authorityId', '=', authorityId)
        .where('id', '=', id)
        .execute();
    await set('u1', { status: 'suspended' });
    await set('u2', { foundedOn: '2020-01-01' });
    await playToRunning(await bench(db), authorityId);
    const { exclusions } = await db
      .selectFrom('drawFacts')
      .select('exclusions')
      .where('authorityId', '=', authorityId)
      .executeTakeFirstOrThrow();
    expect(exclusions).toEqual([
      { code: 'station:c00001', row: 202101, reason: 'not-operating' },
      { code: 'station:c00002', row: 202101, reason: 'founded-after-cut-off' },
    ]);
    expect((await drawOf(authorityId)).record.strata).toMatchObject([
      { eligible: 4, quota: 4, mode: 'certainty' },
    ]);
  });

  it('comes out the same for the same seed and another for another, milliseconds apart', async () => {
    const results: string[] = [];
    for (const [seed, delayMs] of [
      ['one', 0],
      ['one', 417],
      ['two', 0],
    ] as const) {
      const own = await createTestDatabase();
      try {
        const authorityId = await addBureau(own.db);
        const { rehearsalSource } = await import('../../../activities/draw/rehearsal-source.ts');
        const table = await bench(own.db, await rehearsalSource(own.db, seed));
        const at = new Date(Date.parse(DRAW_DAY) + delayMs).toISOString();
        await table.cycle.advanceCycle({ authorityId, subjectId: '2021-1', at: OPENING });
        await table.cycle.advanceCycle({ authorityId, subjectId: '2021-1', at });
        await lookAtDraw(table, authorityId, '2021-001', at);
        const { recordHash } = await drawOf(authorityId, own.db);
        results.push(recordHash ?? '');
      } finally {
        await own.drop();
      }
    }
    expect(results[0]).toMatch(/^[0-9a-f]{64}$/);
    expect(results[1]).toBe(results[0]);
    expect(results[2]).not.toBe(results[0]);
  });

  it('is void where the people do not suffice, says why, and is not tried again with the same people', async () => {
    const authorityId = await addBureau(db, {
      id: 'conflict',
      units: 3,
      inspectors: 2,
      rows: [{ number: '202101', windowStart: '2021-01-01', windowEnd: '2021-04-30', percent: 100 }],
    });
    await db
      .insertInto('inspectorInterest')
      .values({ authorityId, officerId: 'i1', unitId: 'u2', kind: '近亲属', declaredOn: '2021-01-02' })
      .execute();
    const table = await bench(db);
    const look = (at: string) => table.cycle.advanceCycle({ authorityId, subjectId: '2021-1', at });
    expect(await playToRunning(table, authorityId)).toMatchObject({ state: 'waiting' });
    expect(await drawOf(authorityId)).toMatchObject({
      state: 'void',
      endReason: '检查人员不足：1个检查席位无人可派',
      record: { assignment: { status: 'infeasible' } },
    });
    const found = await db
      .selectFrom('cycle')
      .select('waitingFor')
      .where('authorityId', '=', authorityId)
      .executeTakeFirstOrThrow();
    expect(found.waitingFor).toContain('已申报与对象有利害关系1人');
    expect(await look('2021-01-08T02:00:00.000Z')).toMatchObject({ state: 'waiting' });
    await db.deleteFrom('inspectorInterest').where('authorityId', '=', authorityId).execute();
    expect(await look('2021-01-11T02:00:00.000Z')).toMatchObject({ state: 'drawing' });
    expect(await lookAtDraw(table, authorityId, '2021-002', '2021-01-11T02:00:00.000Z')).toMatchObject({
      state: 'published',
    });
    expect(await look('2021-01-11T02:00:01.000Z')).toMatchObject({ state: 'running' });
  });

  it('waits with its list where the register holds a code that cannot be published', async () => {
    const authorityId = await addBureau(db, { id: 'badcode' });
    await db
      .updateTable('unit')
      .set({ code: ' c00007' })
      .where('authorityId', '=', authorityId)
      .where('id', '=', 'u7')
      .execute();
    const table = await bench(db);
    await playToRunning(table, authorityId);
    const draw = await drawOf(authorityId);
    expect(draw.state).toBe('waiting');
    expect(draw.waitingFor).toContain('首尾有空格');
    await db
      .updateTable('unit')
      .set({ code: 'c00007' })
      .where('authorityId', '=', authorityId)
      .where('id', '=', 'u7')
      .execute();
    const next = await lookAtDraw(table, authorityId, draw.id, '2021-01-08T02:00:00.000Z');
    expect(next).toMatchObject({ state: 'published' });
  });
});

describe('what is drawn', () => {
  it.each([
    ['the record', sql`update draw_record set text = '{}' where authority_id = 'frozen'`],
    ['a part of it away', sql`delete from draw_record where authority_id = 'frozen' and no = 1`],
    [
      'a part in',
      sql`insert into draw_record select authority_id, draw_id, member, no + 1, text from draw_record
      where authority_id = 'frozen' and member = 'visits'`,
    ],
    ['all of the record away', sql`truncate draw_record`],
    ['its hash', sql`update draw set record_hash = 'x' where authority_id = 'frozen'`],
    ['the announcement', sql`update draw set announcement = '{}' where authority_id = 'frozen'`],
    ['the randomness', sql`update draw set randomness = '[]' where authority_id = 'frozen'`],
    ['its cycle and number', sql`update draw set draw_no = 9 where authority_id = 'frozen'`],
    ['its end', sql`update draw set state = 'void' where authority_id = 'frozen'`],
    ['the draw away', sql`delete from draw where authority_id = 'frozen'`],
    ['a drawn unit', sql`update draw_entry set unit_id = 'u1' where authority_id = 'frozen'`],
    ['a label', sql`update draw_entry set label = 'station:x' where authority_id = 'frozen'`],
    ['an entry away', sql`delete from draw_entry where authority_id = 'frozen'`],
    [
      'an entry in',
      sql`insert into draw_entry select authority_id, draw_id, row_number, stratum, position + 1000, unit_id,
      label, ticket, drawn from draw_entry where authority_id = 'frozen'`,
    ],
    ['a list', sql`update draw_roster set entries = 1 where authority_id = 'frozen'`],
    [
      'a list in',
      sql`insert into draw_roster select authority_id, draw_id, '9', entries, data from draw_roster
      where authority_id = 'frozen' limit 1`,
    ],
    ['the people', sql`update draw_facts set facts = '{}' where authority_id = 'frozen'`],
    ['all of it away', sql`truncate draw_entry`],
  ])('cannot be changed by SQL: %s', async (_, statement) => {
    if ((await db.selectFrom('authority').select('id').where('id', '=', 'frozen').execute()).length === 0) {
      await addBureau(db, { id: 'frozen' });
      await playToRunning(await bench(db), 'frozen');
    }
    await expect(statement.execute(db)).rejects.toMatchObject({ code: '23001' });
  });
});

describe('a draw that waits', () => {
  it('announces by the plan in force when it announces, not by the one it was numbered under [R56]', async () => {
    const authorityId = await addBureau(db, { id: 'amended' });
    const table = await bench(db);
    for (const at of [OPENING, DRAW_DAY]) {
      await table.cycle.advanceCycle({ authorityId, subjectId: '2021-1', at });
    }
    const rows = THREE_ROWS.filter(({ number }) => number !== '202102');
    await publishPlanRows(db, authorityId, rows, { version: 2 });
    await lookAtDraw(table, authorityId, '2021-001', DRAW_DAY);
    const { record } = await drawOf(authorityId);
    expect(record.strata.map(({ row }) => row)).toEqual([202101]);
  });
});

describe('a second draw of a cycle', () => {
  const insert = (state: string, batch: number) =>
    db.transaction().execute(async (trx) => {
      await sql`
        insert into draw (authority_id, id, year, draw_no, cycle_id, purpose, batch, state, rehearsal, end_reason, business_at)
        select authority_id, '2021-099', year, 99, cycle_id, purpose, ${batch}::int, ${state}, rehearsal,
               case when ${state} = 'void' then '测试' end, now()
          from draw where authority_id = 'frozen'`.execute(trx);
      throw new Error('taken');
    });

  it('for the same purpose is refused by the database while the first stands, whoever asks', async () => {
    await expect(insert('announced', 1)).rejects.toMatchObject({ code: '23505', constraint: 'draw_once' });
    await expect(insert('announced', 2)).rejects.toThrow('taken');
    // One that ended without a result keeps its number and makes room.
    await expect(insert('void', 1)).rejects.toThrow('taken');
  });
});
