import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runPlanCommand } from '../../cli/plan/plan-command.ts';
import { systemDoing } from '../../db/actor.ts';
import { importItems } from '../../db/registers/items.ts';
import { saveSections } from '../../db/save-officers.ts';
import { SYNTHETIC_ITEMS } from '../../tools/synthetic/make-authority.ts';
import { SECTIONS } from '../../tools/synthetic/sections.ts';
import { HOME, START, startTestApp, type TestApp } from './support/app.ts';

const PLANS = join(import.meta.dirname, '../../data/plans');
let test: TestApp;
let folder: string;
beforeAll(async () => {
  test = await startTestApp();
  folder = await mkdtemp(join(tmpdir(), 'plan-'));
  const doing = systemDoing('test', START);
  await test.db.transaction().execute(async (trx) => {
    await saveSections(trx, HOME, SECTIONS, doing);
    await importItems(trx, HOME, SYNTHETIC_ITEMS, doing);
  });
});
afterAll(async () => {
  await test.close();
  await rm(folder, { recursive: true });
});

const plan = async (...args: string[]) => {
  let stderr = '';
  const io = { stdout: { write: () => '' }, stderr: { write: (text: string) => (stderr += text) } };
  return { code: await runPlanCommand(['import', join(PLANS, 'pinglu-2021.txt'), ...args], io), stderr };
};

describe('the draft that plan import saves', () => {
  it('is taken by the interface as it is, and in the words of the table too [R278]', async () => {
    const file = join(folder, 'draft.json');
    expect((await plan('--answers', join(PLANS, 'pinglu-2021.answers.json'), '--save', file)).code).toBe(0);
    const draft = JSON.parse(await readFile(file, 'utf8'));
    expect(draft).toMatchObject({ assumed: true, reason: '2021年度计划' });
    const drafter = await test.as('drafter');
    const first = await drafter.post('/api/plans/2021/drafts', draft);
    expect([first.statusCode, first.json().version]).toEqual([200, 1]);
    draft.rows[0].drawType = '定向或不定向';
    const again = await drafter.post('/api/plans/2021/drafts', draft);
    expect(again.json().version).toBe(1);
    draft.rows[0].drawType = '随便';
    expect((await drafter.post('/api/plans/2021/drafts', draft)).json()).toMatchObject({
      errors: [{ field: 'rows.0.drawType' }],
    });
  });

  it('is not written while a doubt is open', async () => {
    const file = join(folder, 'open.json');
    expect(await plan('--save', file)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('疑点没有答复'),
    });
    await expect(readFile(file)).rejects.toThrow();
  });
});
