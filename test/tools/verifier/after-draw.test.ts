import { readCatalogue } from '../../../cli/draw/catalogue.ts';
import { resultOf } from '../../../cli/draw/verify-command.ts';
import { verifyBundle } from '../../../domain/bundle/verify-bundle.ts';
import { findPython, loadPageScript, pageResult, pythonResults } from '../../support/second-verifiers.ts';
import { RIGHTFUL } from '../../support/tamperings/after-draw/rightful.ts';
import { UNSIGNED } from '../../support/tamperings/after-draw/signatures.ts';
import { AFTER_DRAW } from '../../support/tamperings/after-draw/wrongful.ts';

describe('three verifiers', () => {
  it('say the same, to the word, of what happened after a draw', async () => {
    const catalogue = await readCatalogue();
    const told = [...RIGHTFUL, ...AFTER_DRAW, ...UNSIGNED].map(([what, files]) => ({ what, files: files() }));
    const script = loadPageScript();
    const python = findPython();
    const theirs =
      python === undefined
        ? []
        : await pythonResults(
            python,
            told.map(({ files }) => files),
          );
    for (const [index, { what, files }] of told.entries()) {
      const ours = JSON.parse(JSON.stringify(resultOf(catalogue, await verifyBundle(files, catalogue))));
      const gist = ({ ok, first_wrong, remarks }: typeof ours) => ({ what, ok, first_wrong, remarks });
      expect(gist(await pageResult(script, files))).toEqual(gist(ours));
      if (theirs[index] !== undefined) expect(gist(theirs[index])).toEqual(gist(ours));
    }
  }, 400_000);
});
