import { createHash } from 'node:crypto';
import { glob, readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { capture } from '../process/capture.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const SOURCES = ['web/**/*', 'domain/**/*.ts', 'package-lock.json'];
const KEY_FILE = 'build-key.txt';
const COMPRESSED = /\.(js|css|svg|json)$/;

/** Where the built pages lie; the API serves them from there (api/web/web-routes.ts). */
export const WEB_DIRECTORY = join(ROOT, '.cache/web');

const sourceKey = async (): Promise<string> => {
  const hash = createHash('sha256');
  const paths: string[] = [];
  for await (const entry of glob(SOURCES, { cwd: ROOT, withFileTypes: true }))
    if (entry.isFile()) paths.push(join(entry.parentPath, entry.name));
  for (const path of paths.sort()) hash.update(path.slice(ROOT.length)).update(await readFile(path));
  return hash.digest('hex');
};

const builtKey = async (): Promise<string | null> => {
  try {
    return await readFile(join(WEB_DIRECTORY, KEY_FILE), 'utf8');
  } catch {
    return null;
  }
};

/** Compressed once here, as small as can be, instead of at each request. */
const compressAll = async (directory: string): Promise<void> => {
  const files = (await readdir(directory)).filter((name) => COMPRESSED.test(name));
  await Promise.all(
    files.map(async (name) => {
      const bytes = await readFile(join(directory, name));
      const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
      await writeFile(join(directory, `${name}.br`), await promisify(brotliCompress)(bytes, { params }));
      await writeFile(join(directory, `${name}.gz`), await promisify(gzip)(bytes, { level: 9 }));
    }),
  );
};

/** In a process of its own: whoever builds, even a test, builds what people get, not what developers look at. */
const bundle = async (): Promise<void> => {
  const vite = join(ROOT, 'node_modules/vite/bin/vite.js');
  const { status, output } = await capture(
    process.execPath,
    [vite, 'build', '--config', join(ROOT, 'web/vite.config.ts'), '--logLevel', 'warn'],
    { cwd: ROOT, env: { NODE_ENV: 'production' } },
  );
  if (status !== 0) throw new Error(`the pages cannot be built:\n${output}`);
};

/**
 * Builds console and field view unless they are built from these very sources already.
 * @returns whether it built
 */
export const buildWeb = async (): Promise<boolean> => {
  const key = await sourceKey();
  if ((await builtKey()) === key) return false;
  await bundle();
  await compressAll(join(WEB_DIRECTORY, 'assets'));
  await writeFile(join(WEB_DIRECTORY, KEY_FILE), key);
  return true;
};
