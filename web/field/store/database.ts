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

const OWNER_KEY = 'field-owner';

/** Whose data the phone shows while nobody can be asked: the one who was signed in last. */
export const lastOwner = (): string | null => localStorage.getItem(OWNER_KEY);

let opened: Database | null = null;

/** Each person has a database of his own on a phone that is handed on. */
export const openFor = async (owner: string): Promise<void> => {
  localStorage.setItem(OWNER_KEY, owner);
  opened = await openOf(owner);
};

/** The open database: a tap is written in the very turn in which it is made. */
export const database = (): Database => {
  if (opened === null) throw new Error('the database is opened before anything is drawn');
  return opened;
};
