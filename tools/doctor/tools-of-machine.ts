/** The programs of this machine that switch something on. */
import { accessSync, constants, mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { goProgram } from '../process/go-program.ts';
import { versionOf } from '../process/run.ts';
import { builtTemporalServer } from '../temporal/server-build.ts';
import { timeSkippingServerIsBuilt } from '../temporal/time-skipping-server.ts';
import { type Finding, ready } from './finding.ts';

const NEEDED_NODE_MAJOR = 24;

export function nodeFinding(): Finding {
  const major = Number(process.versions.node.split('.')[0]);
  if (major >= NEEDED_NODE_MAJOR) return ready('node', 'Node.js', process.version);
  return {
    part: 'node',
    name: 'Node.js',
    state: 'fault',
    found: `${process.version}，低于所需的 ${NEEDED_NODE_MAJOR}`,
    wayOut: '请用 npm start、npm test 等命令启动（自带固定版本的 Node.js），或安装 Node.js 24',
  };
}

/** Rehearsals need the time-skipping server: built once from Maven's jars with a Java development kit. */
export function rehearsalEngineFinding(cacheDir: string): Finding {
  const name = '演练引擎（时间快进服务器）';
  if (timeSkippingServerIsBuilt(cacheDir)) {
    const java = versionOf('java', '-version');
    if (java !== undefined) return ready('rehearsal-engine', name, `已构建；${java}`);
  }
  const missing = (['java', 'javac', 'mvn'] as const).filter(
    (program) => versionOf(program, program === 'mvn' ? '--version' : '-version') === undefined,
  );
  if (missing.length === 0) {
    return ready('rehearsal-engine', name, '尚未构建；Java 和 Maven 齐备，首次演练时自动构建（约 1 分钟）');
  }
  return {
    part: 'rehearsal-engine',
    name,
    state: 'missing',
    found: `缺少 ${missing.join('、')}`,
    wayOut:
      '请安装 JDK 11 以上和 Maven（apt-get install default-jdk-headless maven），即可按任意年度演练全年抽查',
  };
}

export function goFinding(cacheDir: string): Finding {
  if (builtTemporalServer(cacheDir)) return ready('temporal-build', 'Temporal 服务器程序', '已构建');
  const go = goProgram();
  if (go !== undefined) {
    return ready(
      'temporal-build',
      'Temporal 服务器程序',
      `尚未构建；${versionOf(go, 'version')}，首次启动时自动构建（双核约 8 分钟）`,
    );
  }
  return {
    part: 'temporal-build',
    name: 'Temporal 服务器程序',
    state: 'missing',
    found: '缺少 go',
    wayOut: '请安装 Go 1.26.8 以上，本机即可自行构建正式的 Temporal 服务器；否则只能使用试用引擎',
  };
}

export function dataDirectoryFinding(dataDir: string): Finding {
  const directory = resolve(dataDir);
  try {
    mkdirSync(directory, { recursive: true });
    accessSync(directory, constants.W_OK);
    return ready('data-directory', '数据目录', directory);
  } catch (error) {
    return {
      part: 'data-directory',
      name: '数据目录',
      state: 'fault',
      found: `${directory} 不可写（${error instanceof Error ? error.message : String(error)}）`,
      wayOut: '请改正目录权限，或用 DATA_DIR 指定其他目录',
    };
  }
}
