import { createMetrics } from '../../runtime/metrics.ts';
import { startMetricsServer } from '../../runtime/metrics-server.ts';

describe('the metrics of a process', () => {
  it('are served with our prefix and the name of the process, and tell when it is ready', async () => {
    const metrics = createMetrics('worker');
    metrics.counter('messages_total', 'Messages sent', ['channel']).inc({ channel: 'sms' }, 2);
    let isReady = false;
    const server = await startMetricsServer({ metrics, host: '127.0.0.1', port: 0, ready: () => isReady });
    const get = async (path: string) => fetch(`http://127.0.0.1:${server.port}${path}`);
    try {
      const text = await (await get('/metrics')).text();
      expect(text).toMatch(/inspection_messages_total\{channel="sms",process="worker"\} 2/);
      expect((await get('/readyz')).status).toBe(503);
      isReady = true;
      expect((await get('/readyz')).status).toBe(200);
      expect((await get('/healthz')).status).toBe(200);
      expect((await get('/other')).status).toBe(404);
    } finally {
      await server.close();
    }
  });

  it('gives the same metric to all who ask for its name', () => {
    const metrics = createMetrics('worker');
    expect(metrics.gauge('open', 'Open tasks')).toBe(metrics.gauge('open', 'Open tasks'));
  });

  it('names the port where it cannot listen', async () => {
    const metrics = createMetrics('a');
    const options = { metrics, host: '127.0.0.1', ready: () => true };
    const first = await startMetricsServer({ ...options, port: 0 });
    await expect(startMetricsServer({ ...options, port: first.port })).rejects.toThrow(/set METRICS_PORT/);
    await first.close();
  });
});
