import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { versionOf } from './run.ts';

/** Where Go's own installers put it; its installer leaves PATH to the person. */
const USUAL_PLACES = [
  '/usr/local/go/bin/go',
  '/usr/lib/go/bin/go',
  '/opt/homebrew/bin/go',
  join(homedir(), 'go/bin/go'),
];

/** The Go command of this machine, on PATH or where it is usually put; undefined where there is none. */
export function goProgram(): string | undefined {
  if (versionOf('go', 'version') !== undefined) return 'go';
  return USUAL_PLACES.find((path) => existsSync(path) && versionOf(path, 'version') !== undefined);
}
