/** Draws of people (个人), who stand on the lists under a salted hash. */

import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Kysely, sql } from 'kysely';
import { createInspectionTaskActivities } from '../../../activities/inspection-task/inspection-task.activities.ts';
import { visitsOf } from '../../../api/reads/draw/draw-lists.ts';
import { readCatalogue } from '../../../cli/draw/catalogue.ts';
import { runDrawCommand } from '../../../cli/draw/draw-command.ts';
import type { Database } from '../../../db/connect.ts';
import { readDrawEvents } from '../../../db/draw/draw-events.ts';
import { giveCodes } from '../../../db/draw/person-codes.ts';
import { readRecord } from '../../../db/draw/stored-record.ts';
import { personKey } from '../../../domain/draw/person-code.ts';
import type { DrawRecord } from '../../../domain/draw/record.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { findPython, loadPageScript, pageResult, pythonResults } from '../../support/second-verifiers.ts';
import { addUnits } from '../support/bureau.ts';
import { DICE_DRAW_ID, numberedDraw, THROWN_AT } from '../support/dice-draw.ts';
import { signBoth } from '../support/keys.ts';
import { DRAW_DAY } from '../support/play.ts';
import { verifyDraw } from '../support/verify-draw.ts';

const drawId = DICE_DRAW_ID;
const PEOPLE = 12;
const UNITS = 16;
const numberOf = (n: number): string => `1406031990010112${String(n).padStart(2, '0')}`;
const nameOf = (n: number): string => `欧阳从业${n}`;

let test: TestDatabase;
let db: Kysely<Database>;
let directory: string;
beforeAll(async () => {
  test = await createTestDatabase();
  db = test.db;
  directory = await mkdtemp(join(tmpdir(), 'people-'));
});
afterAll(async () => {
  await test.drop();
  await rm(directory, { recursive: true });
});

/** u1 … u12 are people, in all of whom i1 declared an interest. */
const numbered = async (id: string) => {
  const draw = { witness: { required: false, signOffWorkingDays: 5 } } as const;
  const rows = [{ number: '202101', windowStart: '2021-01-01', windowEnd: '2021-04-30', percent: 50 }];
  const live = await numberedDraw(db, { id, units: UNITS, inspectors: 8, rows, draw });
  await sql`
    update unit set kind = 'person', name = '欧阳从业' || substr(id, 2), code = '1406031990010112' || lpad(substr(id, 2), 2, '0')
     where authority_id = ${id} and substr(id, 2)::int <= ${PEOPLE}`.execute(db);
  await sql`
    insert into inspector_interest (authority_id, officer_id, unit_id, kind, declared_on)
    select authority_id, 'i1', id, 'relative', '2020-12-31' from unit
     where authority_id = ${id} and kind = 'person'`.execute(db);
  return live;
};

type Live = Awaited<ReturnType<typeof numbered>>;

const publish = async (live: Live): Promise<void> => {
  await signBoth(live.signing(DRAW_DAY), 'announcement');
  await live.look(THROWN_AT);
  await signBoth(live.signing(THROWN_AT), 'receipt');
  expect(await live.look(THROWN_AT)).toMatchObject({ state: 'published' });
};

const codesOf = (authorityId: string) =>
  db
    .selectFrom('personCode')
    .innerJoin('unit', (join) =>
      join
        .onRef('unit.authorityId', '=', 'personCode.authorityId')
        .onRef('unit.id', '=', 'personCode.unitId'),
    )
    .select(['unitId', 'salt', 'personCode.code', 'unit.code as number'])
    .where('personCode.authorityId', '=', authorityId)
    .orderBy('unitId')
    .execute();

const drawnPeople = (authorityId: string) =>
  db
    .selectFrom('task')
    .innerJoin('unit', (join) =>
      join.onRef('unit.authorityId', '=', 'task.authorityId').onRef('unit.id', '=', 'task.unitId'),
    )
    .select(['task.id', 'task.unitId', 'unit.code as number'])
    .where('task.authorityId', '=', authorityId)
    .where('unit.kind', '=', 'person')
    .orderBy('task.id')
    .execute();

/** What happens to two people after the draw: one gives way, of the other's team one seat changes hands. */
const change = async (live: Live) => {
  const { authorityId, table } = live;
  const steps = createInspectionTaskActivities({ db, engine: table.engine });
  const [first, second] = await drawnPeople(authorityId);
  if (first === undefined || second === undefined) throw new Error('fewer than two people were drawn');
  for (const { id } of [first, second])
    await steps.advanceTask({ authorityId, subjectId: id, at: THROWN_AT });
  const gone = { actorId: 'approver', unitStatus: 'closed', reason: '已离职', evidence: '注销证明' };
  await live.give(steps.replaceUnit, 'replaceUnit', { subjectId: first.id, ...gone });
  const { officerId } = await db
    .selectFrom('teamMember')
    .select('officerId')
    .where('authorityId', '=', authorityId)
    .where('taskId', '=', second.id)
    .where('slot', '=', 2)
    .executeTakeFirstOrThrow();
  const recusal = { actorId: 'approver', officerId, reason: '与检查对象有利害关系' };
  await live.give(steps.recuseInspector, 'recuseInspector', { subjectId: second.id, ...recusal });
  return { first, second };
};

const command = async (...args: string[]) => {
  const said: string[] = [];
  const stream = { write: (text: string) => said.push(text) };
  const code = await runDrawCommand(args, { stdout: stream, stderr: stream });
  return { code, said: said.join('') };
};

describe('people in a draw', () => {
  it('are listed, drawn, replaced and told of by hashes of salt and number; nothing public says who they are', async () => {
    const live = await numbered('people');
    await live.look(DRAW_DAY);
    await publish(live);
    const { first, second } = await change(live);
    const codes = await codesOf('people');
    expect(codes).toHaveLength(PEOPLE);
    expect(new Set(codes.map(({ salt }) => salt)).size).toBe(PEOPLE);
    const keys = new Map(codes.map(({ unitId, salt, number }) => [unitId, personKey(salt, number)]));
    const entries = await db
      .selectFrom('drawEntry')
      .select(['unitId', 'label'])
      .where('authorityId', '=', 'people')
      .where('label', 'like', 'person:%')
      .execute();
    expect(entries.length).toBeGreaterThan(0);
    for (const { unitId, label } of entries) expect(label).toBe(keys.get(unitId));
    expect(await readDrawEvents(db, 'people', drawId)).toMatchObject([
      { kind: 'substitution', data: { unit: keys.get(first.unitId) } },
      { kind: 'recusal', data: { unit: keys.get(second.unitId) } },
    ]);

    const path = join(directory, 'people');
    expect(
      await command('export', drawId, path, '--authority', 'people', '--database-url', test.url),
    ).toMatchObject({ code: 0 });
    expect((await command('verify', path)).code).toBe(0);
    const files = new Map(
      await Promise.all(
        (await readdir(path)).map(async (name) => [name, await readFile(join(path, name))] as const),
      ),
    );
    const page = loadPageScript();
    expect(await pageResult(page, files)).toMatchObject({ ok: true });
    const python = findPython();
    if (python !== undefined) expect(await pythonResults(python, [files])).toMatchObject([{ ok: true }]);
    const published = [...files.values()].map((bytes) => Buffer.from(bytes).toString()).join('\n');
    const paper = join(directory, 'record.html');
    await command('print', '--bundle', path, '--out', paper);
    expect(published).toContain('person:');
    for (const text of [published, await readFile(paper, 'utf8')]) {
      for (const { salt } of codes) expect(text).not.toContain(salt);
      for (let n = 1; n <= PEOPLE; n += 1) {
        expect(text).not.toContain(numberOf(n));
        expect(text).not.toContain(nameOf(n));
      }
    }

    // The person's own way to himself, by the command and by the page.
    const own = codes.find(({ unitId }) => unitId === second.unitId);
    if (own === undefined) throw new Error('a drawn person has a code');
    const explained = await command('explain', path, own.number, '--salt', own.salt);
    expect(explained.said).toContain(`${keys.get(second.unitId)}`);
    expect(explained.said).toMatch(/→ 抽中/);
    expect((await command('explain', path, own.number)).said).not.toMatch(/→ 抽中/);
    const blobs = new Map([...files].map(([name, bytes]) => [name, new Blob([Uint8Array.from(bytes)])]));
    const { bundle } = await page.verifyBundle(blobs, await readCatalogue());
    expect(page.lookUpUnit(bundle, `${own.salt} ${own.number}`).entries).toContainEqual(
      expect.objectContaining({ fate: 'drawn' }),
    );
    expect(page.lookUpUnit(bundle, own.number).entries).toEqual([]);
  });

  it('keep the salt from draw to draw, and nobody changes it', async () => {
    const before = await codesOf('people');
    await addUnits(db, 'people', 1, { from: 99 });
    await sql`update unit set kind = 'person' where authority_id = 'people' and id = 'u99'`.execute(db);
    const random = () => randomBytes(32).toString('hex');
    await db.transaction().execute((trx) => giveCodes(trx, 'people', random));
    const after = await codesOf('people');
    expect(after.slice(0, -1)).toEqual(before);
    expect(after.at(-1)).toMatchObject({ unitId: 'u99', number: 'c00099' });
    await expect(sql`update person_code set salt = repeat('0', 32)`.execute(db)).rejects.toThrow(
      /append-only/,
    );
    await expect(sql`delete from person_code`.execute(db)).rejects.toThrow(/append-only/);
    await expect(sql`truncate person_code`.execute(db)).rejects.toThrow(/append-only/);
    await expect(
      sql`update unit set code = '1' where authority_id = 'people' and id = 'u1'`.execute(db),
    ).rejects.toThrow(/keeps the number/);
    const forged = ['u13', 'u14'].map((unitId) => ({
      ...{ authorityId: 'people', unitId, salt: '00'.repeat(16), code: '00'.repeat(32) },
    }));
    await expect(db.insertInto('personCode').values(forged).execute()).rejects.toThrow(/SHA-256/);
  });

  it('are not assigned to who declared an interest in them', async () => {
    const record = await readRecord(db, 'people', drawId);
    const facts = await db
      .selectFrom('drawFacts')
      .select('facts')
      .where('authorityId', '=', 'people')
      .executeTakeFirstOrThrow();
    const { inspectors } = facts.facts as unknown as { inspectors: { id: string; officerId: string }[] };
    const code = inspectors.find(({ officerId }) => officerId === 'i1')?.id;
    const { assignment } = record as DrawRecord;
    if (assignment.status !== 'assigned') throw new Error('nobody was assigned');
    const visits = assignment.inputs.visits.map(({ unit, barred }) => [unit.split(':')[0], barred]);
    expect(visits).toContainEqual(['person', [code]]);
    for (const [kind, barred] of visits) expect(barred).toEqual(kind === 'person' ? [code] : []);
  });

  it('are named to the authority’s own officers, who ask for it', async () => {
    const of = { authorityId: 'people', drawId };
    const asked = { after: 0, limit: UNITS };
    const plain = await visitsOf(db, of, { ...asked, people: false });
    expect(plain.map(({ person }) => person)).toEqual(plain.map(() => null));
    const named = await visitsOf(db, of, { ...asked, people: true });
    const known = named.filter(({ label }) => label.startsWith('person:'));
    expect(known.length).toBeGreaterThan(0);
    for (const { person, name } of known) {
      expect(person).toMatch(/^欧阳从业\d+（\d{18}）$/);
      expect(name).toBeNull();
    }
  });

  it('stay as they were on a list that an older release froze by their numbers', async () => {
    const live = await numbered('older');
    await sql`alter table person_code disable trigger user`.execute(db);
    await sql`insert into person_code (authority_id, unit_id, salt, code)
              select authority_id, id, repeat('0', 32), code from unit
               where authority_id = 'older' and kind = 'person'`.execute(db);
    await live.look(DRAW_DAY);
    await sql`delete from person_code where authority_id = 'older'`.execute(db);
    await sql`alter table person_code enable trigger user`.execute(db);
    await publish(live);
    const { first, second } = await change(live);
    expect(await readDrawEvents(db, 'older', drawId)).toMatchObject([
      { kind: 'substitution', data: { unit: `person:${first.number}` } },
      { kind: 'recusal', data: { unit: `person:${second.number}` } },
    ]);
    expect((await verifyDraw(db, 'older', drawId)).firstWrong).toBeNull();
    const [visit] = await visitsOf(
      db,
      { authorityId: 'older', drawId },
      { after: 0, limit: 1, people: true },
    );
    expect(visit?.label.startsWith('person:') ? visit.person : '欧阳').toContain('欧阳');
  });
});
