const MEBIBYTE = 1_048_576;

/** A photo of a phone has 3 to 12 MB; a scanned paper less. */
export const LARGEST_FILE_BYTES = 20 * MEBIBYTE;
/** All files of one subject: a visit with a hundred photos. */
export const LARGEST_SUBJECT_BYTES = 500 * MEBIBYTE;
export const MOST_FILES_OF_SUBJECT = 200;

/** `20 MB`, for people. */
export const megabytes = (bytes: number): string => `${Math.round(bytes / MEBIBYTE)} MB`;
