/** The tamper catalogue (DR-1 sections 6 and 7): whatever is altered, the first thing that is wrong is named rightly. */
import fc from 'fast-check';
import { readCatalogue } from '../../../cli/draw/catalogue.ts';
import { verifyBundle } from '../../../domain/bundle/verify-bundle.ts';
import { sayWrong } from '../../../domain/bundle/words.ts';
import { makeBundle } from '../../support/bundle.ts';
import { flipped } from '../../support/tamper.ts';
import { RIGHTFUL } from '../../support/tamperings/after-draw/rightful.ts';
import { UNSIGNED } from '../../support/tamperings/after-draw/signatures.ts';
import { AFTER_DRAW } from '../../support/tamperings/after-draw/wrongful.ts';
import { LISTS } from '../../support/tamperings/lists.ts';
import { RESULTS } from '../../support/tamperings/results.ts';
import { PUBLISHED_RULES, RULES_AS_ANNOUNCED, withRules } from '../../support/tamperings/rules.ts';
import { SINGLE_BYTES } from '../../support/tamperings/single-bytes.ts';
import { files, rehearsal, secret } from '../../support/tamperings/subjects.ts';
import { WRITING } from '../../support/tamperings/writing.ts';

const catalogue = await readCatalogue();

const CATALOGUE = { SINGLE_BYTES, WRITING, LISTS, PUBLISHED_RULES, RESULTS, AFTER_DRAW };

describe('a tampered bundle is found out, and the first thing wrong is named', () => {
  for (const [part, tamperings] of Object.entries(CATALOGUE)) {
    describe(part.toLowerCase().replace('_', ' '), () => {
      it.each(tamperings)('%s', async (_what, tampered, code, reason, says) => {
        const { ok, firstWrong } = await verifyBundle(tampered(), catalogue);
        expect({ ok, code: firstWrong?.code, reason: firstWrong?.case }).toEqual({ ok: false, code, reason });
        const { zh, en } = sayWrong(catalogue.checks, firstWrong ?? { code: '', case: null, values: {} });
        expect(zh).toMatch(says);
        expect(`${zh}${en}`).not.toMatch(/\{[a-z0-9_]+\}|\?/);
      });
    });
  }

  it('in at least forty ways', () => {
    expect(Object.values(CATALOGUE).flat().length).toBeGreaterThanOrEqual(40);
  });

  it('whatever bit is turned over', async () => {
    const names = [...files.keys()];
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.nat(), fc.nat({ max: 7 }), async (file, at, bit) => {
        const name = names[file % names.length] ?? '';
        const length = files.get(name)?.length ?? 1;
        const { ok } = await verifyBundle(flipped(files, name, at % length, bit), catalogue);
        expect(ok).toBe(false);
      }),
      { numRuns: 60 },
    );
  });
});

describe('an untouched bundle', () => {
  it.each([
    ['dice and beacon', files],
    ['dice, with a one-time code', secret],
    ['of a rehearsal', rehearsal],
    ['under SM3', makeBundle({ units: 40, alg: 'hkdf-sm3-min-v1' }).files],
    ['with the rule of every row', withRules(RULES_AS_ANNOUNCED)],
    ['of units alone', makeBundle({ units: 40, withoutInspectors: true }).files],
  ])('holds: %s', async (_what, whole) => {
    const { ok, checked, firstWrong } = await verifyBundle(whole, catalogue);
    expect(firstWrong).toBeNull();
    expect(ok).toBe(true);
    expect(checked).toEqual(catalogue.checks.map(({ code }) => code));
  });

  it.each(RIGHTFUL)('holds after the draw: %s', async (_what, told) => {
    const { firstWrong, remarks } = await verifyBundle(told(), catalogue);
    expect(firstWrong).toBeNull();
    expect(remarks.map(({ code }) => code)).not.toContain('event-signatures');
  });

  it.each(UNSIGNED)('says from where on events are not signed: %s', async (_what, told, no) => {
    const { ok, remarks } = await verifyBundle(told(), catalogue);
    expect(ok).toBe(true);
    expect(remarks).toContainEqual({ code: 'event-signatures', values: { no } });
  });

  it('of a rehearsal says that it proves no fairness', async () => {
    const { remarks } = await verifyBundle(rehearsal, catalogue);
    expect(remarks.map(({ code }) => code)).toContain('rehearsal');
    expect(catalogue.checks.at(-1)?.remark_en).toBe('recomputes; REHEARSAL, fairness not proven');
  });

  it('says that a time which nobody else proves is not proven', async () => {
    const { ok, remarks } = await verifyBundle(
      makeBundle({ units: 40, countersigned: false }).files,
      catalogue,
    );
    expect(ok).toBe(true);
    expect(remarks.map(({ code }) => code)).toContain('time-proof');
  });
});
