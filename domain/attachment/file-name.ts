import { MEDIA_TYPES, type MediaType } from './media-type.ts';

const LONGEST_STEM = 80;
/** Names that Windows keeps for devices. */
const DEVICES = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i;
/** Separators and wildcards of any system, control characters, and what turns the direction of writing around. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const UNFIT = /[\u0000-\u001f\u007f-\u009f<>:"|?*\\/\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;
/** A name that a spreadsheet would take for a formula, or a shell for a hidden file or an option. */
const LEADING = /^[\s.=+\-@~]+/;

/**
 * A file's name as it may be shown and saved anywhere: the last part of whatever path came, without what systems
 * stumble over, ending as its content demands (`invoice.pdf.exe` that is a JPEG becomes `invoice.pdf.jpg`).
 */
export const safeFileName = (given: string, mediaType: MediaType): string => {
  const last = given.toWellFormed().normalize('NFC').split(/[\\/]/).at(-1) ?? '';
  const clean = last.replace(UNFIT, '').replace(LEADING, '');
  const dot = clean.lastIndexOf('.');
  const stem = (dot > 0 ? clean.slice(0, dot) : clean).replace(/[\s.]+$/, '');
  const short = [...stem].slice(0, LONGEST_STEM).join('');
  const name = short === '' || DEVICES.test(short) ? `附件${short}` : short;
  return `${name}.${MEDIA_TYPES[mediaType].extension}`;
};
