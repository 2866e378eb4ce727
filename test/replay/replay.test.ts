import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleWorkflowCode, DefaultLogger, Worker, type WorkflowBundleOption } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import { namedShapes, payloadsOf, readHistory, savedShapes } from '../../tools/histories/saved-histories.ts';
import { workflowBundle } from '../../workers/workflow-bundle.ts';
import { SHAPES } from '../support/cases/shapes.ts';
import { CYCLE_FAMILIES } from '../support/cycles/shapes.ts';
import { quietenTemporal } from '../support/quiet.ts';

const LISTED = [...namedShapes(SHAPES), ...namedShapes(CYCLE_FAMILIES)].map(([name]) => name).sort();

/** The ordinary task under other code than today's. */
const replayUnder = async (fixture: string): Promise<void> => {
  const workflowBundle = await bundleWorkflowCode({
    workflowsPath: join(import.meta.dirname, 'fixture', fixture),
    logger: new DefaultLogger('ERROR'),
  });
  await Worker.runReplayHistory({ workflowBundle }, readHistory('inspection-task/ordinary'), 'other');
};

describe('workflows in flight', () => {
  let bundle: WorkflowBundleOption;
  beforeAll(async () => {
    quietenTemporal();
    bundle = await workflowBundle();
  });

  it('have a saved history for each shape of their control flow, and no shape is without a name', () => {
    expect(LISTED.length).toBeGreaterThan(0);
    expect(savedShapes()).toEqual(LISTED);
  });

  it('would be missed in a folder that is empty', () => {
    const folder = mkdtempSync(join(tmpdir(), 'histories-'));
    mkdirSync(join(folder, 'inspection-task'));
    expect(savedShapes(folder)).not.toEqual(LISTED);
  });

  it.each(savedShapes())('go on under the code of today: %s', async (shape) => {
    await Worker.runReplayHistory({ workflowBundle: bundle }, readHistory(shape), shape);
  });

  it('would be broken by code that does something else, and replay says so', async () => {
    await expect(replayUnder('workflows.ts')).rejects.toThrow(DeterminismViolationError);
  });

  it('go on under code that does something else behind a patch', async () => {
    await replayUnder('patched-workflows.ts');
  });

  it('carry ids and codes, never how to reach a person', () => {
    for (const shape of savedShapes()) {
      const payloads = payloadsOf(shape);
      expect(payloads.length).toBeGreaterThan(0);
      expect(payloads.join('\n')).not.toMatch(/@example|1[38]\d{9}|人员|单位\d/);
    }
  });
});
