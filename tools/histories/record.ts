/**
 * `npm run histories:record`: plays every shape that has no history yet and saves it. A history that is there stays:
 * it tells what workflows in flight did, and is never recorded anew to make a test pass.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Client } from '@temporalio/client';
import { SHAPES } from '../../test/support/cases/shapes.ts';
import { startStage } from '../../test/support/cases/stage.ts';
import { openScene } from '../../test/support/cycles/scene.ts';
import { CYCLE_FAMILIES } from '../../test/support/cycles/shapes.ts';
import { startPostgres } from '../postgres/embedded.ts';
import { namedShapes, savedShapes, saveHistory } from './saved-histories.ts';

const saved = new Set(savedShapes());
const isMissing = ([name]: readonly [string, unknown]): boolean => !saved.has(name);
const missingCases = namedShapes(SHAPES).filter(isMissing);
const missingCycles = namedShapes(CYCLE_FAMILIES).filter(isMissing);

/** What a play leaves to be done is done at once: who still runs then was not played to his end. */
const END_LIMIT_SECONDS = 30;

/** A history tells a shape only when it is whole. @throws where the workflow does not end */
const save = async (name: string, client: Client, workflowId: string): Promise<void> => {
  const handle = client.workflow.getHandle(workflowId);
  await client.withDeadline(Date.now() + END_LIMIT_SECONDS * 1000, () => handle.result());
  saveHistory(name, await handle.fetchHistory());
  console.log(`[histories] ${name}`);
};

/** Tasks, publications and orders: one stage for all, each shape with an authority of its own. */
const recordCases = async (postgresUrl: string): Promise<void> => {
  if (missingCases.length === 0) return;
  const stage = await startStage({ initialTime: '2021-03-01T00:00:00.000Z', postgresUrl });
  try {
    for (const [index, [name, play]] of missingCases.entries()) {
      await save(name, stage.client, await play(stage, `shape${index + 1}`));
      await stage.endOpenWorkflows();
    }
  } finally {
    await stage.stop();
  }
};

/** Cycles and what belongs to them: each begins the year anew. */
const recordCycles = async (postgresUrl: string): Promise<void> => {
  for (const [name, { bureau, play }] of missingCycles) {
    const scene = await openScene(bureau, postgresUrl);
    try {
      await save(name, scene.client, await play(scene));
    } finally {
      await scene.stop();
    }
  }
};

if (missingCases.length + missingCycles.length === 0) {
  console.log('[histories] every shape has its history');
} else {
  const directory = mkdtempSync(join(resolve('.data'), 'histories-'));
  const postgres = await startPostgres({ dataDir: join(directory, 'postgres'), fast: true });
  try {
    await recordCases(postgres.url('postgres'));
    await recordCycles(postgres.url('postgres'));
  } finally {
    await postgres.stop();
    for (const path of [directory, postgres.directory]) rmSync(path, { recursive: true, force: true });
  }
}
