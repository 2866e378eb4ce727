const OWN = 'http://own.invalid';
// biome-ignore lint/suspicious/noControlCharactersInRegex: browsers drop them, and read another address then
const MISLEADING = /[\\\u0000-\u001f\u007f]/;
const LONGEST = 500;

/**
 * The place of ours that a link asks to be led to after the sign-in; null for anything that could lead elsewhere
 * (`//evil`, `https://…`, `/\evil`) or that is no page (`/api/…`, the sign-in itself).
 */
export const ownPath = (text: unknown): string | null => {
  if (typeof text !== 'string' || text.length > LONGEST || MISLEADING.test(text)) return null;
  if (!text.startsWith('/') || text.startsWith('//') || !URL.canParse(text, OWN)) return null;
  const { origin, pathname, search, hash } = new URL(text, OWN);
  if (origin !== OWN || /^\/(\/|api(\/|$)|sign-(in|out)(\/|$))/.test(pathname)) return null;
  return pathname + search + hash;
};
