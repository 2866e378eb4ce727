/**
 * Builds what is shipped to citizens: the catalogue inside verify.py, and verify.html from src/. Same sources, same
 * bytes: the SHA-256 of verify.html stands in announcements.
 *
 *     node tools/verifier/generate-verifiers.ts
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readCatalogue } from './catalogue.ts';
import { withCatalogue } from './python-verifier.ts';

const python = fileURLToPath(new URL('verify.py', import.meta.url));
writeFileSync(python, withCatalogue(readFileSync(python, 'utf8'), readCatalogue()));
