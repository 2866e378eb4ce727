import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Kysely } from 'kysely';
import { readCatalogue } from '../../../cli/draw/catalogue.ts';
import { exportDraw } from '../../../cli/draw/export-command.ts';
import { readDirectory } from '../../../cli/draw/read-directory.ts';
import type { Database } from '../../../db/connect.ts';
import { verifyBundle } from '../../../domain/bundle/verify-bundle.ts';
import { addBureau } from '../../activities/support/bureau.ts';
import { bench, playToRunning } from '../../activities/support/play.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

const root = mkdtempSync(join(tmpdir(), 'draw-export-'));
let test: TestDatabase;
let db: Kysely<Database>;
beforeAll(async () => {
  test = await createTestDatabase();
  db = test.db;
});
afterAll(async () => {
  await test.drop();
  rmSync(root, { recursive: true, force: true });
});

const call = async (...args: string[]) => {
  const said: string[] = [];
  const io = {
    stdout: { write: (text: string) => said.push(text) },
    stderr: { write: (text: string) => said.push(text) },
  };
  const code = await exportDraw([...args, '--database-url', test.url], io);
  return { code, said: said.join('') };
};

describe('draw export', () => {
  it('writes from PostgreSQL what verifies without it, and writes it but once', async () => {
    const authorityId = await addBureau(db, { id: 'exported', units: 300 });
    await playToRunning(await bench(db), authorityId);
    const { id } = await db
      .selectFrom('draw')
      .select('id')
      .where('authorityId', '=', authorityId)
      .executeTakeFirstOrThrow();
    const directory = join(root, 'evidence');
    expect(await call(`${authorityId}/${id}`, directory)).toMatchObject({ code: 0 });
    const { ok, firstWrong, remarks } = await verifyBundle(
      await readDirectory(directory),
      await readCatalogue(),
    );
    expect(firstWrong).toBeNull();
    expect(ok).toBe(true);
    expect(remarks.map(({ code }) => code)).toContain('rehearsal');
    const manifest = readFileSync(join(directory, 'manifest.json'), 'utf8');
    const again = await call(id, directory, '--authority', authorityId);
    expect(again.code).toBe(1);
    expect(again.said).toMatch(/已经存在/);
    expect(readFileSync(join(directory, 'manifest.json'), 'utf8')).toBe(manifest);
    expect(await call(id, join(root, 'second'), '--authority', authorityId)).toMatchObject({ code: 0 });
    expect(readFileSync(join(root, 'second', 'manifest.json'), 'utf8')).toBe(manifest);
  });

  it('leaves nothing where there is no such draw', async () => {
    await addBureau(db, { id: 'empty', units: 3 });
    const before = readdirSync(root);
    const { code, said } = await call('empty/2021-099', join(root, 'nothing'));
    expect(code).toBe(1);
    expect(said).toMatch(/没有编号为“2021-099”的抽取/);
    expect(readdirSync(root)).toEqual(before);
  });
});
