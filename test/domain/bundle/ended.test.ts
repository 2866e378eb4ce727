/** Draws without a result: their evidence holds, says why, and no draw can be called void or not drawn at will. */
import { readCatalogue } from '../../../cli/draw/catalogue.ts';
import { verifyBundle } from '../../../domain/bundle/verify-bundle.ts';
import { sayRemark, sayWrong } from '../../../domain/bundle/words.ts';
import { ENDS, makeEnd } from '../../support/bundle/ended.ts';
import { flipped } from '../../support/tamper.ts';
import { ENDED, keyGone } from '../../support/tamperings/ends.ts';

const catalogue = await readCatalogue();

describe('a draw without a result', () => {
  it.each(Object.entries(ENDS))('holds, and says so: %s', async (_what, choices) => {
    const files = makeEnd(choices);
    const { firstWrong, checked, remarks } = await verifyBundle(files, catalogue);
    expect(firstWrong).toBeNull();
    const made = catalogue.checks.filter(({ needs }) => needs === undefined || files.has(needs));
    expect(checked).toEqual(made.map(({ code }) => code));
    const outcome = remarks.find(({ code }) => code === 'outcome');
    const { zh, en } = sayRemark(catalogue.checks, outcome ?? { code: 'outcome', values: {} });
    expect(zh).toMatch(/^本编号没有抽取结果（(作废|未抽取)）：.+。编号 2023-007 永久保留，不再用于其他抽取$/);
    expect(en).toMatch(/^This number has no result \((void|not drawn)\)/);
  });

  it('says of a draft that nobody published it', async () => {
    const { remarks } = await verifyBundle(makeEnd(ENDS['nobody signed']), catalogue);
    expect(remarks).toContainEqual({ code: 'announcement-signatures', values: { role: 'supervisor' } });
  });

  it('is void at once when a key that must sign is gone', async () => {
    expect((await verifyBundle(keyGone(), catalogue)).firstWrong).toBeNull();
  });

  it.each(ENDED)('is found out: %s', async (_what, tampered, code, reason, says) => {
    const { ok, firstWrong } = await verifyBundle(tampered(), catalogue);
    expect({ ok, code: firstWrong?.code, reason: firstWrong?.case }).toEqual({ ok: false, code, reason });
    const { zh, en } = sayWrong(catalogue.checks, firstWrong ?? { code: '', case: null, values: {} });
    expect(zh).toMatch(says);
    expect(`${zh}${en}`).not.toMatch(/\{[a-z0-9_]+\}|\?/);
  });

  it('is found out whichever byte is another', async () => {
    const files = makeEnd(ENDS['never announced']);
    for (const [name, bytes] of files)
      for (let at = 0; at < bytes.length; at += 7)
        expect((await verifyBundle(flipped(files, name, at, at % 8), catalogue)).ok).toBe(false);
  });
});
