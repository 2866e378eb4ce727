/** Holds a value against a shape of `data/draw/shapes.json`: no member missing, none unknown, each of its kind. */

/** A word, one of several shapes, or an object: `{"[]": shape}` for a list, else its members. */
export type Shape = string | readonly Shape[] | { readonly [member: string]: Shape };

/** Shapes by file name, and those that others refer to by `@name`. */
export type Shapes = Readonly<Record<string, Shape>>;

const hexOf = (digits: number): RegExp => new RegExp(`^[0-9a-f]{${digits}}$`);
const isText = (pattern: RegExp) => (value: unknown) => typeof value === 'string' && pattern.test(value);
const isWhole = (least: number) => (value: unknown) =>
  Number.isSafeInteger(value) && (value as number) >= least;

const WORDS: Readonly<Record<string, (value: unknown) => boolean>> = {
  any: () => true,
  null: (value) => value === null,
  bool: (value) => typeof value === 'boolean',
  text: (value) => typeof value === 'string' && value !== '',
  count: isWhole(0),
  number: isWhole(1),
  hash: isText(hexOf(64)),
  key: isText(hexOf(32)),
  ed25519: isText(hexOf(128)),
  hex: isText(/^([0-9a-f]{2})+$/),
  instant: isText(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/),
  day: isText(/^\d{4}-\d\d-\d\d$/),
};

const LIST = '[]';

type Fault = string | null;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const below = (path: string, member: string): string => (path === '' ? member : `${path}.${member}`);

const faultInMembers = (
  shapes: Shapes,
  members: { readonly [member: string]: Shape },
  value: Readonly<Record<string, unknown>>,
  path: string,
): Fault => {
  const known = new Set<string>();
  for (const [written, shape] of Object.entries(members)) {
    const optional = written.endsWith('?');
    const name = optional ? written.slice(0, -1) : written;
    known.add(name);
    if (!Object.hasOwn(value, name)) {
      if (optional) continue;
      return below(path, name);
    }
    const fault = faultOf(shapes, shape, value[name], below(path, name));
    if (fault !== null) return fault;
  }
  const unknown = Object.keys(value).find((name) => !known.has(name));
  return unknown === undefined ? null : below(path, unknown);
};

const faultInList = (shapes: Shapes, shape: Shape, value: readonly unknown[], path: string): Fault => {
  for (const [index, element] of value.entries()) {
    const fault = faultOf(shapes, shape, element, `${path}[${index}]`);
    if (fault !== null) return fault;
  }
  return null;
};

const isWord = (word: string, value: unknown): boolean =>
  word.startsWith('=') ? value === word.slice(1) : (WORDS[word]?.(value) ?? false);

const faultOf = (shapes: Shapes, shape: Shape, value: unknown, path: string): Fault => {
  if (typeof shape === 'string') {
    const named = shape.startsWith('@') ? shapes[shape] : undefined;
    if (named !== undefined) return faultOf(shapes, named, value, path);
    return isWord(shape, value) ? null : path;
  }
  if (Array.isArray(shape)) {
    return shape.some((each: Shape) => faultOf(shapes, each, value, path) === null) ? null : path;
  }
  const members = shape as { readonly [member: string]: Shape };
  const element = members[LIST];
  if (element !== undefined) return Array.isArray(value) ? faultInList(shapes, element, value, path) : path;
  return isObject(value) ? faultInMembers(shapes, members, value, path) : path;
};

/**
 * @param shape usually `shapes[file]`
 * @returns path of the first thing that is missing, unknown or of another kind, e.g. `strata[0].quota`, `$` for the whole
 * value; null where all is well
 */
export const faultOfShape = (shapes: Shapes, shape: Shape, value: unknown): string | null => {
  const path = faultOf(shapes, shape, value, '');
  return path === '' ? '$' : path;
};
