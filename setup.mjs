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
  console.log('[准备] 用 npm 安装锁定的依赖（首次约一分钟）……');
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
    console.error('[准备] 依赖安装失败：请检查网络和 npm 源的设置，然后重新运行同一命令。');
    process.exit(status ?? 1);
  }
  console.log(`[准备] 依赖已装好，用时 ${Math.round((Date.now() - startedAt) / 1000)} 秒`);
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
    `[准备] 没有 Node ${LEAST_NODE_MAJOR}（现为 ${stdout?.trim() || '无'}），依赖中也没有适用于 ${process.platform}-${process.arch} 的版本；` +
      `请安装 Node ${LEAST_NODE_MAJOR} 或更高版本，然后重新运行同一命令。`,
  );
  process.exit(1);
}
