/** Reads a file of test/vectors; its shape is the caller's claim. */
import { readFileSync } from 'node:fs';

export const vectors = <T>(name: string): T =>
  JSON.parse(readFileSync(new URL(`../vectors/${name}`, import.meta.url), 'utf8')) as T;
