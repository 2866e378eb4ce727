import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

const HASH_LENGTH = 12;

/** The one style sheet of our pages. */
export const STYLE = readFileSync(new URL('./page.css', import.meta.url), 'utf8');

/** Its address changes with its content, so that browsers may keep it for ever. */
export const STYLE_PATH = `/assets/page.${createHash('sha256').update(STYLE).digest('hex').slice(0, HASH_LENGTH)}.css`;
