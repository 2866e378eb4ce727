/** The three verifiers side by side; where Python is missing, two, and said aloud. */
import { readCatalogue as readFirst } from '../../../cli/draw/catalogue.ts';
import { resultOf } from '../../../cli/draw/verify-command.ts';
import { verifyBundle } from '../../../domain/bundle/verify-bundle.ts';
import {
  type BundleFiles,
  findPython,
  loadPageScript,
  pageResult,
  pythonResults,
  type VerifierResult,
} from '../../support/second-verifiers.ts';
import type { Tampered } from './support.ts';

export const script = loadPageScript();
export const python = findPython();
if (python === undefined)
  process.stdout.write('python3 is not here: verify.py was NOT compared with the others\n');

/** Every bundle with a beacon costs three pairings in plain whole numbers. */
export const PATIENCE_MS = 400_000;

export const firstResult = async (files: BundleFiles): Promise<VerifierResult> => {
  const catalogue = await readFirst();
  return JSON.parse(
    JSON.stringify(resultOf(catalogue, await verifyBundle(files, catalogue))),
  ) as VerifierResult;
};

/** What must be the same everywhere. */
const gist = ({ ok, first_wrong: wrong, remarks, checked }: VerifierResult) => ({
  ok,
  code: wrong?.code ?? null,
  case: wrong?.case ?? null,
  remarks,
  checked,
});

/** The answer of each bundle, after all verifiers have given the same. */
export const sameAnswers = async (tampered: readonly Tampered[]) => {
  const given = tampered.map(({ files }) => files);
  const ofPython = python === undefined ? [] : await pythonResults(python, given);
  const answers = await Promise.all(
    tampered.map(async ({ what, files }, index) => {
      const first = { what, ...gist(await firstResult(files)) };
      const others = [await pageResult(script, files), ofPython[index]].filter((each) => each !== undefined);
      for (const other of others) expect({ what, ...gist(other) }).toEqual(first);
      return first;
    }),
  );
  expect(answers.length).toBeGreaterThan(0);
  return answers;
};

/** All find something wrong in every bundle, and the same. */
export const mustAgree = async (tampered: readonly Tampered[]): Promise<void> => {
  const answers = await sameAnswers(tampered);
  expect(answers.filter(({ ok }) => ok).map(({ what }) => what)).toEqual([]);
};
