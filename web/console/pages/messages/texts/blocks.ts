import type { OwnText } from '../../../../../domain/notice/own-text.ts';

/**
 * Blocks as a person types them: paragraphs between blank lines; lines of `name：value` that begin with `|` are a table
 * of facts; `{{param}}` alone is the list that a param holds.
 */
type Block = OwnText['blocks'][number];

const LIST = /^\{\{(\w+)\}\}$/;

const factOf = (line: string): [string, string] => {
  const text = line.replace(/^\|/, '').trim();
  const at = text.search(/[：:]/);
  return at < 0 ? [text, ''] : [text.slice(0, at).trim(), text.slice(at + 1).trim()];
};

const blockOf = (part: string): Block => {
  const list = LIST.exec(part)?.[1];
  if (list !== undefined) return { linesOf: list };
  const lines = part.split('\n');
  return lines.every((line) => line.startsWith('|')) ? { facts: lines.map(factOf) } : part;
};

export const blocksOf = (typed: string): Block[] =>
  typed
    .split(/\n\s*\n/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map(blockOf);

export const typedOf = (blocks: readonly Block[]): string =>
  blocks
    .map((block) => {
      if (typeof block === 'string') return block;
      if ('linesOf' in block) return `{{${block.linesOf}}}`;
      return block.facts.map(([name, value]) => `|${name}：${value}`).join('\n');
    })
    .join('\n\n');
