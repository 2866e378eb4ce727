import { unzipSync } from 'fflate';

/** What an archive says its parts are together, without unpacking one; 0 where it is no archive. */
export const unzippedBytes = (bytes: Buffer): number => {
  let sum = 0;
  try {
    unzipSync(new Uint8Array(bytes), {
      filter: ({ originalSize }) => {
        sum += originalSize;
        return false;
      },
    });
  } catch {
    // Its reader says what is wrong with it.
  }
  return sum;
};
