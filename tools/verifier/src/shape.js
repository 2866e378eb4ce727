/** Holds a value against a shape of the catalogue (data/draw/README.md tells the notation). */

const isWholeFrom = (least) => (value) => Number.isSafeInteger(value) && value >= least;
const isTextLike = (pattern) => (value) => typeof value === 'string' && pattern.test(value);

const SHAPE_WORDS = {
  any: () => true,
  null: (value) => value === null,
  bool: (value) => typeof value === 'boolean',
  text: (value) => typeof value === 'string' && value !== '',
  count: isWholeFrom(0),
  number: isWholeFrom(1),
  hash: isTextLike(/^[0-9a-f]{64}$/),
  key: isTextLike(/^[0-9a-f]{32}$/),
  ed25519: isTextLike(/^[0-9a-f]{128}$/),
  hex: isTextLike(/^([0-9a-f]{2})+$/),
  instant: isTextLike(/^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z$/),
  day: isTextLike(/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/),
};

const hasOwn = (value, name) => Object.hasOwn(value, name);

/** @returns path of the first thing that does not fit, '' for the value itself; null where all fits */
export const shapeFault = (shapes, shape, value, path) => {
  if (typeof shape === 'string') {
    if (shape[0] === '@') return shapeFault(shapes, shapes[shape], value, path);
    const fits = shape[0] === '=' ? value === shape.slice(1) : SHAPE_WORDS[shape](value);
    return fits ? null : path;
  }
  if (Array.isArray(shape))
    return shape.some((each) => shapeFault(shapes, each, value, path) === null) ? null : path;
  if (hasOwn(shape, '[]')) return listFault(shapes, shape['[]'], value, path);
  return memberFault(shapes, shape, value, path);
};

const listFault = (shapes, shape, value, path) => {
  if (!Array.isArray(value)) return path;
  for (let i = 0; i < value.length; i += 1) {
    const fault = shapeFault(shapes, shape, value[i], `${path}[${i}]`);
    if (fault !== null) return fault;
  }
  return null;
};

const memberFault = (shapes, shape, value, path) => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return path;
  const inside = (name) => (path === '' ? name : `${path}.${name}`);
  const known = new Set();
  for (const [written, member] of Object.entries(shape)) {
    const name = written.replace(/\?$/, '');
    known.add(name);
    if (!hasOwn(value, name)) {
      if (name === written) return inside(name);
      continue;
    }
    const fault = shapeFault(shapes, member, value[name], inside(name));
    if (fault !== null) return fault;
  }
  const unknown = Object.keys(value).find((name) => !known.has(name));
  return unknown === undefined ? null : inside(unknown);
};
