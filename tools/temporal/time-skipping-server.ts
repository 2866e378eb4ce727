/** Makes the time-skipping server ready to run: jars from Maven and our own main, kept under `.cache/`. */
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { run, versionOf } from '../process/run.ts';

const HERE = import.meta.dirname;
const POM = join(HERE, 'time-skipping-pom.xml');
const MAIN_CLASS = 'TestServerAt';
const MAIN_SOURCE = join(HERE, `${MAIN_CLASS}.java`);
const DEPENDENCY_PLUGIN = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1';
/** Enough for a year of thousands of workflows; more would only put off the garbage collector. */
const HEAP = '-Xmx1g';

/** A way out that is printed wherever the server cannot be had. */
export const TIME_SKIPPING_WAY_OUT =
  '请安装 JDK 11 或更高版本和 Maven（apt-get install default-jdk-headless maven），然后重新运行同一命令。';

const directoryOf = (cacheDir: string): string => join(cacheDir, `time-skipping-${sourcesKey()}`);
const LAUNCHER = 'start.sh';

/** True where {@link prepareTimeSkippingServer} has nothing left to do. */
export const timeSkippingServerIsBuilt = (cacheDir: string = resolve('.cache')): boolean =>
  existsSync(join(directoryOf(cacheDir), LAUNCHER));

export interface PrepareOptions {
  readonly cacheDir?: string;
  readonly log: (line: string) => void;
}

/**
 * The path of a launcher that takes `PORT --initial-time RFC3339`; undefined where Java or Maven is missing
 * (it says so in the log).
 * @throws where they are there but fail, with their own words and the way out.
 */
export async function prepareTimeSkippingServer(options: PrepareOptions): Promise<string | undefined> {
  const { cacheDir = resolve('.cache'), log } = options;
  const directory = directoryOf(cacheDir);
  const launcher = join(directory, LAUNCHER);
  if (existsSync(launcher)) return launcher;
  const missing = missingTools();
  if (missing.length > 0) {
    log(`演练引擎不能备齐：本机没有 ${missing.join('、')}。${TIME_SKIPPING_WAY_OUT}`);
    return undefined;
  }
  const half = `${directory}.${process.pid}`;
  rmSync(half, { recursive: true, force: true });
  mkdirSync(half, { recursive: true });
  try {
    await build(half, log);
    writeFileSync(join(half, LAUNCHER), launcherText(directory), { mode: 0o755 });
    renameSync(half, directory);
  } catch (error) {
    rmSync(half, { recursive: true, force: true });
    if (existsSync(launcher)) return launcher; // another run was quicker
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n${TIME_SKIPPING_WAY_OUT}`);
  }
  return launcher;
}

/** Changes with the versions and with our main, so that a cache is never stale. */
const sourcesKey = (): string =>
  createHash('sha256').update(readFileSync(POM)).update(readFileSync(MAIN_SOURCE)).digest('hex').slice(0, 12);

function missingTools(): string[] {
  return (
    [
      ['java', '-version'],
      ['javac', '-version'],
      ['mvn', '--version'],
    ] as const
  )
    .filter(([program, flag]) => versionOf(program, flag) === undefined)
    .map(([program]) => program);
}

async function build(directory: string, log: (line: string) => void): Promise<void> {
  copyFileSync(POM, join(directory, 'pom.xml'));
  await run(
    'mvn',
    ['-q', '-B', `${DEPENDENCY_PLUGIN}:copy-dependencies`, `-DoutputDirectory=${join(directory, 'lib')}`],
    { cwd: directory, what: '用 Maven 下载演练引擎，只需一次', expected: '10 至 60 秒', log },
  );
  await run('javac', ['-d', join(directory, 'classes'), '-cp', join(directory, 'lib', '*'), MAIN_SOURCE], {
    what: '编译演练引擎的启动程序',
    expected: '2 秒',
    log,
  });
}

/** One thread collects garbage, and the quick compiler is enough: two cores are shared with everything else. */
const launcherText = (directory: string): string => `#!/bin/sh
exec java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 ${HEAP} -cp "${directory}/classes:${directory}/lib/*" ${MAIN_CLASS} "$@"
`;
