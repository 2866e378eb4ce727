import { type Check, filesBelow, readText } from './check.ts';

/** Ways to leave a test out, or all the others. */
const LEFT_OUT =
  /\b(?:(?:it|test|describe)(?:\.concurrent)?\.(?:skip|only|todo|failing)|[fx](?:it|test|describe)(?=\(|\.each))\s*[.(]/;
/** Where this machine keeps things; another machine does not. */
const MACHINE_PATH = /(?<![\w.])\/(?:work|root|home)\/\w/;

/** No test is left out, and nothing in our files leans on one machine. */
export const leftOutTests: Check = {
  name: 'no test left out',
  run: async (root) => {
    const tests = filesBelow(root, 'test', (path) => path.endsWith('.ts'));
    const problems = tests.flatMap((path) =>
      linesThat(root, path, LEFT_OUT).map((line) => `${path}:${line}: a test is left out or runs alone`),
    );
    return { problems, looked: tests.length, things: 'files' };
  },
};

export const machinePaths: Check = {
  name: 'no machine paths',
  run: async (root) => {
    const files = filesBelow(root, '.', (path) =>
      /\.(ts|tsx|mjs|json|md|yml|java|go)$|Dockerfile$|\.ci\/run$/.test(path),
    );
    const problems = files.flatMap((path) =>
      linesThat(root, path, MACHINE_PATH).map((line) => `${path}:${line}: a path of one machine`),
    );
    return { problems, looked: files.length, things: 'files' };
  },
};

const linesThat = (root: string, path: string, pattern: RegExp): number[] =>
  readText(root, path)
    .split('\n')
    .flatMap((line, index) => (pattern.test(line) ? [index + 1] : []));
