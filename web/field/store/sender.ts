import { tellChanged } from './changes.ts';
import { database } from './database.ts';
import { isFinal, request, Unsuccessful } from './request.ts';
import { isStillOwner, noteFailure, setConnection, sync } from './sync.ts';
import type { QueueItem } from './types.ts';

type CommandAnswer =
  | { readonly status: 'done' }
  | { readonly status: 'pending' }
  | { readonly status: 'refused'; readonly refusal: { readonly code: string; readonly detail: string } };

const POLL_MS = 2_000;
const POLLS = 10;
const pause = (ms: number): Promise<void> => new Promise((settle) => setTimeout(settle, ms));

/** Writes how an item stands, unless it was taken back meanwhile. @returns whether it is still there */
const put = async (item: QueueItem): Promise<boolean> => {
  const writing = database().transaction('queue', 'readwrite');
  const there = (await writing.store.get(item.id)) !== undefined;
  if (there) await writing.store.put(item);
  await writing.done;
  if (there) tellChanged('queue');
  return there;
};

const sendFile = async ({ id, taskId }: QueueItem): Promise<void> => {
  const file = await database().get('files', id);
  if (file === undefined) return;
  const form = new FormData();
  const fields = { id, sha256: file.sha256, purpose: file.purpose, takenAt: file.takenAt };
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  if (file.place !== null) {
    form.set('latitude', String(file.place.latitude));
    form.set('longitude', String(file.place.longitude));
    if (file.place.accuracy !== null) form.set('accuracy', String(file.place.accuracy));
  }
  form.set('file', new Blob([file.bytes], { type: file.mediaType }), file.name);
  await request('POST', `/api/tasks/${encodeURIComponent(taskId)}/attachments`, form);
};

const sendCommand = async ({ id, taskId, kind, body }: QueueItem): Promise<void> => {
  const path = `/api/tasks/${encodeURIComponent(taskId)}/commands/${kind}`;
  let answer = await request<CommandAnswer>('POST', path, { ...body, id });
  for (let polls = 0; answer.status === 'pending' && polls < POLLS; polls += 1) {
    await pause(POLL_MS);
    answer = await request<CommandAnswer>('GET', `/api/commands/${encodeURIComponent(id)}`);
  }
  if (answer.status === 'refused') throw new Unsuccessful({ status: 409, ...answer.refusal });
  if (answer.status === 'pending')
    throw new Unsuccessful({ status: 202, code: 'Pending', detail: '系统正在办理，稍后自动查询结果。' });
};

const carryOut = async (item: QueueItem): Promise<void> => {
  if (item.kind === 'file') return sendFile(item);
  if (item.kind !== 'visitRecord') return sendCommand(item);
  const path = `/api/tasks/${encodeURIComponent(item.taskId)}/visit-records`;
  await request('POST', path, { id: item.id, content: item.body });
};

/** @returns whether it is worth going on: not without a connection or a sign-in */
const sendOne = async (
  item: QueueItem,
): Promise<{ readonly state: QueueItem['state']; readonly on: boolean }> => {
  const tries = item.tries + 1;
  if (!(await put({ ...item, state: 'sending', tries }))) return { state: 'dropped', on: true };
  try {
    await carryOut(item);
    await put({ ...item, state: 'done', tries, problem: null });
    setConnection('online');
    return { state: 'done', on: true };
  } catch (error) {
    if (!(error instanceof Unsuccessful)) {
      await put({ ...item, state: 'waiting', tries });
      throw error;
    }
    const problem = { code: error.code, detail: error.message };
    const state = isFinal(error) ? 'refused' : 'waiting';
    await put({ ...item, state, tries, problem });
    noteFailure(error);
    return { state, on: error.code !== 'Offline' && error.code !== 'Unauthenticated' };
  }
};

const isOpen = ({ state }: QueueItem): boolean => state === 'waiting' || state === 'sending';

/** A visit's things in their order; what was refused holds back what builds on it, but no file holds back another. */
const sendVisit = async (items: readonly QueueItem[]): Promise<boolean> => {
  let held = false;
  for (const item of items) {
    if (item.state === 'refused') held = true;
    if (!isOpen(item) || (held && item.kind !== 'file')) continue;
    const { state, on } = await sendOne(item);
    if (!on) return false;
    if (state !== 'done') held = true;
  }
  return true;
};

const sendAll = async (): Promise<void> => {
  const all = await database().getAll('queue');
  const open = all.filter(isOpen);
  if (open.length === 0) return;
  // Asked without success, the first thing to send comes to the same trouble and says so.
  const isMine = await isStillOwner().catch((error: unknown) => error instanceof Unsuccessful);
  if (!isMine) {
    await sync();
    return;
  }
  for (const taskId of new Set(open.map((item) => item.taskId))) {
    const items = all
      .filter((item) => item.taskId === taskId)
      .sort((one, other) => one.order - other.order || one.createdAt.localeCompare(other.createdAt));
    if (!(await sendVisit(items))) return;
  }
  await sync();
};

let asked = false;

/** Sends what waits, in one tab at a time. Asked while it runs, it looks once more when it is done. */
export const sendWaiting = async (): Promise<void> => {
  asked = true;
  await navigator.locks.request('field-sender', { ifAvailable: true }, async (lock) => {
    if (lock === null) return;
    while (asked) {
      asked = false;
      await sendAll();
    }
  });
};

/**
 * Tries again: a refused command under a new id, for the old one stays refused for ever; everything else under its own.
 */
export const tryAgain = async (item: QueueItem): Promise<void> => {
  const fresh = item.kind === 'file' ? item.id : `field-${crypto.randomUUID()}`;
  const writing = database().transaction('queue', 'readwrite');
  await writing.store.delete(item.id);
  await writing.store.put({ ...item, id: fresh, state: 'waiting', problem: null });
  await writing.done;
  tellChanged('queue');
  await sendWaiting();
};

/** The server's state wins: what it has from somebody else is not sent from here. */
export const drop = async (item: QueueItem): Promise<void> => {
  await put({ ...item, state: 'dropped' });
  await sendWaiting();
};

const EVERY_MS = 30_000;

/** Sends at once, when the connection is back, when the page is looked at again, and now and then. */
export const keepSending = (): void => {
  const go = () => {
    sendWaiting().catch((error: unknown) => reportError(error));
  };
  window.addEventListener('online', () => {
    setConnection('online');
    sync().then(go, (error: unknown) => reportError(error));
  });
  window.addEventListener('offline', () => setConnection('offline'));
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') go();
  });
  setInterval(go, EVERY_MS);
  go();
};
