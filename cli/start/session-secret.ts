import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../../runtime/environment.ts';

const SECRET_BYTES = 36;
/** Only for the account that runs the system. */
const FILE_MODE = 0o600;

/**
 * The installation's secret: SESSION_SECRET, else one of this machine's own, made once and kept beside its data. Units'
 * links and the officers' second factors stand on it: another secret, and they hold no longer.
 */
export const sessionSecretOf = (
  { sessionSecret }: Pick<Config, 'sessionSecret'>,
  dataDir: string,
): string => {
  if (sessionSecret !== undefined) return sessionSecret;
  const file = join(dataDir, 'session-secret.txt');
  try {
    const kept = readFileSync(file, 'utf8').trim();
    if (kept !== '') return kept;
  } catch {
    // The first start.
  }
  const made = randomBytes(SECRET_BYTES).toString('base64url');
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(file, `${made}\n`, { mode: FILE_MODE });
  return made;
};
