/**
 * Builds what is shipped to citizens: the catalogue inside verify.py, and verify.html from src/. Same sources, same
 * bytes: the SHA-256 of verify.html stands in announcements.
 *
 *     node tools/verifier/generate-verifiers.ts
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readCatalogue } from './catalogue.ts';
import { buildHtml } from './html-verifier.ts';
import { withCatalogue } from './python-verifier.ts';

const fileOf = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const catalogue = readCatalogue();
writeFileSync(fileOf('verify.py'), withCatalogue(readFileSync(fileOf('verify.py'), 'utf8'), catalogue));
writeFileSync(fileOf('verify.html'), buildHtml(catalogue));
