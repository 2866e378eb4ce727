import { tellChanged } from './changes.ts';
import { nowInstant } from './clock.ts';
import { database } from './database.ts';
import { whereWeAre } from './place.ts';
import type { StoredFile } from './types.ts';

const LARGEST_BYTES = 20 * 1_048_576;
const PICTURES = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/heic', 'image/heif']);

const hex = (bytes: ArrayBuffer): string =>
  Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');

/** Lowercase hex. */
export const sha256Of = async (bytes: ArrayBuffer | string): Promise<string> =>
  hex(
    await crypto.subtle.digest(
      'SHA-256',
      typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes,
    ),
  );

export interface NewFile {
  readonly taskId: string;
  readonly purpose: StoredFile['purpose'];
  readonly name: string;
  readonly blob: Blob;
}

/** @returns why a file cannot be taken, before anybody waits for the server to say so; null: it can */
export const unfit = ({ size, type }: Blob): string | null => {
  if (size > LARGEST_BYTES) return '照片超过 20 MB，请降低相机分辨率后重拍。';
  return PICTURES.has(type) ? null : '只能使用照片（JPEG、PNG、WebP、HEIC）。';
};

/** Keeps a picture as it is, with its hash and time at once and its place as soon as the phone knows it. */
export const keepFile = async ({ taskId, purpose, name, blob }: NewFile): Promise<StoredFile> => {
  const takenAt = nowInstant();
  const bytes = await blob.arrayBuffer();
  const file: StoredFile = {
    ...{ id: crypto.randomUUID(), taskId, purpose, name, mediaType: blob.type, bytes, takenAt },
    ...{ sha256: await sha256Of(bytes), place: null, note: '' },
  };
  await database().put('files', file);
  tellChanged('files');
  if (purpose === 'photo') void addPlace(file.id);
  return file;
};

const change = async (id: string, more: Partial<StoredFile>): Promise<void> => {
  const writing = database().transaction('files', 'readwrite');
  const file = await writing.store.get(id);
  if (file !== undefined) await writing.store.put({ ...file, ...more });
  await writing.done;
  tellChanged('files');
};

const addPlace = async (id: string): Promise<void> => {
  const place = await whereWeAre();
  if (place !== null) await change(id, { place });
};

export const noteFile = (id: string, note: string): Promise<void> => change(id, { note });

export const filesOf = async (taskId: string): Promise<StoredFile[]> => {
  const files = await database().getAllFromIndex('files', 'task', taskId);
  return files.sort((one, other) => one.takenAt.localeCompare(other.takenAt));
};

export const removeFile = async (id: string): Promise<void> => {
  await database().delete('files', id);
  tellChanged('files');
};
