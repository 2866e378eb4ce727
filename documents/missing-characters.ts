import type { Block, PrintedDocument } from '../domain/documents/document.ts';
import { textsOf } from '../domain/documents/document.ts';
import { MISSING, type PrintedFont } from './fonts/printed-font.ts';

const codeOf = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

const BLANK = /[\n\s]/;

/**
 * Says what stands behind every 〓: a name with a character that no font of ours has stays identifiable by the
 * character's code. Without such characters the document is unchanged.
 */
export const noteOnMissing = (document: PrintedDocument, font: PrintedFont): PrintedDocument => {
  const missing = (text: string): string[] =>
    Array.from(text).filter((character) => !BLANK.test(character) && !font.has(character));
  if (missing(textsOf(document).regular).length === 0) return document;
  const lines = document.blocks.flatMap((block) =>
    block.kind === 'table' ? block.rows.flat().flatMap((cell) => cell.split('\n')) : [],
  );
  const said = [...new Set(lines)].flatMap((line) => {
    const characters = missing(line);
    if (characters.length === 0) return [];
    const shown = Array.from(line, (character) =>
      characters.includes(character) ? MISSING : character,
    ).join('');
    return [`“${shown}”中的${MISSING}为${characters.map(codeOf).join('，')}`];
  });
  const note: Block = { kind: 'note', text: `注：${MISSING}为字库未收录的字，${said.join('；')}。` };
  const end = document.blocks.findIndex(({ kind }) => kind === 'signing' || kind === 'closing');
  const place =
    end < 0 ? document.blocks.length : end - (document.blocks[end - 1]?.kind === 'heading' ? 1 : 0);
  return { ...document, blocks: document.blocks.toSpliced(place, 0, note) };
};
