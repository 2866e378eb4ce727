import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

const HASH_LENGTH = 12;

export interface StyleSheet {
  readonly text: string;
  /** Its address changes with its content, so that browsers may keep it for ever. */
  readonly path: string;
}

export const styleSheet = (name: string, file: URL): StyleSheet => {
  const text = readFileSync(file, 'utf8');
  const hash = createHash('sha256').update(text).digest('hex').slice(0, HASH_LENGTH);
  return { text, path: `/assets/${name}.${hash}.css` };
};

/** What all our pages share. */
export const STYLE = styleSheet('page', new URL('./page.css', import.meta.url));
