import { createHash } from 'node:crypto';
import pg from 'pg';

/**
 * Stands before the text of a statement that runs thousands of times an hour with the same text: PostgreSQL then plans
 * it once for each connection instead of each time. Only for texts that do not grow with what is asked (arrays as one
 * parameter, never lists of parameters), for each text is kept on the server as long as its connection lives.
 */
export const PREPARED = '/* prepared */';

const NAME_LENGTH = 16;
const names = new Map<string, string>();

const nameOf = (text: string): string => {
  const known = names.get(text);
  if (known !== undefined) return known;
  const name = createHash('sha256').update(text).digest('hex').slice(0, NAME_LENGTH);
  names.set(text, name);
  return name;
};

/** From this use on a connection keeps the plan of a text that is not marked. */
const OFTEN = 5;
/** Plans of one connection; a large one takes some hundred kilobytes on the server. */
const MOST_KEPT = 200;
/** Texts of one connection that are counted: lists of parameters make ever new ones. */
const MOST_COUNTED = 1_000;
/** Columns of a star change with their table, and a kept plan would then fail. */
const HAS_STAR = /(?:select|\.)\s*\*/i;

/** Of one connection: which unmarked texts come often enough for their plan to be kept. */
const habitOf = (): ((text: string) => boolean) => {
  const uses = new Map<string, number>();
  const kept = new Set<string>();
  return (text) => {
    if (kept.has(text)) return true;
    const used = (uses.get(text) ?? 0) + 1;
    if (used === OFTEN && kept.size < MOST_KEPT && !HAS_STAR.test(text)) {
      kept.add(text);
      return true;
    }
    if (uses.has(text) || uses.size < MOST_COUNTED) uses.set(text, used);
    return false;
  };
};

type Query = (text: unknown, values?: unknown, callback?: unknown) => unknown;

export interface PreparingConfig extends pg.ClientConfig {
  /** Whether plans of unmarked statements are kept too, once they come often. @default false */
  readonly keepsPlans?: boolean;
}

/** A client that gives marked statements a name, by which the driver prepares them once; and those that come often. */
export class PreparingClient extends pg.Client {
  constructor(config?: string | PreparingConfig) {
    super(config);
    const query = this.query.bind(this) as Query;
    const keepsPlans = typeof config === 'object' && config.keepsPlans === true;
    const isOften = keepsPlans ? habitOf() : () => false;
    const isKept = (text: string, values: unknown): boolean =>
      text.startsWith(PREPARED) || (Array.isArray(values) && values.length > 0 && isOften(text));
    const prepared: Query = (text, values, callback) =>
      typeof text === 'string' && isKept(text, values)
        ? query({ name: nameOf(text), text, values }, callback)
        : query(text, values, callback);
    this.query = prepared as typeof this.query;
  }
}
