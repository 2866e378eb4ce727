import type { StoredFile } from '../store/types.ts';

type Named = Pick<StoredFile, 'name'>;

const NUMBER = /^照片 (\d+)(?:\.|$)/;
const numberOf = ({ name }: Named): number => Number(NUMBER.exec(name)?.[1] ?? 0);

/**
 * The name under which a new photo is kept and handed in: the next number of its visit, whatever the camera called it.
 * A number that was used stays used while a later photo is there.
 */
export const nextPhotoName = (photos: readonly Named[], cameraName: string): string => {
  const extension = /\.\w{1,5}$/.exec(cameraName)?.[0].toLowerCase() ?? '';
  return `照片 ${Math.max(photos.length, ...photos.map(numberOf)) + 1}${extension}`;
};

/** What a person calls it: 照片 2. One that was kept under the camera's name goes by its place in the list. */
export const photoTitle = (photo: Named, index: number): string => `照片 ${numberOf(photo) || index + 1}`;
