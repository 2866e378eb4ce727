import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runDrawCommand } from '../../../cli/draw/draw-command.ts';
import { announcedDraw, publishedDraw } from '../../activities/support/dice-draw.ts';
import { type Exporting, startExporting } from './support/exporting.ts';

let exporting: Exporting;
beforeAll(async () => {
  exporting = await startExporting();
});
afterAll(() => exporting.stop());

const call = async (...args: string[]) => {
  const said: string[] = [];
  const stream = { write: (text: string) => said.push(text) };
  const code = await runDrawCommand(args, { stdout: stream, stderr: stream });
  return { code, said: said.join('') };
};

describe('draw anchor', () => {
  it('anchors receipts and ends, so that evidence that was changed later is not what was anchored', async () => {
    const { db, root, url } = exporting;
    const { authorityId } = await publishedDraw(db, { id: 'anchored' });
    const [series, evidence] = [join(root, 'anchors'), join(root, 'evidence')];
    const place = ['--authority', authorityId, '--database-url', url];
    expect(await call('anchor', series, ...place)).toMatchObject({ code: 0 });
    expect(readdirSync(series)).toEqual(['anchor-0001.json']);
    const again = await call('anchor', series, ...place);
    expect(again).toEqual({ code: 0, said: '没有新的抽取结果；已锚定的1次抽取均未改动。\n' });
    await call('export', `${authorityId}/2021-001`, evidence, '--database-url', url);
    const whole = await call('verify-anchors', series, '--bundle', evidence);
    expect(whole.said).toMatch(/The evidence is what was anchored/);
    expect(whole.said).toMatch(/编号不跳号/);
    expect(whole.code).toBe(0);

    const anchor = JSON.parse(readFileSync(join(series, 'anchor-0001.json'), 'utf8'));
    expect((await call('verify-anchors', series, '--known', `1:${anchor.root}`)).code).toBe(0);
    const other = await call('verify-anchors', series, '--known', `1:${'0'.repeat(64)}`);
    expect(other).toMatchObject({ code: 1, said: expect.stringContaining('锚定被改写过') });

    const forged = join(root, 'forged');
    cpSync(series, forged, { recursive: true });
    const text = readFileSync(join(forged, 'anchor-0001.json'), 'utf8');
    writeFileSync(join(forged, 'anchor-0001.json'), text.replace(anchor.added[0].hash, '0'.repeat(64)));
    expect(await call('verify-anchors', forged)).toMatchObject({
      code: 1,
      said: expect.stringContaining('默克尔根应为'),
    });
    expect(await call('anchor', forged, ...place)).toMatchObject({ code: 1 });
  });

  it('does not call anchored what is not, and has nothing to say of an empty directory', async () => {
    const { db, root, url } = exporting;
    const { authorityId } = await announcedDraw(db, { id: 'underway' });
    const series = join(root, 'none-yet');
    const place = ['--authority', authorityId, '--database-url', url];
    expect(await call('anchor', series, ...place)).toMatchObject({ code: 0 });
    const missing = await call('verify-anchors', series, '--bundle', join(root, 'evidence'));
    expect(missing).toMatchObject({ code: 1, said: expect.stringContaining('没有锚定') });
    expect(await call('verify-anchors', join(root, 'empty'))).toMatchObject({ code: 1 });
    await expect(call('anchor')).rejects.toThrow('请指定存放锚定文件的目录');
  });
});
