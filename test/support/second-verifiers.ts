/** The verifiers that share no code with the first: the Python program, and the script inside verify.html. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createContext, runInContext } from 'node:vm';
import { childEnvironment } from '../../runtime/environment.ts';
import { readCatalogue } from '../../tools/verifier/catalogue.ts';

export type BundleFiles = ReadonlyMap<string, Uint8Array>;

/** `data/draw/README.md`. */
export interface VerifierResult {
  readonly ok: boolean;
  readonly first_wrong: {
    readonly code: string;
    readonly case: string | null;
    readonly message: string;
    readonly message_en: string;
    readonly values: Readonly<Record<string, unknown>>;
  } | null;
  readonly checked: readonly string[];
  readonly remarks: readonly string[];
}

const folder = fileURLToPath(new URL('../../tools/verifier/', import.meta.url));

export const VERIFIER_PAGE = join(folder, 'verify.html');

/** python3, or python where that is one; undefined where the machine has none. */
export const findPython = (): string | undefined =>
  ['python3', 'python'].find((name) => {
    const { status, stdout } = spawnSync(name, ['--version'], { encoding: 'utf8' });
    return status === 0 && stdout.startsWith('Python 3');
  });

const EACH_DIRECTORY = `
import json, sys
sys.dont_write_bytecode = True
sys.path.insert(0, sys.argv[1])
import verify
left_out = set(sys.argv[2:])
verify.CHECKS[:] = [each for each in verify.CHECKS if each["code"] not in left_out]
for directory in open(0, encoding="utf-8").read().splitlines():
    print(json.dumps(verify.verify(directory)[0]))
`;

/** What verify.py prints when it is called as people call it. */
export const pythonReport = (python: string, files: BundleFiles, ...options: string[]) =>
  inDirectories([files], ([directory = '']) => {
    const { stdout, stderr } = spawnSync(python, ['-B', join(folder, 'verify.py'), directory, ...options], {
      encoding: 'utf8',
      env: childEnvironment({ PYTHONUTF8: '1' }),
    });
    return { stdout, stderr };
  });

const writeAll = (root: string, bundles: readonly BundleFiles[]): string[] =>
  bundles.map((files, n) => {
    const directory = join(root, String(n));
    mkdirSync(directory);
    for (const [name, bytes] of files) writeFileSync(join(directory, name), bytes);
    return directory;
  });

/** Writes each bundle into a directory of its own, hands these over, and removes them. */
export const inDirectories = async <T>(
  bundles: readonly BundleFiles[],
  use: (directories: string[]) => T | Promise<T>,
): Promise<T> => {
  const root = mkdtempSync(join(tmpdir(), 'bundles-'));
  try {
    return await use(writeAll(root, bundles));
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
};

const HUNDRED_MEBIBYTES = 100 * 2 ** 20;

/** What verify.py says of each bundle; one process for all. @param leftOut checks that are not made */
export const pythonResults = (
  python: string,
  bundles: readonly BundleFiles[],
  leftOut: readonly string[] = [],
): Promise<VerifierResult[]> =>
  inDirectories(bundles, (directories) => {
    const output = execFileSync(python, ['-c', EACH_DIRECTORY, folder, ...leftOut], {
      input: directories.join('\n'),
      encoding: 'utf8',
      maxBuffer: HUNDRED_MEBIBYTES,
      env: childEnvironment({ PYTHONUTF8: '1' }),
    });
    return output
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as VerifierResult);
  });

/** What the page's script leaves behind. */
export interface PageScript {
  verifyBundle(
    files: ReadonlyMap<string, Blob>,
    catalogue: unknown,
    options?: { readonly trusted?: readonly string[] },
  ): Promise<{ readonly result: VerifierResult; readonly bundle: unknown }>;
  lookUpUnit(bundle: unknown, asked: string): PageAnswer;
  drandSignatureHolds(publicKey: string, round: number, signature: string): boolean;
}

export interface PageAnswer {
  readonly ready: boolean;
  readonly refused?: { readonly zh: string; readonly en: string };
  /** Where a name was asked for. */
  readonly name?: { readonly zh: string; readonly en: string } | null;
  readonly entries: readonly { readonly fate: string; readonly ticket: string; readonly place: number }[];
  readonly excluded: readonly { readonly row: number; readonly reason: string }[];
}

/** Runs the script that stands in verify.html, without a page. */
export const loadPageScript = (): PageScript => {
  const html = readFileSync(VERIFIER_PAGE, 'utf8');
  const [, script = ''] = /<script id="core">([\s\S]*?)<\/script>/.exec(html) ?? [];
  const context = createContext({ TextEncoder, TextDecoder, atob, performance, setTimeout });
  runInContext(script, context, { filename: 'verify.html' });
  return (context as { DR1: PageScript }).DR1;
};

/** A bundle as the page's script leaves it, for further questions, and what it says. @param leftOut checks not made */
export const pageVerification = (script: PageScript, files: BundleFiles, leftOut: readonly string[] = []) => {
  const blobs = new Map(
    [...files].map(([name, bytes]) => [name, new Blob([bytes as Uint8Array<ArrayBuffer>])]),
  );
  const { checks, shapes } = readCatalogue();
  const made = checks.filter(({ code }) => !leftOut.includes(code));
  return script.verifyBundle(blobs, { checks: made, shapes });
};

/** What the page's script says of a bundle. @param leftOut checks that are not made */
export const pageResult = async (
  script: PageScript,
  files: BundleFiles,
  leftOut: readonly string[] = [],
): Promise<VerifierResult> => {
  const { result } = await pageVerification(script, files, leftOut);
  return JSON.parse(JSON.stringify(result)) as VerifierResult;
};
