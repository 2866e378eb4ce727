import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extractText, getDocumentProxy } from 'unpdf';
import { printDrawPaper } from '../../../cli/draw/print-command.ts';
import { UsageError } from '../../../cli/usage-error.ts';
import { addBureau } from '../../activities/support/bureau.ts';
import { bench, playToRunning } from '../../activities/support/play.ts';
import { makeBundle } from '../../support/bundle.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

const root = mkdtempSync(join(tmpdir(), 'draw-print-'));
const place = (name: string): string => join(root, name);
afterAll(() => rmSync(root, { recursive: true, force: true }));

const call = async (...args: string[]) => {
  const said: string[] = [];
  const write = (text: string) => said.push(text);
  const code = await printDrawPaper(args, { stdout: { write }, stderr: { write } });
  return { code, said: said.join('') };
};

const textOf = async (path: string): Promise<string> => {
  const pdf = await getDocumentProxy(new Uint8Array(readFileSync(path)));
  return (await extractText(pdf, { mergePages: true })).text.replace(/\s+/g, '');
};

describe('draw print from PostgreSQL', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase();
    await addBureau(test.db, { id: 'printed', units: 300 });
    await playToRunning(await bench(test.db), 'printed');
  });
  afterAll(() => test.drop());

  it('prints the record with the names of the registers, marked as the rehearsal that it is [R266]', async () => {
    const out = place('record.pdf');
    const url = ['--database-url', test.url];
    expect(await call('2021-001', '--authority', 'printed', ...url, '--out', out)).toMatchObject({ code: 0 });
    const text = await textOf(out);
    const task = await test.db
      .selectFrom('task')
      .innerJoin('unit', (join) =>
        join.onRef('unit.authorityId', '=', 'task.authorityId').onRef('unit.id', '=', 'task.unitId'),
      )
      .select(['unit.name', 'unit.code'])
      .where('task.authorityId', '=', 'printed')
      .orderBy('task.sequenceNo')
      .executeTakeFirstOrThrow();
    const draw = await test.db
      .selectFrom('draw')
      .select('recordHash')
      .where('authorityId', '=', 'printed')
      .executeTakeFirstOrThrow();
    expect(text).toContain(`${task.name}${task.code}`.replace(/\s+/g, ''));
    expect(text).toContain(draw.recordHash);
    expect(text).toContain('2021年第一周期');
    expect(text).toMatch(/^演练/);
    expect(text).toMatch(/人员i\d（[0-9a-f]{16}）/);
    expect(await call('2021-001', '--authority', 'printed', ...url, '--out', out, '--public')).toMatchObject({
      code: 0,
    });
    expect(await textOf(out)).not.toContain('人员i');
  });

  it('prints the announcement as a page', async () => {
    const out = place('announcement.html');
    const words = ['printed/2021-001', '--database-url', test.url, '--document', 'announcement'];
    expect(await call(...words, '--out', out)).toMatchObject({ code: 0 });
    expect(readFileSync(out, 'utf8')).toContain('公告');
  });

  it('says where there is no such draw', async () => {
    const words = ['printed/2021-099', '--database-url', test.url, '--out', place('none.pdf')];
    expect(await call(...words)).toEqual({ code: 1, said: '没有编号为“2021-099”的抽取。\n' });
  });
});

describe('draw print from evidence', () => {
  const directoryOf = (name: string, files: ReadonlyMap<string, Uint8Array>): string => {
    const directory = place(name);
    mkdirSync(directory);
    for (const [file, bytes] of files) writeFileSync(join(directory, file), bytes);
    return directory;
  };

  it('needs no database, and tells where to check', async () => {
    const { files, documents } = makeBundle();
    const out = place('from-bundle.pdf');
    const words = ['--bundle', directoryOf('whole', files), '--verify-at', 'https://example.gov.cn/check'];
    expect(await call(...words, '--out', out)).toMatchObject({ code: 0 });
    const text = await textOf(out);
    expect(text).toContain(documents['record.json'].record_hash);
    expect(text).toContain('核验地址：https://example.gov.cn/check');
  });

  it('prints nothing of evidence that is wrong', async () => {
    const files = new Map(makeBundle().files);
    files.delete('receipt.json');
    const { code, said } = await call('--bundle', directoryOf('broken', files), '--out', place('broken.pdf'));
    expect(code).toBe(1);
    expect(said).toMatch(/证据核验不通过，不能打印/);
  });

  it('refuses words that it cannot follow', async () => {
    await expect(call('2021-001', '--out', 'record.docx')).rejects.toThrow(UsageError);
    await expect(call('--out', 'record.pdf')).rejects.toThrow(UsageError);
    await expect(call('2021-001', '--out', 'a.pdf', '--document', 'roster')).rejects.toThrow(UsageError);
  });
});
