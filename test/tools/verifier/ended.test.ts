import { readCatalogue } from '../../../cli/draw/catalogue.ts';
import { resultOf } from '../../../cli/draw/verify-command.ts';
import { verifyBundle } from '../../../domain/bundle/verify-bundle.ts';
import { ENDS, makeEnd } from '../../support/bundle/ended.ts';
import { pageResult, pythonResults } from '../../support/second-verifiers.ts';
import { ENDED, keyGone } from '../../support/tamperings/ends.ts';
import { mustAgree, PATIENCE_MS, python, script } from './agreement.ts';
import { changedDirectories, changedMembers, type Tampered, turnedBits } from './support.ts';

describe('three verifiers, of a draw without a result,', () => {
  it(
    'say the same, to the word',
    async () => {
      const catalogue = await readCatalogue();
      const told: Tampered[] = [
        ...Object.entries(ENDS).map(([what, choices]) => ({ what, files: makeEnd(choices) })),
        { what: 'a key that is gone', files: keyGone() },
        ...ENDED.map(([what, files]) => ({ what, files: files() })),
      ];
      const given = told.map(({ files }) => files);
      const theirs = python === undefined ? [] : await pythonResults(python, given);
      for (const [index, { what, files }] of told.entries()) {
        const ours = JSON.parse(JSON.stringify(resultOf(catalogue, await verifyBundle(files, catalogue))));
        const named = (result: object) => ({ what, ...result });
        expect(named(await pageResult(script, files))).toEqual(named(ours));
        if (theirs[index] !== undefined) expect(named(theirs[index])).toEqual(named(ours));
      }
    },
    PATIENCE_MS,
  );

  it(
    'name the same first wrong thing wherever a member, a bit or a file is another',
    async () => {
      const announced = makeEnd(ENDS['the beacon stayed silent']);
      const unannounced = makeEnd(ENDS['never announced']);
      await mustAgree([
        ...changedMembers(announced, 211),
        ...changedMembers(unannounced, 3),
        ...turnedBits(announced, 2),
        ...turnedBits(unannounced, 6),
        ...changedDirectories(announced),
        ...changedDirectories(unannounced),
      ]);
    },
    PATIENCE_MS,
  );
});
