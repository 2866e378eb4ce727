import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { readCatalogue } from '../../cli/draw/catalogue.ts';
import { readDirectory } from '../../cli/draw/read-directory.ts';
import { writeDirectory } from '../../cli/draw/write-directory.ts';
import { readEvidence } from '../../db/draw/read-evidence.ts';
import { verifyBundle } from '../../domain/bundle/verify-bundle.ts';
import { DEFAULT_SETTINGS } from '../../domain/settings/settings.ts';
import { addBureau } from '../activities/support/bureau.ts';
import { bench, playToRunning } from '../activities/support/play.ts';
import { startTestApp, type TestApp } from './support/app.ts';

const BUREAU = 'drawn';

let test: TestApp;
let directory: string;
beforeAll(async () => {
  test = await startTestApp();
  directory = await mkdtemp(join(tmpdir(), 'portal-'));
  await addBureau(test.db, { id: BUREAU, units: 120 });
  await playToRunning(await bench(test.db), BUREAU);
});
afterAll(async () => {
  await rm(directory, { recursive: true });
  await test.close();
});

const ask = (path: string) => test.app.inject(`/public/${BUREAU}/draws${path}`);

describe('a draw on the public portal', () => {
  it('is listed with its hashes, its papers and how to check it', async () => {
    expect((await ask('')).body).toContain('/draws/2021-001');
    const { body } = await ask('/2021-001');
    for (const part of [
      '公告摘要',
      '记录摘要',
      'announcement.pdf',
      'record.html',
      'evidence.zip',
      '/public/verify.html',
    ])
      expect(body).toContain(part);
  });

  it('gives its evidence in one file, which a verifier finds whole; one byte changed, and it does not [R266]', async () => {
    const { statusCode, headers, rawPayload } = await ask('/2021-001/evidence.zip');
    expect([statusCode, headers['content-type']]).toEqual([200, 'application/zip']);
    const files = unzipSync(new Uint8Array(rawPayload));
    for (const [name, content] of Object.entries(files)) await writeFile(join(directory, name), content);
    const verify = async () => verifyBundle(await readDirectory(directory), await readCatalogue());
    expect((await verify()).firstWrong).toBeNull();
    const roster = Buffer.from(files['roster.jsonl'] ?? []);
    roster.writeUInt8(roster.readUInt8(40) ^ 1, 40);
    await writeFile(join(directory, 'roster.jsonl'), roster);
    expect((await verify()).firstWrong).not.toBeNull();
  });

  it('gives in that file what `draw export` writes into a folder, byte for byte', async () => {
    const folder = join(directory, 'exported');
    await writeDirectory(folder, await readEvidence(test.db, BUREAU, '2021-001'));
    const files = unzipSync(new Uint8Array((await ask('/2021-001/evidence.zip')).rawPayload));
    expect(Object.keys(files).sort()).toEqual((await readdir(folder)).sort());
    for (const [name, content] of Object.entries(files))
      expect([name, Buffer.from(content).equals(await readFile(join(folder, name)))]).toEqual([name, true]);
  });

  it('shows the public copies of its papers, which name nobody', async () => {
    const { body } = await ask('/2021-001/record.html');
    expect(body).toContain('公开件');
    expect(body).not.toMatch(/人员i\d/);
    expect(body).toContain(`<a href="/public/${BUREAU}/draws/2021-001">返回抽取 2021-001</a>`);
    expect((await ask('/2021-001/announcement.pdf')).headers['content-type']).toBe('application/pdf');
  });

  it('counts for the public how many draws of a year came to nothing', async () => {
    expect((await ask('')).body).toContain('2021年共抽取 1 次，其中作废 0 次、未抽取 0 次。');
  });

  it('shows of a secret list what was announced and nothing of what was drawn, until it is revealed', async () => {
    const draw = { ...DEFAULT_SETTINGS.draw, secrecy: { rows: 'all' as const, revealWorkingDays: 30 } };
    await addBureau(test.db, { id: 'secret', units: 120, settings: { draw } });
    await playToRunning(await bench(test.db), 'secret');
    const ask = (path: string) => test.app.inject(`/public/secret/draws${path}`);
    const { body } = await ask('/2021-001');
    expect(body).toContain('名单在检查开始前保密');
    expect(body).not.toContain('evidence.zip');
    for (const file of ['evidence.zip', 'record.html', 'record.pdf'])
      expect((await ask(`/2021-001/${file}`)).statusCode).toBe(409);
    expect((await ask('/2021-001/announcement.html')).statusCode).toBe(200);
  });
});
