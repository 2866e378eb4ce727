import { markupTokens } from './markup.ts';
import type { MergedRange } from './spread-merges.ts';
import { spreadMerges } from './spread-merges.ts';

const BLOCKS = new Set(['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'li']);

interface Table {
  readonly rows: string[][];
  readonly merges: MergedRange[];
  /** Positions taken by cells that are merged down from above, as `row/column`. */
  readonly taken: Set<string>;
}

const openCell = (table: Table, attributes: Readonly<Record<string, string>>): void => {
  const top = table.rows.length - 1;
  const row = table.rows[top] ?? [];
  while (table.taken.has(`${top}/${row.length}`)) row.push('');
  const column = row.length;
  const down = Number(attributes['rowspan'] ?? 1);
  const across = Number(attributes['colspan'] ?? 1);
  for (let below = 1; below < down; below += 1) {
    for (let right = 0; right < across; right += 1) table.taken.add(`${top + below}/${column + right}`);
  }
  if (down > 1) table.merges.push({ top, bottom: top + down - 1, column });
  // The text stands in the first of the columns it is merged across; the others stay empty.
  for (let right = 0; right < across; right += 1) row.push('');
  table.rows[top] = row;
};

/** Lines of the HTML that a Word document gives: one entry per paragraph, one per table row with its cells. */
export const htmlLines = (html: string): string[][] => {
  const lines: string[][] = [];
  let table: Table | null = null;
  let depth = 0;
  let column = 0;
  let text = '';
  for (const token of markupTokens(html)) {
    if (token.kind === 'text') text += token.text;
    else if (token.kind === 'open') {
      if (token.name === 'table') {
        depth += 1;
        table ??= { rows: [], merges: [], taken: new Set() };
      }
      if (table !== null && depth === 1 && token.name === 'tr') table.rows.push([]);
      if (table !== null && depth === 1 && (token.name === 'td' || token.name === 'th')) {
        openCell(table, token.attributes);
        column = (table.rows.at(-1)?.length ?? 1) - Number(token.attributes['colspan'] ?? 1);
        text = '';
      }
      if (table === null && BLOCKS.has(token.name)) text = '';
      if (token.name === 'br') text += '\n';
    } else if (table === null) {
      if (BLOCKS.has(token.name) && text.trim() !== '') lines.push(text.split('\t'));
    } else if (BLOCKS.has(token.name)) text += '\n';
    else if (depth === 1 && (token.name === 'td' || token.name === 'th')) {
      const row = table.rows.at(-1);
      if (row !== undefined) row[column] = text.trim();
    } else if (token.name === 'table') {
      depth -= 1;
      if (depth > 0) continue;
      lines.push(...spreadMerges(table.rows, table.merges));
      table = null;
      text = '';
    }
  }
  return lines;
};
