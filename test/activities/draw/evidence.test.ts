import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Kysely } from 'kysely';
import { createInspectionTaskActivities } from '../../../activities/inspection-task/inspection-task.activities.ts';
import { runDrawCommand } from '../../../cli/draw/draw-command.ts';
import type { Database } from '../../../db/connect.ts';
import { readKeyLog } from '../../../db/keys/key-log.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { findPython, loadPageScript, pageResult, pythonResults } from '../../support/second-verifiers.ts';
import { announcedDraw, DICE_DRAW_ID, NEXT_DAY, THROWN_AT } from '../support/dice-draw.ts';
import { giveSignature, keyEntry, registerKey, seedOf, signatureOf } from '../support/keys.ts';

const drawId = DICE_DRAW_ID;

let test: TestDatabase;
let db: Kysely<Database>;
let directory: string;
beforeAll(async () => {
  test = await createTestDatabase();
  db = test.db;
  directory = await mkdtemp(join(tmpdir(), 'evidence-'));
});
afterAll(async () => {
  await test.drop();
  await rm(directory, { recursive: true });
});

const drawCommand = async (...args: string[]) => {
  const said: string[] = [];
  const stream = { write: (text: string) => said.push(text) };
  const code = await runDrawCommand(args, { stdout: stream, stderr: stream });
  return { code, said: said.join('') };
};
const verify = async (path: string) => {
  const { said } = await drawCommand('verify', path, '--json');
  return JSON.parse(said) as {
    ok: boolean;
    first_wrong: unknown;
    remarks: readonly string[];
  };
};

/** A live draw with everything that can happen to one: a rotated key, a witness with a key, a changed seat, a substitute. */
const playAll = async (id: string, algorithm: 'hkdf-sha256-min-v1' | 'hkdf-sm3-min-v1') => {
  const live = await announcedDraw(db, { id, inspectors: 8, draw: { algorithm } });
  const { authorityId, table, look, signing } = live;
  const log = await readKeyLog(db, authorityId);
  const rotated = { event: 'rotated', role: 'operator', turn: 2, at: '2021-01-08T04:00:00.000Z' } as const;
  const by = [seedOf('operator', 2), seedOf('supervisor')];
  await registerKey(db, authorityId, keyEntry(authorityId, log, rotated, by), 'drawer');
  await look(THROWN_AT);
  const anew = await signatureOf(signing(THROWN_AT), 'receipt', 'operator', 2);
  await giveSignature(signing(THROWN_AT), 'receipt', 'operator', anew);
  await giveSignature(signing(THROWN_AT), 'receipt', 'supervisor');
  await look(THROWN_AT);

  const steps = createInspectionTaskActivities({ db, engine: table.engine });
  const tasks = await db
    .selectFrom('task')
    .innerJoin('teamMember', 'teamMember.taskId', 'task.id')
    .select(['task.id', 'teamMember.officerId'])
    .where('task.authorityId', '=', authorityId)
    .where('teamMember.slot', '=', 2)
    .orderBy('task.id')
    .execute();
  const [first, second] = tasks;
  for (const task of [first, second]) {
    await steps.advanceTask({ authorityId, subjectId: task?.id ?? '', at: THROWN_AT });
  }
  const recusal = { actorId: 'approver', officerId: first?.officerId ?? '', reason: '与检查对象有利害关系' };
  await live.give(steps.recuseInspector, 'recuseInspector', { subjectId: first?.id ?? '', ...recusal });
  const gone = { actorId: 'approver', unitStatus: 'closed', reason: '已停业', evidence: '现场照片' };
  await live.give(steps.replaceUnit, 'replaceUnit', { subjectId: second?.id ?? '', ...gone });
  const word = await signatureOf(signing(NEXT_DAY), 'receipt', 'witness');
  await live.give(table.draw.signOffDraw, 'signOffDraw', { actorId: 'witness', ...word });
  return authorityId;
};

describe('the evidence of a live draw, from announcement to the last change after it', () => {
  it.each([
    ['sha', 'hkdf-sha256-min-v1'],
    ['smthree', 'hkdf-sm3-min-v1'],
  ] as const)('is written out and holds, signature by signature (%s)', async (id, algorithm) => {
    const authorityId = await playAll(id, algorithm);
    const path = join(directory, id);
    const place = ['--authority', authorityId, '--database-url', test.url];
    expect(await drawCommand('export', drawId, path, ...place)).toMatchObject({ code: 0 });
    const verified = await verify(path);
    expect(verified.first_wrong).toBeNull();
    expect(verified.ok).toBe(true);
    const names = await readdir(path);
    const files = new Map(
      await Promise.all(names.map(async (name) => [name, await readFile(join(path, name))] as const)),
    );
    const others = [await pageResult(loadPageScript(), files)];
    const python = findPython();
    if (python !== undefined) others.push(...(await pythonResults(python, [files])));
    for (const other of others) {
      expect(other.first_wrong).toBeNull();
      expect(other.remarks).toEqual(verified.remarks);
    }
  });
});
