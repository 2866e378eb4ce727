import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const VERIFIER = join(import.meta.dirname, '../../tools/verifier/verify.html');
let known: string | undefined;

/** SHA-256 of the verifier page as shipped with this software, which an announcement names; `none` without one. */
export const verifierHash = (): string => {
  known ??= existsSync(VERIFIER) ? createHash('sha256').update(readFileSync(VERIFIER)).digest('hex') : 'none';
  return known;
};
