/** A start tag, an end tag or text of well-formed XML or HTML, as the parts of Office files are. */
export type MarkupToken =
  | { readonly kind: 'open'; readonly name: string; readonly attributes: Readonly<Record<string, string>> }
  | { readonly kind: 'close'; readonly name: string }
  | { readonly kind: 'text'; readonly text: string };

const TOKEN = /<!--.*?-->|<[?!][^>]*>|<(\/?)([\w:.-]+)((?:[^>"']|"[^"]*"|'[^']*')*?)(\/?)>|([^<]+)/gsu;
const ATTRIBUTE = /([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/gu;
const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

const decoded = (text: string): string =>
  text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/giu, (whole, hex, decimal, name) => {
    if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
    return decimal === undefined ? (ENTITIES[name] ?? whole) : String.fromCodePoint(Number(decimal));
  });

/** Tokens in order; an empty element gives its start and its end. Names keep their prefix (w:p). */
export function* markupTokens(markup: string): Generator<MarkupToken, void, undefined> {
  for (const [, slash, name, inside = '', empty, text] of markup.matchAll(TOKEN)) {
    if (text !== undefined) yield { kind: 'text', text: decoded(text) };
    else if (name === undefined) continue;
    else if (slash === '/') yield { kind: 'close', name };
    else {
      const attributes = Object.fromEntries(
        [...inside.matchAll(ATTRIBUTE)].map(([, key, double, single]) => [
          key,
          decoded(double ?? single ?? ''),
        ]),
      );
      yield { kind: 'open', name, attributes };
      if (empty === '/') yield { kind: 'close', name };
    }
  }
}
