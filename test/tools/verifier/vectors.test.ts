/** Every vector of DR-1 recomputed by both second verifiers, from the files a citizen would have. */
import { findPython, loadPageScript, pageResult, pythonResults } from '../../support/second-verifiers.ts';
import { BESIDE, bundleOf, type DrawVector } from '../../support/vector-bundles.ts';
import { vectors } from '../../support/vectors.ts';

const cases = vectors<DrawVector[]>('dr1-draws.json');
const bundles = cases.map((vector) => bundleOf(vector));
const python = findPython();
const script = loadPageScript();

/** One digit of the last ticket that the record lists. */
const spoiled = (vector: DrawVector): DrawVector => {
  const text = JSON.stringify(vector.record);
  const at = text.lastIndexOf('"ticket":"');
  if (at < 0) throw new Error(`${vector.name} lists nobody`);
  const digit = text[at + 10] === '0' ? '1' : '0';
  return { ...vector, record: JSON.parse(`${text.slice(0, at + 10)}${digit}${text.slice(at + 11)}`) };
};

describe('the vectors of DR-1', () => {
  it('are all recomputed by the script of verify.html', async () => {
    for (const [index, files] of bundles.entries()) {
      const { ok, first_wrong } = await pageResult(script, files, BESIDE);
      expect({ name: cases[index]?.name, ok, first_wrong }).toEqual({
        name: cases[index]?.name,
        ok: true,
        first_wrong: null,
      });
    }
    expect(bundles.length).toBeGreaterThan(20);
  });

  it('are all recomputed by verify.py', async () => {
    if (python === undefined) {
      process.stdout.write('python3 is not here: verify.py recomputed NO vector\n');
      return;
    }
    const results = await pythonResults(python, bundles, BESIDE);
    expect(
      results.map(({ ok, first_wrong }, index) => ({ name: cases[index]?.name, ok, first_wrong })),
    ).toEqual(cases.map(({ name }) => ({ name, ok: true, first_wrong: null })));
  });

  it('are refused by both when one digit of one ticket is another', async () => {
    const files = cases.filter(({ roster }) => roster.length > 0).map((vector) => bundleOf(spoiled(vector)));
    for (const each of files)
      expect((await pageResult(script, each, BESIDE)).first_wrong?.code).toBe('tickets');
    const ofPython = python === undefined ? [] : await pythonResults(python, files, BESIDE);
    expect(ofPython.filter(({ first_wrong }) => first_wrong?.code !== 'tickets')).toEqual([]);
  });
});
