/**
 * Builds verify.html from src/: the modules in the order of their imports, one after the other in one function, with
 * nothing shortened, so that whoever doubts the page can read it. Same sources, same bytes.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Catalogue } from './catalogue.ts';
import { oneLineEach } from './catalogue.ts';

const read = (name: string): string =>
  readFileSync(fileURLToPath(new URL(`src/${name}`, import.meta.url)), 'utf8');

const IMPORT = /^import\s[^;]*?from '\.\/([^']+)';\n/gm;
const EXPORT = /^export (?=const|class|function|async)/gm;
const TOP_LEVEL = /^(?:export )?(?:async )?(?:const|let|class|function\*?) (\w+)/gm;

/** Modules in an order in which each comes after all that it imports. */
const inOrder = (entry: string, done: Map<string, string> = new Map()): Map<string, string> => {
  if (done.has(entry)) return done;
  const source = read(entry);
  for (const [, imported = ''] of source.matchAll(IMPORT)) inOrder(imported, done);
  return done.set(entry, source);
};

/** @throws Error when two modules use one name: they share a scope here */
const refuseDoubles = (modules: ReadonlyMap<string, string>): void => {
  const home = new Map<string, string>();
  for (const [module, source] of modules) {
    for (const [, name = ''] of source.matchAll(TOP_LEVEL)) {
      const other = home.get(name);
      if (other !== undefined) throw new Error(`${name} stands in ${other} and in ${module}`);
      home.set(name, module);
    }
  }
};

/** A module as it stands among others in one function. */
const joinable = (source: string): string => source.replaceAll(IMPORT, '').replaceAll(EXPORT, '').trim();

/** The verifier as one script that leaves `DR1` behind. */
export const buildCore = (): string => {
  const modules = inOrder('service.js');
  refuseDoubles(modules);
  const bodies = [...modules].map(([name, source]) => `// ----- ${name}\n${joinable(source)}\n`);
  const exposed =
    'globalThis.DR1 = { serveVerifier, verifyBundle, lookUpUnit, SHA256, SM3, assignInspectors, drandSignatureHolds };';
  return `\n'use strict';\n(() => {\n${bodies.join('\n')}\n${exposed}\n})();\n`;
};

const sourceHash = (script: string): string =>
  `'sha256-${createHash('sha256').update(script).digest('base64')}'`;

/** Nothing is loaded from anywhere and nothing is sent; only the scripts that stand in the page run. */
const policyOf = (scripts: readonly string[]): string =>
  [
    "default-src 'none'",
    `script-src ${scripts.map(sourceHash).join(' ')} blob:`,
    'worker-src blob:',
    "style-src 'unsafe-inline'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');

/** @throws Error when a part would end its own element */
const refuseEnds = (part: string): string => {
  if (/<\/(?:script|style)/i.test(part)) throw new Error('a part of verify.html would close its element');
  return part;
};

export const buildHtml = ({ checks, shapes }: Catalogue): string => {
  const core = buildCore();
  const scripts = ['page/zip.js', 'page/page.js'].map((name) => joinable(read(name)));
  const page = `\n'use strict';\n(() => {\n${scripts.join('\n\n')}\n})();\n`;
  const parts: Readonly<Record<string, string>> = {
    policy: policyOf([core, page]),
    style: `\n${read('page/page.css')}`,
    catalogue: `{"checks":${oneLineEach(checks)},\n"shapes":${oneLineEach(shapes)}}`,
    core,
    page,
  };
  return read('page/page.template').replaceAll(/\{\{(\w+)\}\}/g, (_all, name: string) =>
    refuseEnds(parts[name] ?? ''),
  );
};
