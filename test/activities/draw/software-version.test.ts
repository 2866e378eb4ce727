import { readFile } from 'node:fs/promises';
import { SOFTWARE_VERSION } from '../../../activities/draw/software-version.ts';

it('puts the package’s own version into announcements and records', async () => {
  const text = await readFile(new URL('../../../package.json', import.meta.url), 'utf8');
  expect((JSON.parse(text) as { version: string }).version).toBe(SOFTWARE_VERSION);
});
