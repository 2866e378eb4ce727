import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { glob, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger, type WorkflowBundleOption } from '@temporalio/worker';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** Beside the sources, like everything that is made from them; never in a data directory. */
const CACHE_DIR = join(ROOT, '.cache');
const SOURCES = ['workflows/**/*.ts', 'domain/**/*.ts'];

/** What the bundle is made of: another source or another SDK is another bundle. */
const fingerprint = async (): Promise<string> => {
  const hash = createHash('sha256');
  const { version } = createRequire(import.meta.url)('@temporalio/workflow/package.json') as {
    version: string;
  };
  hash.update(version);
  const paths: string[] = [];
  for await (const path of glob(SOURCES, { cwd: ROOT })) paths.push(path);
  for (const path of paths.sort()) hash.update(path).update(await readFile(join(ROOT, path)));
  return hash.digest('hex').slice(0, 16);
};

/**
 * The workflow code as the worker loads it, made once per state of the sources (about five seconds) and kept in the
 * cache directory. An image makes it at build time with this very function, so that no container bundles at start.
 */
export const workflowBundle = async (cacheDir = CACHE_DIR): Promise<WorkflowBundleOption> => {
  const codePath = join(cacheDir, `workflows-${await fingerprint()}.js`);
  if (!existsSync(codePath)) {
    const { code } = await bundleWorkflowCode({
      workflowsPath: join(ROOT, 'workflows/index.ts'),
      logger: new DefaultLogger('WARN'),
    });
    await mkdir(cacheDir, { recursive: true });
    const half = `${codePath}.${process.pid}`;
    await writeFile(half, code);
    await rename(half, codePath);
  }
  return { codePath };
};
