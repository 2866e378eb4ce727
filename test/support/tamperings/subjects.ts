/** The bundles that are tampered with, and what a tampering is. */
import { makeBundle } from '../bundle.ts';
import { type Bent, edited, type Files } from '../tamper.ts';

/** @param reason the case of the check's words; null where it has none */
export type Tampering = readonly [
  what: string,
  tampered: () => Files,
  code: string,
  reason: string | null,
  says: RegExp,
];

const UNITS = 60;

export const files: Files = makeBundle({ units: UNITS }).files;
/** Drawn by dice, under a one-time code. */
export const secret: Files = makeBundle({ units: UNITS, oneTimeCode: true, randomness: 'dice' }).files;
export const rehearsal: Files = makeBundle({ units: UNITS, randomness: 'rehearsal' }).files;

export const A = 'announcement.json';
export const R = 'record.json';

/** The same text with one digit changed. */
export const next = (text: string, at: number = text.length - 1): string =>
  text.slice(0, at) + (text[at] === '1' ? '2' : '1') + text.slice(at + 1);

export const inRecord = (change: (record: Bent) => void): Files => edited(files, R, change);
