import { createHash } from 'node:crypto';
import { zipSync } from 'fflate';
import type { Kysely } from 'kysely';
import type { Doing } from '../../db/actor.ts';
import { attachmentContent, attachmentsOf } from '../../db/attachments/read-attachments.ts';
import { CASE_SUMS_FILE, sealCaseFile } from '../../db/case-file/seal-case-file.ts';
import type { Database } from '../../db/connect.ts';
import { installationMode } from '../../db/installation.ts';
import { readCaseFile } from '../../db/messages/case-file.ts';
import { visitRecordsOf } from '../../db/visit/visit-records.ts';
import { printCase } from '../../documents/print-case.ts';
import { subjectsOfTask } from '../reads/subject.ts';
import { casePaper } from '../reads/task/case-paper.ts';
import { readWholeTask } from '../reads/task/whole-task.ts';
import { visitRecord } from '../resources/task/field-schema.ts';

type Db = Kysely<Database>;
type Files = Map<string, Uint8Array>;

const sha256 = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');
const json = (value: unknown): Uint8Array => Buffer.from(`${JSON.stringify(value, null, 2)}\n`);

/** A file's own name, without what a file system or a shell would stumble over. */
const plain = (name: string): string => name.replace(/[^\p{L}\p{N}._-]/gu, '_').slice(-80);

/** Of the visit, of its orders and of its publications: what the unit sent and what proves a channel belong to the case. */
const attachedFiles = async (
  db: Db,
  authorityId: string,
  subjects: ReturnType<typeof subjectsOfTask>,
): Promise<Files> => {
  const files: Files = new Map();
  for (const [family, subjectId] of subjects)
    for (const { id, name, scanState } of await attachmentsOf(db, authorityId, family, subjectId)) {
      // What the scanner refused leaves the building in no file.
      if (scanState === 'refused') continue;
      files.set(`attachments/${id}-${plain(name)}`, await attachmentContent(db, authorityId, id));
    }
  return files;
};

const sumsOf = (files: Files): string =>
  [...files].map(([name, content]) => `${sha256(content)}  ${name}\n`).join('');

/**
 * A case as one sealed file (案卷): everything as JSON, its notices with the events they hang on, the paper, the photos,
 * and the list of hashes, whose own hash goes into the audit chain. @throws Refusal NotFound
 */
export const exportCase = async (
  db: Db,
  authorityId: string,
  taskId: string,
  doing: Doing,
): Promise<Buffer> => {
  const whole = await readWholeTask(db, authorityId, taskId);
  const visitRecords = await visitRecordsOf(db, authorityId, taskId);
  const rehearsal = (await installationMode(db)) === 'rehearsal';
  const exportedAt = doing.at;
  const head = {
    format: 'inspection-case/1',
    rehearsal,
    authorityId,
    exportedAt,
    exportedBy: doing.actor.id,
  };
  const files: Files = new Map([
    ['case.json', json({ ...head, ...whole, visitRecords })],
    ['notices.json', json(await readCaseFile(db, authorityId, { kind: 'task', id: taskId }, exportedAt))],
    ...(await attachedFiles(db, authorityId, subjectsOfTask(taskId, whole))),
  ]);
  const listed = [...files].map(([name, content]) => ({ name, sha256: sha256(content) }));
  const more = {
    ...{ exportedAt, rehearsal, files: listed, officerId: doing.actor.id },
    visitRecords: visitRecords.map(({ content }) => visitRecord.parse(content)),
  };
  const { html, pdf } = await printCase(await casePaper(db, authorityId, whole, more));
  files.set('case.html', html).set('case.pdf', pdf);
  const sums = Buffer.from(sumsOf(files));
  const sealed = { authorityId, taskId, sumsSha256: sha256(sums), files: files.size };
  await db.transaction().execute((trx) => sealCaseFile(trx, sealed, doing));
  return Buffer.from(zipSync({ ...Object.fromEntries(files), [CASE_SUMS_FILE]: sums }, { level: 6 }));
};
