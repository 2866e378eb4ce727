// Runs under whatever Node the machine has; installs the locked dependencies, the pinned Node among them.
// npm puts node_modules/.bin on PATH before it starts a script, so the script after this one runs on that Node.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const packagesOf = (path) => {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages;
  } catch {
    return null;
  }
};

const wanted = packagesOf('package-lock.json');
const installed = packagesOf('node_modules/.package-lock.json');
const upToDate =
  installed !== null &&
  Object.entries(wanted).every(
    ([path, entry]) =>
      path === '' || entry.optional || entry.peer || installed[path]?.version === entry.version,
  );

if (!upToDate) {
  const startedAt = Date.now();
  console.log('[setup] installing the locked dependencies with npm (about a minute on a cold cache) …');
  // Not `npm ci`: it refuses the lock wherever a registry lacks builds for platforms other than this one.
  // Without saving, `npm install` takes the locked versions, checks their integrity and leaves the lock alone.
  const { status } = spawnSync(
    'npm',
    ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error', '--ignore-scripts'],
    {
      stdio: 'inherit',
      shell: process.platform === 'win32',
    },
  );
  if (status !== 0) {
    console.error(
      '[setup] npm install failed: check the network and the npm registry setting, then run the same command again.',
    );
    process.exit(status ?? 1);
  }
  console.log(`[setup] dependencies installed in ${Math.round((Date.now() - startedAt) / 1000)} s`);
}

// The pinned Node is an optional package, one for each platform: where there is none, the machine's own must do.
const LEAST_NODE_MAJOR = 24;
const { stdout } = spawnSync('node', ['--version'], {
  encoding: 'utf8',
  shell: process.platform === 'win32',
});
const major = Number(/^v(\d+)/.exec(stdout ?? '')?.[1] ?? 0);
if (major < LEAST_NODE_MAJOR) {
  console.error(
    `[setup] Node ${LEAST_NODE_MAJOR} is not there (found ${stdout?.trim() || 'none'}), and no build of it for ${process.platform}-${process.arch} ` +
      `came with the dependencies. Install Node ${LEAST_NODE_MAJOR} or later, then run the same command again.`,
  );
  process.exit(1);
}
