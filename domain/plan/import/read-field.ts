import { drawTypeOf } from '../draw-type.ts';
import { ratioOf } from '../ratio-text.ts';
import { scopeRuleOf } from '../scope-rule.ts';
import type { Column } from './columns.ts';
import type { DoubtKind } from './doubt.ts';
import type { KnownValues } from './known-values.ts';
import { likeness } from './known-values.ts';
import { isWhole, quality } from './quality.ts';
import type { RawRow } from './raw-row.ts';
import { firstLine, textOf } from './raw-row.ts';
import { windowOf } from './window.ts';

/** A cell's text, or why there is none. */
export type Reading =
  | { readonly text: string; readonly fault: null }
  | {
      readonly text: string;
      readonly fault: Extract<DoubtKind, 'missing' | 'unreadable' | 'cut' | 'ambiguous'>;
    };

/** Whether a closed form (not free text) reads as what its column holds. */
const READABLE: Partial<Record<Column, (text: string) => boolean>> = {
  number: (text) => /^\d{4}\d{2,4}$/u.test(text),
  taskNumber: (text) => /^第?\d{1,4}号$/u.test(text),
  drawType: (text) => drawTypeOf(text) !== null,
  ratio: (text) => ratioOf(text) !== null,
  window: (text) => windowOf(text) !== null,
};

/** Ends of a cell that cannot be its end, however the table words things. */
const BREAKS_OFF = /[、，及和与的对及其]$|^[及和与、，的）)]/u;

/** Whether rows of this table, where they are whole, follow the usual wording of a free-text column. */
const isUsual = (known: KnownValues, column: Column): boolean => known.has(column);

const isTorn = (row: RawRow, column: Column, text: string, known: KnownValues): boolean => {
  if (BREAKS_OFF.test(text)) return true;
  // A plan's name without its serial reads as one; the serial is asked about by itself.
  if (column === 'planName' && /^20\d{2}年.+计划$/u.test(text)) return false;
  const like = likeness(known, column, text);
  if (like === 'same') return false;
  if (like !== 'none') return true;
  const stands = isWhole(quality(column, text, known));
  if (column === 'scope' && scopeRuleOf(text) === null) return true;
  const split = row.lines.length > 1 || !firstLine(row).cells.some((cell) => cell.trim() !== '');
  return !stands && (split || isUsual(known, column));
};

/** Pieces of two lines leave little choice; with more lines a piece can slip into the next column unseen. */
const SURE_LINES = 2;

/** Whether a text was pieced together from so many shifted lines that only its like elsewhere could prove it. */
const isPatchwork = (row: RawRow, column: Column, text: string, known: KnownValues): boolean =>
  row.hasShiftedLine && row.lines.length > SURE_LINES && likeness(known, column, text) !== 'same';

/** Reads one column of a gathered row: its text where that is certain, else what is wrong with it. */
export const readField = (row: RawRow, column: Column, known: KnownValues): Reading => {
  const text = textOf(row, column);
  if (text === '') return { text, fault: 'missing' };
  const readable = READABLE[column];
  if (readable !== undefined) {
    if (!readable(text)) return { text, fault: 'unreadable' };
    // 2021年1月 reads well, but where others say 2021年1月至4月 its end may have been lost.
    const isPiece = column === 'window' && likeness(known, column, text) === 'head';
    return { text, fault: isPiece ? 'cut' : null };
  }
  if (isTorn(row, column, text, known)) return { text, fault: 'cut' };
  const patchwork = isPatchwork(row, column, text, known);
  const unsettled = row.uncertain.has(column) && !isWhole(quality(column, text, known));
  return { text, fault: patchwork || unsettled ? 'ambiguous' : null };
};
