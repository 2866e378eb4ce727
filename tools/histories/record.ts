/**
 * `npm run histories:record`: plays every shape that has no history yet and saves it. A history that is there stays:
 * it tells what workflows in flight did, and is never recorded anew to make a test pass.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { SHAPES } from '../../test/support/cases/shapes.ts';
import { startStage } from '../../test/support/cases/stage.ts';
import { startPostgres } from '../postgres/embedded.ts';
import { savedShapes, saveHistory } from './saved-histories.ts';

const saved = new Set(savedShapes());
const missing = Object.entries(SHAPES).flatMap(([family, shapes]) =>
  Object.entries(shapes).flatMap(([name, play]) => {
    const shape = `${family}/${name}`;
    return saved.has(shape) ? [] : [{ shape, play }];
  }),
);

const record = async (postgresUrl: string): Promise<void> => {
  const stage = await startStage({ initialTime: '2021-03-01T00:00:00.000Z', postgresUrl });
  try {
    for (const [index, { shape, play }] of missing.entries()) {
      const workflowId = await play(stage, `shape${index + 1}`);
      const handle = stage.client.workflow.getHandle(workflowId);
      await handle.result();
      saveHistory(shape, await handle.fetchHistory());
      console.log(`[histories] ${shape}`);
      await stage.endOpenWorkflows();
    }
  } finally {
    await stage.stop();
  }
};

if (missing.length === 0) console.log('[histories] every shape has its history');
else {
  const directory = mkdtempSync(join(resolve('.data'), 'histories-'));
  const postgres = await startPostgres({ dataDir: join(directory, 'postgres'), fast: true });
  try {
    await record(postgres.url('postgres'));
  } finally {
    await postgres.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}
