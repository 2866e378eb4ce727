import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EnvironmentError, loadConfig } from '../../runtime/environment.ts';

const problemsOf = (raw: Record<string, string>): readonly string[] => {
  try {
    loadConfig(raw);
  } catch (error) {
    if (error instanceof EnvironmentError) return error.problems;
    throw error;
  }
  return [];
};

describe('the environment', () => {
  const directory = mkdtempSync(join(tmpdir(), 'environment-'));
  afterAll(() => rmSync(directory, { recursive: true }));

  it('needs nothing: what is not set is embedded or off', () => {
    const config = loadConfig({});
    expect(config.databaseUrl).toBeUndefined();
    expect(config.publicBaseUrl).toBe('http://127.0.0.1:8080');
    expect(Object.isFrozen(config)).toBe(true);
  });

  it('reports all problems at once, each with its way out', () => {
    const problems = problemsOf({
      DATABASE_URL: 'mysql://x',
      TEMPORAL_ADDRESS: 'http://temporal:7233',
      API_PORT: '70000',
      LOG_LEVEL: 'loud',
      SESSION_SECRET: 'short',
    });
    expect(problems).toHaveLength(5);
    expect(problems.join('\n')).toMatch(/DATABASE_URL .*write it like postgres:/);
    expect(problems.join('\n')).toMatch(/API_PORT is above 65535/);
  });

  it('takes an empty variable as not set', () => {
    expect(loadConfig({ REDIS_URL: ' ', API_PORT: '' })).toMatchObject({
      redisUrl: undefined,
      apiPort: 8080,
    });
  });

  it('reads a secret from the file that NAME_FILE names', () => {
    const file = join(directory, 'database-url.txt');
    writeFileSync(file, 'postgres://a:b@db:5432/inspection\n');
    expect(loadConfig({ DATABASE_URL_FILE: file }).databaseUrl).toBe('postgres://a:b@db:5432/inspection');
  });

  it('refuses a secret given twice, an empty file and a missing file, all at once', () => {
    const empty = join(directory, 'empty.txt');
    writeFileSync(empty, '\n');
    const problems = problemsOf({
      DATABASE_URL: 'postgres://a@b/c',
      DATABASE_URL_FILE: empty,
      REDIS_URL_FILE: empty,
      SMTP_URL_FILE: join(directory, 'missing.txt'),
    });
    expect(problems).toEqual([
      expect.stringMatching(/^DATABASE_URL and DATABASE_URL_FILE are both set/),
      expect.stringMatching(/^REDIS_URL_FILE .*is empty/),
      expect.stringMatching(/^SMTP_URL_FILE .*cannot be read/),
    ]);
  });
});
