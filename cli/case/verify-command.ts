import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { unzipSync } from 'fflate';
import { verifyAudit } from '../../db/audit/verify-audit.ts';
import { CASE_SUMS_FILE, findCaseSeal } from '../../db/case-file/seal-case-file.ts';
import { openDatabase } from '../../db/connect.ts';
import { wallTime } from '../../domain/calendar/wall-time.ts';
import { EXIT } from '../exit-codes.ts';
import type { CommandIo } from '../io.ts';
import { withOperatedDatabase } from '../operate/operated-database.ts';

export const CASE_USAGE = `用法：case verify 案卷.zip
  核对导出的案卷：逐个文件重算摘要，再到审计链中查找本卷的导出记录，并核对该局审计链
  数据库由 DATABASE_URL 指定；未指定时为 npm start 的正式库
`;

const sha256 = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');
const LINE = /^([0-9a-f]{64}) {2}(.+)$/;

interface OpenedCase {
  readonly taskId: string;
  readonly taskNumber: string;
  readonly sumsSha256: string;
  readonly files: number;
  /** In Chinese; none where every file is as it was listed. */
  readonly problems: readonly string[];
}

/** What a case file says of itself, and where its files are not those of its list. */
export const openCase = (zip: Uint8Array): OpenedCase => {
  const files = unzipSync(zip);
  const sums = files[CASE_SUMS_FILE];
  if (sums === undefined)
    return { taskId: '', taskNumber: '', sumsSha256: '', files: 0, problems: [`卷内没有 ${CASE_SUMS_FILE}`] };
  const problems: string[] = [];
  const listed = new Map<string, string>();
  for (const line of Buffer.from(sums).toString('utf8').trimEnd().split('\n')) {
    const [, hash, name] = LINE.exec(line) ?? [];
    if (hash === undefined || name === undefined) problems.push(`${CASE_SUMS_FILE} 中有不能识别的一行`);
    else listed.set(name, hash);
  }
  for (const [name, hash] of listed) {
    const content = files[name];
    if (content === undefined) problems.push(`缺少文件 ${name}`);
    else if (sha256(content) !== hash) problems.push(`文件 ${name} 的内容与导出时不同`);
  }
  for (const name of Object.keys(files))
    if (name !== CASE_SUMS_FILE && !listed.has(name)) problems.push(`多出文件 ${name}`);
  const { task } = JSON.parse(Buffer.from(files['case.json'] ?? Buffer.from('{}')).toString('utf8')) as {
    task?: { id?: string; number?: string };
  };
  return {
    ...{ taskId: task?.id ?? '', taskNumber: task?.number ?? task?.id ?? '' },
    sumsSha256: sha256(sums),
    files: listed.size,
    problems,
  };
};

const checkSeal = async (url: string, opened: OpenedCase, io: CommandIo): Promise<number> => {
  const db = openDatabase(url, { max: 2, applicationName: 'inspection-case' });
  try {
    const seal = await findCaseSeal(db, opened.taskId, opened.sumsSha256);
    if (seal === undefined) {
      io.stdout.write('审计链中没有导出过这一案卷的记录：不是本系统导出的，或导出后改动过清单。\n');
      return EXIT.failed;
    }
    const chain = await verifyAudit(db, seal.authorityId);
    io.stdout.write(
      `检查任务 ${opened.taskNumber} 的案卷，${opened.files} 个文件，均与导出时相同。\n` +
        `${wallTime(seal.exportedAt)} 由 ${seal.exportedBy} 导出，` +
        `${seal.seq === null ? '导出记录待封签' : `审计链第 ${seal.seq} 环 ${seal.hash ?? ''}`}。\n` +
        `${chain.ok ? '该局审计链完整。' : '该局审计链不完整，请运行 audit verify。'}\n`,
    );
    return chain.ok ? EXIT.ok : EXIT.failed;
  } finally {
    await db.destroy();
  }
};

/** `case verify`: 0 where the file is what was exported, 1 where it is not. */
export const runCaseCommand = async (args: string[], io: CommandIo): Promise<number> => {
  const [action, path, ...more] = args;
  if (action !== 'verify' || path === undefined || more.length > 0) {
    io.stderr.write(CASE_USAGE);
    return EXIT.usage;
  }
  const opened = openCase(await readFile(path));
  if (opened.problems.length > 0) {
    io.stdout.write(`案卷不完整：\n${opened.problems.map((problem) => `  ${problem}\n`).join('')}`);
    return EXIT.failed;
  }
  return withOperatedDatabase((url) => checkSeal(url, opened, io));
};
