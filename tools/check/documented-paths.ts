import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type Check, filesBelow, readText } from './check.ts';

/** A word in backticks is a path of ours where it begins in our tree or ends like one of our files. */
const OUR_ROOT =
  /^(\.\/)?(domain|workflows|activities|workers|notify|db|documents|files|api|web|cli|runtime|tools|bench|test|docs|data|deploy|secrets|\.ci)\//;
const OUR_ENDING = /\.(ts|tsx|mjs|java|go|sql|yml)$/;
const PLACEHOLDER = /[<>{}$*…\s]|\.\.\./;

/** Every path, link and npm script that README.md and docs/ name is there. */
export const documentedPaths: Check = {
  name: 'documented paths',
  run: async (root) => {
    const documents = ['README.md', ...filesBelow(root, 'docs', (path) => path.endsWith('.md'))].filter(
      (path) => existsSync(join(root, path)),
    );
    const scripts = Object.keys(JSON.parse(readText(root, 'package.json')).scripts ?? {});
    const names = new Set(filesBelow(root, '.', () => true).map((path) => basename(path)));
    const found = documents.flatMap((document) => mentions(document, readText(root, document)));
    const problems = found
      .filter((mention) => !isThere(root, mention, scripts, names))
      .map(({ document, line, kind, text }) => `${document}:${line}: the ${kind} ${text} does not exist`);
    return { problems, looked: found.length, things: 'mentions' };
  },
};

interface Mention {
  readonly document: string;
  readonly line: number;
  readonly kind: 'path' | 'link' | 'script';
  readonly text: string;
}

function mentions(document: string, markdown: string): Mention[] {
  return markdown.split('\n').flatMap((text, index) => {
    const at = (kind: Mention['kind'], matches: Iterable<RegExpMatchArray>): Mention[] =>
      [...matches].map((match) => ({ document, line: index + 1, kind, text: match[1] ?? '' }));
    return [
      ...at('path', text.matchAll(/`([^`]+)`/g)).filter(({ text: word }) => isOurPath(word)),
      ...at('link', text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)).filter(
        ({ text: link }) => !/^\w+:/.test(link),
      ),
      ...at('script', text.matchAll(/npm (?:run )?(?:--silent )?(?:run )?([a-z][a-z:-]*)/g)).filter(
        ({ text: script }) =>
          !['install', 'ci', 'i', 'run', 'and', 'scripts', 'script', 'registry'].includes(script),
      ),
    ];
  });
}

const isOurPath = (word: string): boolean =>
  !PLACEHOLDER.test(word) && (OUR_ROOT.test(word) || (OUR_ENDING.test(word) && /^[\w./-]+$/.test(word)));

function isThere(
  root: string,
  { document, kind, text }: Mention,
  scripts: readonly string[],
  names: ReadonlySet<string>,
): boolean {
  if (kind === 'script') return scripts.includes(text);
  if (kind === 'link') return existsSync(join(root, dirname(document), text));
  return existsSync(join(root, text)) || (!text.includes('/') && names.has(text));
}
