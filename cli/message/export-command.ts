import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type CaseFile, type CaseOf, readCaseFile } from '../../db/messages/case-file.ts';
import { printNoticeProof } from '../../documents/print-notice-proof.ts';
import { eventName } from '../../domain/notice/event-names.ts';
import { tallySentence } from '../../domain/notice/tally.ts';
import { systemClock } from '../../runtime/clock.ts';
import { EXIT } from '../exit-codes.ts';
import type { CommandIo } from '../io.ts';
import { newDirectory } from '../new-directory.ts';
import { parseWords, UsageError } from '../usage-error.ts';
import { MESSAGE_OPTIONS, withMessages } from './with-messages.ts';

const DATA_FILE = 'notices.json';

const sha256 = (content: Buffer): string => createHash('sha256').update(content).digest('hex');

/** Name → content; the last lists the SHA-256 of the others, as `sha256sum -c` reads it. */
const filesOf = async (file: CaseFile): Promise<Map<string, Buffer>> => {
  const data = Buffer.from(`${JSON.stringify(file, null, 2)}\n`);
  const { html, pdf } = await printNoticeProof({
    authorityName: file.authority.name,
    about: file.about,
    exportedAt: file.exportedAt,
    rehearsal: file.rehearsal,
    messages: file.messages,
    events: file.events.map(({ event, seq, hash }) => ({
      id: event.id,
      name: eventName(event.action),
      at: event.recordedAt,
      seq,
      hash,
    })),
    dataFile: { name: DATA_FILE, sha256: sha256(data) },
  });
  const files = new Map([
    [DATA_FILE, data],
    ['notices.html', html],
    ['notices.pdf', pdf],
  ]);
  const sums = [...files].map(([name, content]) => `${sha256(content)}  ${name}\n`).join('');
  return files.set('SHA256SUMS', Buffer.from(sums));
};

const writeFiles = (directory: string, files: ReadonlyMap<string, Buffer>): Promise<void> =>
  newDirectory(directory, async (half) => {
    for (const [name, content] of files) await writeFile(join(half, name), content, { flag: 'wx' });
  });

const caseOf = ({
  task,
  order,
  unit,
}: {
  readonly task?: string | undefined;
  readonly order?: string | undefined;
  readonly unit?: string | undefined;
}): CaseOf => {
  const [only, ...more] = [
    ...(task === undefined ? [] : [{ kind: 'task', id: task } as const]),
    ...(order === undefined ? [] : [{ kind: 'order', id: order } as const]),
    ...(unit === undefined ? [] : [{ kind: 'unit', name: unit } as const]),
  ];
  if (only === undefined || more.length > 0)
    throw new UsageError('请用 --task、--order 或 --unit 中的一个写明导出哪一案的通知。');
  return only;
};

/** `message export`: the notices of a case with their proof, as a new directory. */
export const exportMessages = async (args: string[], io: CommandIo): Promise<number> => {
  const { values, positionals } = parseWords(args, {
    ...MESSAGE_OPTIONS,
    task: { type: 'string' },
    order: { type: 'string' },
    unit: { type: 'string' },
  });
  const [directory, ...more] = positionals;
  if (directory === undefined || more.length > 0) throw new UsageError('请指定要写出的目录。');
  const of = caseOf(values);
  return withMessages(values, io, async (db, authorityId) => {
    const at = new Date(systemClock.now()).toISOString();
    const file = await db
      .transaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute((trx) => readCaseFile(trx, authorityId, of, at));
    await writeFiles(directory, await filesOf(file));
    const tally = tallySentence(file.messages.map(({ message }) => message.conclusion));
    io.stdout.write(`${file.about}：${tally}\n已写出 ${directory}；核对文件：sha256sum -c SHA256SUMS\n`);
    return EXIT.ok;
  });
};
