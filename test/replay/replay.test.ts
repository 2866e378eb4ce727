import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleWorkflowCode, DefaultLogger, Worker, type WorkflowBundleOption } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import { payloadsOf, readHistory, savedShapes } from '../../tools/histories/saved-histories.ts';
import { workflowBundle } from '../../workers/workflow-bundle.ts';
import { SHAPES } from '../support/cases/shapes.ts';
import { quietenTemporal } from '../support/quiet.ts';

const LISTED = Object.entries(SHAPES)
  .flatMap(([family, shapes]) => Object.keys(shapes).map((shape) => `${family}/${shape}`))
  .sort();

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
    const other = await bundleWorkflowCode({
      workflowsPath: join(import.meta.dirname, 'fixture/workflows.ts'),
      logger: new DefaultLogger('ERROR'),
    });
    const replay = Worker.runReplayHistory(
      { workflowBundle: other },
      readHistory('inspection-task/ordinary'),
      'other',
    );
    await expect(replay).rejects.toThrow(DeterminismViolationError);
  });

  it('carry ids and codes, never how to reach a person', () => {
    for (const shape of savedShapes()) {
      const payloads = payloadsOf(shape);
      expect(payloads.length).toBeGreaterThan(0);
      expect(payloads.join('\n')).not.toMatch(/@example|1[38]\d{9}|人员|单位\d/);
    }
  });
});
