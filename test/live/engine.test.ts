import { join } from 'node:path';
import { defineSearchAttributeKey } from '@temporalio/common';
import { Worker } from '@temporalio/worker';
import { connectLiveTemporal } from '../support/live-temporal.ts';

describe('the live Temporal engine', () => {
  it('runs a workflow in a namespace that was made a moment ago, with our search attributes', async () => {
    const temporal = await connectLiveTemporal();
    try {
      const worker = await Worker.create({
        connection: temporal.nativeConnection,
        namespace: temporal.namespace,
        taskQueue: 'diary',
        workflowsPath: join(import.meta.dirname, '../tools/temporal/fixture/workflows.ts'),
        activities: { note: async () => undefined },
      });
      const handle = await temporal.client.workflow.start('diary', {
        taskQueue: 'diary',
        workflowId: 'diary',
        args: [0],
        typedSearchAttributes: [{ key: defineSearchAttributeKey('Authority', 'KEYWORD'), value: 'pinglu' }],
      });
      await worker.runUntil(handle.result());
      const { typedSearchAttributes } = await handle.describe();
      expect(typedSearchAttributes.get(defineSearchAttributeKey('Authority', 'KEYWORD'))).toBe('pinglu');
    } finally {
      await temporal.close();
    }
  });
});
