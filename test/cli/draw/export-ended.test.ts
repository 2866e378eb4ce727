/** Draws that ended without a result, from PostgreSQL to evidence and paper: whoever looks their number up is told why. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { extractText, getDocumentProxy } from 'unpdf';
import { runDrawCommand } from '../../../cli/draw/draw-command.ts';
import { printDrawPaper } from '../../../cli/draw/print-command.ts';
import {
  CEREMONY_AT,
  DRAW_ID,
  later,
  openLive,
  type Relays,
  SIGNED_AT,
  startRelays,
} from '../../activities/draw/sources/live-draw.ts';
import { numberedDraw } from '../../activities/support/dice-draw.ts';
import { giveSignature } from '../../activities/support/keys.ts';
import { DRAW_DAY } from '../../activities/support/play.ts';
import { findPython, loadPageScript, pageResult, pythonResults } from '../../support/second-verifiers.ts';
import { type Exporting, startExporting } from './support/exporting.ts';

const LONG_AFTER = '2021-04-29T02:00:00.000Z';
const ceremony = { mode: 'ceremony', relays: [] } as const;

let exporting: Exporting;
let relays: Relays;
beforeAll(async () => {
  exporting = await startExporting();
  relays = await startRelays(1);
});
afterAll(async () => {
  await relays.stop();
  await exporting.stop();
});

/** Its files, once all verifiers have found them to hold, with what is said of the outcome. */
const evidenceOf = async (authorityId: string) => {
  const directory = join(exporting.root, authorityId);
  expect(await exporting.call(`${authorityId}/${DRAW_ID}`, directory)).toMatchObject({ code: 0 });
  const { firstWrong, remarks } = await exporting.verify(directory);
  expect(firstWrong).toBeNull();
  const files = new Map(
    readdirSync(directory).map((name) => [name, new Uint8Array(readFileSync(join(directory, name)))]),
  );
  const python = findPython();
  const others = [
    await pageResult(loadPageScript(), files),
    ...(python === undefined ? [] : await pythonResults(python, [files])),
  ];
  for (const { ok, remarks: codes } of others)
    expect({ ok, codes }).toEqual({ ok: true, codes: remarks.map(({ code }) => code) });
  return {
    directory,
    names: [...files.keys()].sort(),
    outcome: remarks.find(({ code }) => code === 'outcome')?.values,
  };
};

const printed = async (...words: string[]): Promise<string> => {
  const out = join(exporting.root, `${words.join('').replaceAll('/', '-').slice(-40)}.pdf`);
  const stream = { write: () => true };
  expect(await printDrawPaper([...words, '--out', out], { stdout: stream, stderr: stream })).toBe(0);
  const pdf = await getDocumentProxy(new Uint8Array(readFileSync(out)));
  return (await extractText(pdf, { mergePages: true })).text.replace(/\s+/g, '');
};

const paperOf = (authorityId: string): Promise<string> =>
  printed(DRAW_ID, '--authority', authorityId, '--database-url', exporting.url);

describe('the evidence of a draw without a result', () => {
  it('tells of one that was never announced, and nothing else', async () => {
    const { authorityId, look } = await numberedDraw(exporting.db, { id: 'keyless', keys: false });
    expect(await look(LONG_AFTER)).toMatchObject({ state: 'not-drawn', ended: true });
    const { names, outcome, directory } = await evidenceOf(authorityId);
    expect(names).toEqual(['end.json', 'events.json', 'keys.json', 'manifest.json']);
    expect(outcome).toMatchObject({ number: DRAW_ID, state: '未抽取' });
    expect(outcome?.['reason']).toMatch(/^已过最迟抽取日期/);
    for (const paper of [await paperOf(authorityId), await printed('--bundle', directory)]) {
      expect(paper).toContain('没有公告，没有产生随机数');
      expect(paper).toContain('未抽取，没有抽取结果');
      expect(paper).toContain('编号永久保留，不再用于其他抽取');
    }
  });

  it('tells of one that nobody signed in time', async () => {
    const live = await numberedDraw(exporting.db, { id: 'unsigned' });
    await live.look(DRAW_DAY);
    await giveSignature(live.signing(SIGNED_AT), 'announcement', 'operator');
    expect(await live.look('2021-01-10T02:00:00.000Z')).toMatchObject({ state: 'void' });
    const { names, outcome } = await evidenceOf('unsigned');
    expect(names).toContain('roster.jsonl');
    expect(names).not.toContain('record.json');
    expect(outcome).toMatchObject({ state: '作废', reason: '公告未在规定时间内签名（缺监督人）' });
  });

  it('tells of one whose randomness did not come, with the announcement that it was for', async () => {
    const live = await openLive(exporting.db, { id: 'silent', relays, settings: ceremony });
    await live.announce();
    expect(await live.look(later(CEREMONY_AT, 24))).toMatchObject({ state: 'void' });
    const { outcome, directory } = await evidenceOf('silent');
    expect(outcome?.['reason']).toMatch(/随机数来源“dice”在公告的期限内没有产生结果/);
    for (const paper of [await paperOf('silent'), await printed('--bundle', directory)]) {
      expect(paper).toContain('作废');
      expect(paper).toContain('没有抽取结果：随机数来源“dice”');
      expect(paper).not.toContain('未签发');
    }
  });

  it('tells of one that a leader stopped, in time, and names his order', async () => {
    const live = await openLive(exporting.db, { id: 'stopped', relays, settings: ceremony });
    await live.announce();
    await live.orderVoid(later(CEREMONY_AT, -1));
    const { outcome, directory } = await evidenceOf('stopped');
    expect(outcome?.['reason']).toBe('名录有重大错误（平交〔2021〕3号）');
    const said: string[] = [];
    const io = { stdout: { write: (text: string) => said.push(text) }, stderr: { write: () => true } };
    expect(await runDrawCommand(['verify', directory], io)).toBe(0);
    expect(await runDrawCommand(['explain', directory, 'c00001'], io)).toBe(0);
    expect(said.join('')).toMatch(/结论：证据完整；本编号没有抽取结果，原因见上，编号永久保留/);
    expect(said.join('')).toMatch(/stays used for ever and serves no other draw/);
    expect(said.join('')).not.toMatch(/✓ 重算全部抽取号/);
  });

  it('is none where the round was out before the latest day: who switches the system off cannot end a draw so', async () => {
    const live = await openLive(exporting.db, { id: 'switchedoff', relays });
    await live.announce();
    expect(await live.look(LONG_AFTER)).toMatchObject({ state: 'sealed' });
  });
});
