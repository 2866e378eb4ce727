/** The histories in test/histories/<family>/<shape>.json: one event a line, nothing of the machine they came from. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { History } from '@temporalio/common/lib/proto-utils.js';
import proto from '@temporalio/proto';

const FOLDER = join(import.meta.dirname, '../../test/histories');

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Who ran it and where its code lay: replay does not look at it. */
const OF_THE_MACHINE = new Set(['identity', 'binaryChecksum', 'stackTrace']);

const withoutMachine = (value: Json): Json => {
  if (Array.isArray(value)) return value.map(withoutMachine);
  if (value === null || typeof value !== 'object') return value;
  const kept = Object.entries(value).filter(([key]) => !OF_THE_MACHINE.has(key));
  return Object.fromEntries(kept.map(([key, inner]) => [key, withoutMachine(inner)]));
};

/** `family/shape` of every file, sorted. */
export const savedShapes = (folder = FOLDER): string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) =>
      readdirSync(join(folder, name)).map((file) => `${name}/${file.replace(/\.json$/, '')}`),
    )
    .sort();

/** What is played for each shape of each family, as `family/shape` with its play. */
export const namedShapes = <T>(
  families: Readonly<Record<string, Readonly<Record<string, T>>>>,
): (readonly [name: string, shape: T])[] =>
  Object.entries(families).flatMap(([family, shapes]) =>
    Object.entries(shapes).map(([name, shape]) => [`${family}/${name}`, shape] as const),
  );

const { History: HistoryMessage } = proto.temporal.api.history.v1;

const textOf = (shape: string): string => readFileSync(join(FOLDER, `${shape}.json`), 'utf8');

/**
 * The SDK's own reader of JSON needs one copy of protobufjs in the tree, which npm does not promise; the message's
 * does not.
 */
export const readHistory = (shape: string): History =>
  HistoryMessage.fromObject(JSON.parse(textOf(shape)) as { readonly [key: string]: unknown });

/** What the payloads of a history say, decoded. */
export const payloadsOf = (shape: string): string[] =>
  [...textOf(shape).matchAll(/"data":"([A-Za-z0-9+/=]+)"/g)].map(([, data = '']) =>
    Buffer.from(data, 'base64').toString(),
  );

export const saveHistory = (shape: string, history: History): void => {
  const { events } = JSON.parse(JSON.stringify(history)) as { events: Json[] };
  const lines = events.map((event) => JSON.stringify(withoutMachine(event)));
  mkdirSync(join(FOLDER, shape, '..'), { recursive: true });
  writeFileSync(join(FOLDER, `${shape}.json`), `{"events":[\n${lines.join(',\n')}\n]}\n`);
};
