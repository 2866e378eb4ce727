import { type DBSchema, deleteDB, type IDBPDatabase, openDB } from 'idb';
import type { Common, Draft, QueueItem, StoredFile, Visit } from './types.ts';

interface Schema extends DBSchema {
  common: { key: 'common'; value: Common & { readonly syncedAt: number; readonly offsetMs: number } };
  /** Visits chosen for a day, on this phone alone. */
  chosen: { key: string; value: { readonly taskId: string; readonly day: string } };
  visits: { key: string; value: Visit };
  drafts: { key: string; value: Draft };
  files: { key: string; value: StoredFile; indexes: { task: string } };
  queue: { key: string; value: QueueItem; indexes: { task: string } };
}

export type Database = IDBPDatabase<Schema>;
export type StoreName = 'common' | 'chosen' | 'visits' | 'drafts' | 'files' | 'queue';

const VERSION = 1;

const openOf = (owner: string): Promise<Database> =>
  openDB<Schema>(`field-${owner}`, VERSION, {
    upgrade: (db) => {
      db.createObjectStore('common');
      db.createObjectStore('chosen', { keyPath: 'taskId' });
      db.createObjectStore('visits', { keyPath: 'id' });
      db.createObjectStore('drafts', { keyPath: 'taskId' });
      db.createObjectStore('files', { keyPath: 'id' }).createIndex('task', 'taskId');
      db.createObjectStore('queue', { keyPath: 'id' }).createIndex('task', 'taskId');
    },
    // Another tab takes it off the phone: whoever it belonged to is not signed in any more.
    blocking: (_before, _after, { target }) => (target as IDBDatabase).close(),
  });

/** What somebody has on this phone that he has not handed in, or that is not sent yet. */
export interface LeftBehind {
  readonly owner: string;
  readonly name: string;
  readonly visits: number;
}

interface PhoneSchema extends DBSchema {
  phone: { key: 'owner' | 'left'; value: string | readonly LeftBehind[] };
}

/**
 * What the phone knows before it knows whose data to open. Not in localStorage: a browser that is killed may lose for
 * minutes what was put there, and with it the way to a whole visit.
 */
const phone = (): Promise<IDBPDatabase<PhoneSchema>> =>
  openDB<PhoneSchema>('field', VERSION, { upgrade: (db) => void db.createObjectStore('phone') });

const known = async <T>(read: (db: IDBPDatabase<PhoneSchema>) => Promise<T>): Promise<T> => {
  const db = await phone();
  try {
    return await read(db);
  } finally {
    db.close();
  }
};

/** Whose data the phone shows while nobody can be asked: the one who was signed in last and did not sign out. */
export const lastOwner = (): Promise<string | null> =>
  known(async (db) => {
    const owner = await db.get('phone', 'owner');
    return typeof owner === 'string' ? owner : null;
  });

/** What waits on this phone for whoever it belongs to. */
export const leftBehind = (): Promise<readonly LeftBehind[]> =>
  known(async (db) => {
    const left = await db.get('phone', 'left');
    return Array.isArray(left) ? left : [];
  });

/** @param owner null: nobody is signed in */
export const keepOwner = (owner: string | null): Promise<void> =>
  known(async (db) => {
    const kept = db.transaction('phone', 'readwrite', { durability: 'strict' });
    await (owner === null ? kept.store.delete('owner') : kept.store.put(owner, 'owner'));
    await kept.done;
  });

export const keepLeft = (left: readonly LeftBehind[]): Promise<void> =>
  known(async (db) => {
    const kept = db.transaction('phone', 'readwrite', { durability: 'strict' });
    await kept.store.put(left, 'left');
    await kept.done;
  });

const OF_PERSON = /^field-(.+)$/;

/** Everybody whose database is on this phone. */
export const ownersHere = async (): Promise<readonly string[]> =>
  (await indexedDB.databases()).flatMap(({ name = '' }) => OF_PERSON.exec(name)?.[1] ?? []);

/** Works in somebody's database and closes it; removes it where that leaves nothing in it. */
export const within = async (
  owner: string,
  work: (db: Database) => Promise<'keep' | 'remove'>,
): Promise<void> => {
  const db = await openOf(owner);
  let end: 'keep' | 'remove';
  try {
    end = await work(db);
  } finally {
    db.close();
  }
  // Another tab may still show it: then it stays, empty, until the next time.
  if (end === 'remove') void deleteDB(`field-${owner}`).catch(reportError);
};

let opened: Database | null = null;
let openedOwner: string | null = null;

/** Each person has a database of his own on a phone that is handed on. */
export const openFor = async (owner: string): Promise<void> => {
  await keepOwner(owner);
  opened = await openOf(owner);
  openedOwner = owner;
};

/** Whose data this tab shows. */
export const ownerHere = (): string | null => openedOwner;

/** The open database: a tap is written in the very turn in which it is made. */
export const database = (): Database => {
  if (opened === null) throw new Error('the database is opened before anything is drawn');
  return opened;
};
