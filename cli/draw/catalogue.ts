import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Shapes } from '../../domain/bundle/shape.ts';
import type { Catalogue } from '../../domain/bundle/verify-bundle.ts';
import type { CheckWords } from '../../domain/bundle/words.ts';

const SHIPPED = resolve(import.meta.dirname, '../../data/draw');

const readJson = async (name: string): Promise<unknown> =>
  JSON.parse(await readFile(resolve(SHIPPED, name), 'utf8'));

/** The checks and shapes that ship with the program, the same for every verifier. */
export const readCatalogue = async (): Promise<Catalogue> => ({
  checks: (await readJson('checks.json')) as readonly CheckWords[],
  shapes: (await readJson('shapes.json')) as Shapes,
});
