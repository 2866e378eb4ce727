/** The catalogue of checks and shapes (data/draw) as it stands in both second verifiers. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const read = (name: string): unknown =>
  JSON.parse(readFileSync(fileURLToPath(new URL(`../../data/draw/${name}`, import.meta.url)), 'utf8'));

export interface Catalogue {
  readonly checks: readonly { readonly code: string }[];
  readonly shapes: Readonly<Record<string, unknown>>;
}

export const readCatalogue = (): Catalogue => ({
  checks: read('checks.json') as Catalogue['checks'],
  shapes: read('shapes.json') as Catalogue['shapes'],
});

/** A list or an object with one line per member: short, and a change shows where it is. */
export const oneLineEach = (value: readonly unknown[] | Readonly<Record<string, unknown>>): string =>
  Array.isArray(value)
    ? `[\n${value.map((each) => JSON.stringify(each)).join(',\n')}\n]`
    : `{\n${Object.entries(value)
        .map(([name, each]) => `${JSON.stringify(name)}: ${JSON.stringify(each)}`)
        .join(',\n')}\n}`;
