/** Writes the catalogue into verify.py, which must be one file that a citizen can take away. */
import { type Catalogue, oneLineEach } from './catalogue.ts';

const BEGIN = '# CATALOGUE BEGINS\n';
const END = '# CATALOGUE ENDS\n';

/**
 * @param source text of verify.py
 * @returns the same with the given catalogue
 * @throws Error when the place for it is missing, or its texts cannot stand in a raw Python string
 */
export const withCatalogue = (source: string, { checks, shapes }: Catalogue): string => {
  const from = source.indexOf(BEGIN);
  const to = source.indexOf(END);
  if (from < 0 || to < from) throw new Error('verify.py has no place for the catalogue');
  const texts = [oneLineEach(checks), oneLineEach(shapes)];
  if (texts.some((text) => text.includes("'''")))
    throw new Error('the catalogue holds three quotes in a row');
  const [first, second] = texts;
  const body = `CHECKS = json.loads(\n    r'''${first}'''\n)\nSHAPES = json.loads(\n    r'''${second}'''\n)\n`;
  return source.slice(0, from + BEGIN.length) + body + source.slice(to);
};
