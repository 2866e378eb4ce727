import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
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
  });

interface PhoneSchema extends DBSchema {
  phone: { key: 'owner'; value: string };
}

/**
 * What the phone knows before it knows whose data to open. Not in localStorage: a browser that is killed may lose for
 * minutes what was put there, and with it the way to a whole visit.
 */
const phone = (): Promise<IDBPDatabase<PhoneSchema>> =>
  openDB<PhoneSchema>('field', VERSION, { upgrade: (db) => void db.createObjectStore('phone') });

/** Whose data the phone shows while nobody can be asked: the one who was signed in last. */
export const lastOwner = async (): Promise<string | null> => {
  const known = await phone();
  try {
    return (await known.get('phone', 'owner')) ?? null;
  } finally {
    known.close();
  }
};

const keepOwner = async (owner: string): Promise<void> => {
  const known = await phone();
  const kept = known.transaction('phone', 'readwrite', { durability: 'strict' });
  await Promise.all([kept.store.put(owner, 'owner'), kept.done]);
  known.close();
};

let opened: Database | null = null;

/** Each person has a database of his own on a phone that is handed on. */
export const openFor = async (owner: string): Promise<void> => {
  await keepOwner(owner);
  opened = await openOf(owner);
};

/** The open database: a tap is written in the very turn in which it is made. */
export const database = (): Database => {
  if (opened === null) throw new Error('the database is opened before anything is drawn');
  return opened;
};
