import {
  type Database,
  keepLeft,
  keepOwner,
  type LeftBehind,
  leftBehind,
  ownerHere,
  ownersHere,
  within,
} from './database.ts';

const STORES = ['common', 'chosen', 'visits', 'drafts', 'files', 'queue'] as const;

/**
 * Takes out of a person's database what the server has: whole visits that were handed in and arrived, and what the server
 * said of all others. What was begun, refused or not sent yet stays, with its photos and signatures.
 * @returns of whom it is, as far as that is known, and the number of visits that stay
 */
const clearDelivered = async (db: Database): Promise<{ name: string | null; visits: number }> => {
  const writing = db.transaction(STORES, 'readwrite', { durability: 'strict' });
  const store = <N extends (typeof STORES)[number]>(name: N) => writing.objectStore(name);
  const [drafts, files, queue] = [store('drafts'), store('files'), store('queue')];
  const name = (await store('common').get('common'))?.officer.name ?? null;
  const open = new Set([
    ...(await drafts.getAll()).flatMap(({ taskId, submittedAt }) => (submittedAt === null ? [taskId] : [])),
    ...(await queue.getAll()).flatMap(({ taskId, state }) =>
      state === 'done' || state === 'dropped' ? [] : [taskId],
    ),
  ]);
  for (const { taskId } of await drafts.getAll()) if (!open.has(taskId)) await drafts.delete(taskId);
  for (const { id, taskId } of await queue.getAll()) if (!open.has(taskId)) await queue.delete(id);
  for (const id of await files.getAllKeys()) {
    const file = await files.get(id);
    if (file !== undefined && !open.has(file.taskId)) await files.delete(id);
  }
  for (const each of ['common', 'chosen', 'visits'] as const) await store(each).clear();
  await writing.done;
  return { name, visits: open.size };
};

const leave = async (owner: string, before: readonly LeftBehind[]): Promise<LeftBehind | null> => {
  let left: LeftBehind | null = null;
  await within(owner, async (db) => {
    const { name, visits } = await clearDelivered(db);
    if (visits === 0) return 'remove';
    const known = name ?? before.find((one) => one.owner === owner)?.name ?? '其他人员';
    left = { owner, name: known, visits };
    return 'keep';
  });
  return left;
};

/** A shared phone (共用手机): of everybody but the one who is signed in only what he still has to hand in stays. */
export const tidyOthers = async (present: string | null): Promise<void> => {
  const before = await leftBehind();
  const left: LeftBehind[] = [];
  for (const owner of await ownersHere()) {
    if (owner === present) continue;
    const one = await leave(owner, before);
    if (one !== null) left.push(one);
  }
  await keepLeft(left);
};

/** On signing out: the phone shows nobody's visits any more; what is not handed in waits for who wrote it. */
export const leavePhone = async (): Promise<void> => {
  if (ownerHere() === null) return;
  await keepOwner(null);
  await tidyOthers(null);
};
