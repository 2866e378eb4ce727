/** What a check throws when something is wrong: code and case of the catalogue, values for its sentence. */

export class Wrong extends Error {
  constructor(code, reason, values = {}) {
    super(`${code}/${reason}`);
    this.code = code;
    this.reason = reason;
    this.values = values;
  }
}

/** @param reason the case, or null where the catalogue has none */
export const wrong = (code, reason, values) => {
  throw new Wrong(code, reason, values);
};

/** @throws Wrong unless both are the same */
export const mustEqual = (expected, found, code, reason, values = {}) => {
  if (expected !== found) wrong(code, reason, { ...values, expected, found });
};

/** The longer of two lists, place by place. */
export const eachPair = (expected, found, visit) => {
  for (let i = 0; i < Math.max(expected.length, found.length); i += 1) visit(expected[i], found[i], i);
};
