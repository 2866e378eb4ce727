import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { INVARIANTS, type RehearsalSummary } from '../../domain/rehearsal/summary.ts';
import { startChild } from '../../tools/process/child.ts';

const LIMIT_MS = 600_000;
const SEED = 5;

describe('npm run rehearse, from the shell', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'rehearse-'));
  afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

  it(
    'plays the year of another seed, ends with 0, and leaves its summary in the form that machines read',
    async () => {
      const file = join(dataDir, 'summary.json');
      const lines: string[] = [];
      const child = startChild({
        command: process.execPath,
        args: [resolve('cli/main.ts'), 'rehearse', '--seed', String(SEED), '--json', file],
        env: { DATA_DIR: dataDir },
        onLine: (line) => lines.push(line),
      });
      const code = await child.exited;
      expect([code, lines.filter((line) => line.includes('✗'))]).toEqual([0, []]);
      const summary = JSON.parse(readFileSync(file, 'utf8')) as RehearsalSummary;
      expect(summary).toMatchObject({ year: 2021, seed: SEED, plan: { rows: 15 } });
      expect(Object.keys(summary).sort()).toEqual(
        ['cycles', 'inspectors', 'invariants', 'messages', 'plan', 'seed', 'wallSeconds', 'year'].sort(),
      );
      const cycle = {
        ...{ number: expect.any(Number), window: expect.any(String), rows: expect.any(Number) },
        ...{ openedAt: expect.any(String), closedAt: expect.any(String), eligible: expect.any(Number) },
        ...{ drawn: expect.any(Number), visited: expect.any(Number), replaced: expect.any(Number) },
        withFindings: expect.any(Number),
        published: { inTime: expect.any(Number), late: expect.any(Number), open: 0 },
        rectification: {
          ...{ orders: expect.any(Number), rectified: expect.any(Number) },
          ...{ referred: expect.any(Number), open: 0 },
        },
        reminders: { email: expect.any(Number), sms: expect.any(Number), gathered: expect.any(Number) },
      };
      expect(summary.cycles).toEqual([1, 2, 3].map((number) => ({ ...cycle, number })));
      expect(summary.cycles.reduce((sum, { drawn }) => sum + drawn, 0)).toBeGreaterThanOrEqual(150);
      expect(summary.invariants.map(({ name, holds }) => [name, holds])).toEqual(
        Object.keys(INVARIANTS).map((name) => [name, true]),
      );
      for (const { checked } of summary.invariants) expect(checked).toBeGreaterThan(0);
      expect(lines.join('\n')).toContain('【演练】');
    },
    LIMIT_MS,
  );
});
