import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addBureau } from '../../activities/support/bureau.ts';
import { bench, playToRunning } from '../../activities/support/play.ts';
import { type Exporting, startExporting } from './support/exporting.ts';

let exporting: Exporting;
beforeAll(async () => {
  exporting = await startExporting();
});
afterAll(() => exporting.stop());

describe('draw export', () => {
  it('writes from PostgreSQL what verifies without it, and writes it but once', async () => {
    const { db, root, call, verify } = exporting;
    const authorityId = await addBureau(db, { id: 'exported', units: 300 });
    await playToRunning(await bench(db), authorityId);
    const { id } = await db
      .selectFrom('draw')
      .select('id')
      .where('authorityId', '=', authorityId)
      .executeTakeFirstOrThrow();
    const directory = join(root, 'evidence');
    expect(await call(`${authorityId}/${id}`, directory)).toMatchObject({ code: 0 });
    const { ok, firstWrong, remarks } = await verify(directory);
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
    const { db, root, call } = exporting;
    await addBureau(db, { id: 'empty', units: 3 });
    const before = readdirSync(root);
    const { code, said } = await call('empty/2021-099', join(root, 'nothing'));
    expect(code).toBe(1);
    expect(said).toMatch(/没有编号为“2021-099”的抽取/);
    expect(readdirSync(root)).toEqual(before);
  });
});
