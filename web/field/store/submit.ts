import { canonical, lineKey, linesOf, signedOf } from '../rules/signed.ts';
import type { Whole } from '../rules/steps.ts';
import { tellChanged } from './changes.ts';
import { nowInstant, timeText } from './clock.ts';
import { database } from './database.ts';
import { filesOf, sha256Of } from './files.ts';
import type { Draft, QueueItem, SendKind, Signature, StoredFile } from './types.ts';

const ORDER: Readonly<Record<SendKind, number>> = {
  file: 0,
  recordVisit: 1,
  visitRecord: 2,
  enterResult: 3,
  correctResult: 3,
};

const newId = (): string => `field-${crypto.randomUUID()}`;

const item = (draft: Draft, kind: SendKind, title: string, body: object | null, id = newId()): QueueItem => ({
  ...{ id, taskId: draft.taskId, kind, title, order: ORDER[kind], body },
  ...{ state: 'waiting', tries: 0, problem: null, createdAt: nowInstant() },
});

/** 照片 1, 张某签名: as they are kept, without the ending that only programs need. */
const titleOf = ({ name }: StoredFile): string => name.replace(/\.\w{1,5}$/, '');

const fileItem = (draft: Draft, file: StoredFile): QueueItem =>
  item(draft, 'file', `${titleOf(file)}（${timeText(file.takenAt)}）`, null, file.id);

const signatureOf = ({ fileId, sha256, at }: Signature) => ({ attachmentId: fileId, sha256, at });

const recordBody = async ({ draft, visit, common }: Whole, files: readonly StoredFile[]) => {
  const signed = signedOf(draft, linesOf(visit, common.checklist));
  return {
    entry: draft.entry,
    certificates: Object.entries(draft.certificates).map(([officerId, said]) => ({ officerId, ...said })),
    companion: draft.companion,
    signed,
    signedSha256: await sha256Of(canonical(signed)),
    inspectorSignatures: Object.entries(draft.inspectorSignatures).map(([officerId, signature]) => ({
      officerId,
      ...signatureOf(signature),
    })),
    unitSignature: draft.unitSignature && {
      name: draft.unitSignature.name,
      ...signatureOf(draft.unitSignature),
    },
    refusal: draft.refusal,
    photos: files
      .filter(({ purpose }) => purpose === 'photo')
      .map(({ id, sha256, note }) => ({ attachmentId: id, sha256, note })),
  };
};

/** The body of enterResult and correctResult: nothing that was not filled in is in it. */
export const resultBody = ({ draft, visit, common }: Whole): object => {
  const lines = linesOf(visit, common.checklist);
  const { codes, answers, findings, remark } = signedOf(draft, lines);
  const known = new Set(lines.map(lineKey));
  return {
    codes,
    answers: answers
      .filter((answer) => known.has(lineKey(answer)))
      .map(({ note, ...answer }) => ({ ...answer, ...(note === null ? {} : { note }) })),
    findings: findings.map(({ dueOn, ...finding }) => ({
      ...finding,
      ...(dueOn === null ? {} : { dueOn }),
    })),
    ...(remark === '' ? {} : { remark }),
  };
};

/**
 * Hands a visit in: everything that is to be sent is written down in one transaction, each with an id chosen now and for
 * good; the draft is locked. Sending it is another matter (sender.ts).
 */
export const submit = async (whole: Whole): Promise<void> => {
  const { draft, visit } = whole;
  // What is drawn may be older than what is kept: a signature made a moment ago would stay behind.
  const files = await filesOf(draft.taskId);
  const record = await recordBody(whole, files);
  const before = await database().getAllFromIndex('queue', 'task', draft.taskId);
  const has = (id: string) => before.some((one) => one.id === id);
  const visited = before.some(({ kind, state }) => kind === 'recordVisit' && state === 'done');
  const used = new Set([
    ...Object.values(draft.inspectorSignatures).map(({ fileId }) => fileId),
    ...(draft.unitSignature === null ? [] : [draft.unitSignature.fileId]),
  ]);
  const items = [
    ...files
      .filter((file) => !has(file.id) && (file.purpose === 'photo' || used.has(file.id)))
      .map((file) => fileItem(draft, file)),
    ...(visit.state === 'dispatched' && !visited
      ? [
          item(draft, 'recordVisit', '登记检查时间和地点', {
            ...{ startedAt: draft.startedAt, endedAt: draft.endedAt, place: draft.place.trim() },
          }),
        ]
      : []),
    // Nobody signs for a visit that was left to a colleague: then there are only the photos.
    ...(draft.entry === null ? [] : [item(draft, 'visitRecord', '现场检查记录', record)]),
    visit.result === null
      ? item(draft, 'enterResult', '录入检查结果', resultBody(whole))
      : item(draft, 'correctResult', '更正检查结果', resultBody(whole)),
  ];
  const writing = database().transaction(['queue', 'drafts'], 'readwrite');
  for (const one of items) await writing.objectStore('queue').put(one);
  await writing.objectStore('drafts').put({ ...draft, submittedAt: nowInstant() });
  await writing.done;
  tellChanged('queue', 'drafts');
};

/** Takes back what has not been sent, so that the draft can be changed and handed in anew. */
export const takeBack = async (taskId: string): Promise<void> => {
  const writing = database().transaction(['queue', 'drafts'], 'readwrite');
  const items = await writing.objectStore('queue').index('task').getAll(taskId);
  // What is on its way right now may be there already: it stays, and shows what becomes of it.
  for (const { id, state } of items)
    if (state !== 'done' && state !== 'sending') await writing.objectStore('queue').delete(id);
  const draft = await writing.objectStore('drafts').get(taskId);
  if (draft !== undefined) await writing.objectStore('drafts').put({ ...draft, submittedAt: null });
  await writing.done;
  tellChanged('queue', 'drafts');
};
