import { useSyncExternalStore } from 'react';
import type { FieldVisits } from '../../../api/resources/task/field-schema.ts';
import { tellChanged } from './changes.ts';
import { setOffset } from './clock.ts';
import { database, lastOwner, openFor, ownerHere } from './database.ts';
import { isDelivered, learnWhy } from './lost.ts';
import { request, Unsuccessful } from './request.ts';
import { tidyOthers } from './shared-phone.ts';

/** How the phone stands to the server: 已连接, 没有网络, 须登录. */
export type Connection = 'online' | 'offline' | 'signed-out';

let connection: Connection = navigator.onLine ? 'online' : 'offline';
const listeners = new Set<() => void>();

export const setConnection = (next: Connection): void => {
  if (next === connection) return;
  connection = next;
  for (const tell of listeners) tell();
};

export const useConnection = (): Connection =>
  useSyncExternalStore(
    (tell) => {
      listeners.add(tell);
      return () => listeners.delete(tell);
    },
    () => connection,
  );

const UNAUTHENTICATED = 401;

/** What a failure says of the connection. */
export const noteFailure = (error: unknown): void => {
  if (!(error instanceof Unsuccessful)) return;
  if (error.status === UNAUTHENTICATED) setConnection('signed-out');
  else if (error.code === 'Offline') setConnection('offline');
};

const ownerOf = ({ officer }: FieldVisits): string => `${officer.authorityId}/${officer.id}`;

/** Whether who is signed in now is the one whose data this tab shows: nothing goes out in another person's name. */
export const isStillOwner = async (): Promise<boolean> => {
  const { authorityId, officerId } = await request<{ authorityId: string; officerId: string }>(
    'GET',
    '/api/me',
  );
  return ownerHere() === `${authorityId}/${officerId}`;
};

const store = async ({ visits, ...common }: FieldVisits, offsetMs: number): Promise<void> => {
  const writing = database().transaction(['common', 'visits'], 'readwrite');
  await writing.objectStore('common').put({ ...common, syncedAt: Date.now(), offsetMs }, 'common');
  await writing.objectStore('visits').clear();
  for (const visit of visits) await writing.objectStore('visits').put(visit);
  await writing.done;
  setOffset(offsetMs);
  tellChanged('common', 'visits');
  await clearDelivered(visits);
};

/** What the server has and no longer lists: nobody needs it on the phone. A draft that was never sent, or taken back, stays. */
const clearDelivered = async (visits: FieldVisits['visits']): Promise<void> => {
  const writing = database().transaction(['drafts', 'files', 'queue'], 'readwrite');
  const [drafts, files, queue] = [
    writing.objectStore('drafts'),
    writing.objectStore('files'),
    writing.objectStore('queue'),
  ] as const;
  const items = await queue.getAll();
  const kept = await drafts.getAll();
  const over = [...new Set(items.map(({ taskId }) => taskId))].filter(
    (taskId) =>
      !visits.some(({ id }) => id === taskId) &&
      isDelivered(
        kept.find((draft) => draft.taskId === taskId),
        items.filter((item) => item.taskId === taskId),
      ),
  );
  for (const taskId of over) {
    for (const id of await files.index('task').getAllKeys(taskId)) await files.delete(id);
    for (const id of await queue.index('task').getAllKeys(taskId)) await queue.delete(id);
    await drafts.delete(taskId);
  }
  await writing.done;
  if (over.length > 0) tellChanged('drafts', 'files', 'queue');
};

/** Whether this page has looked after what people before left on the phone. */
let isTidy = false;

/**
 * Fetches the person's visits and keeps them.
 * @returns whether that worked; a phone without a connection goes on with what it has
 */
export const sync = async (): Promise<boolean> => {
  const startedAt = Date.now();
  try {
    const body = await request<FieldVisits>('GET', '/api/field/visits');
    const offsetMs = Date.parse(body.now) - (startedAt + Date.now()) / 2;
    const owner = ownerOf(body);
    const isOther = ownerHere() !== null && ownerHere() !== owner;
    if (ownerHere() !== owner || (await lastOwner()) !== owner) await openFor(owner);
    await store(body, offsetMs);
    await learnWhy(body.officer.id).catch((error: unknown) => reportError(error));
    if (isOther || !isTidy) {
      await tidyOthers(owner).catch((error: unknown) => reportError(error));
      isTidy = true;
    }
    // Somebody else signed in on this phone: nothing of the one before may stay on the screen.
    if (isOther) window.location.reload();
    setConnection('online');
    return true;
  } catch (error) {
    noteFailure(error);
    if (!(error instanceof Unsuccessful)) throw error;
    return false;
  }
};

/** Opens what the phone has of the last person, else asks the server. @returns whether there is anything to show */
export const begin = async (): Promise<boolean> => {
  const owner = await lastOwner();
  if (owner === null) return sync();
  await openFor(owner);
  const common = await database().get('common', 'common');
  if (common === undefined) return sync();
  setOffset(common.offsetMs);
  return true;
};
