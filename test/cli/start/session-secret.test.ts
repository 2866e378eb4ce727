import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sessionSecretOf } from '../../../cli/start/session-secret.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'secret-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

it('makes the secret once, for the account that runs the system alone, and keeps it over a restart', () => {
  const made = sessionSecretOf({ sessionSecret: undefined }, directory);
  expect(made.length).toBeGreaterThanOrEqual(32);
  expect(sessionSecretOf({ sessionSecret: undefined }, directory)).toBe(made);
  expect(statSync(join(directory, 'session-secret.txt')).mode & 0o777).toBe(0o600);
});

it('takes the one that the operator gives', () => {
  expect(sessionSecretOf({ sessionSecret: 'x'.repeat(40) }, directory)).toBe('x'.repeat(40));
});
