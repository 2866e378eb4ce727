import { readFileSync } from 'node:fs';
import { createBounceMetrics } from '../../notify/bounces/bounce-rate.ts';
import { createNotifierMetrics } from '../../notify/metrics.ts';
import { createReceiptMetrics } from '../../notify/receipts/receipt-metrics.ts';
import { createMetrics } from '../../runtime/metrics.ts';

const rules = readFileSync('deploy/prometheus/alerts.yml', 'utf8');
const operations = readFileSync('docs/messages.md', 'utf8').split('\n## Operations\n')[1] ?? '';

const namesOfNotifier = async (): Promise<string[]> => {
  const metrics = createMetrics('notifier');
  createNotifierMetrics(metrics);
  createReceiptMetrics(metrics);
  createBounceMetrics(metrics);
  const all = await metrics.registry.getMetricsAsJSON();
  return all.flatMap(({ name, type }) =>
    String(type) === 'histogram' ? [`${name}_bucket`, `${name}_count`, `${name}_sum`] : [name],
  );
};

describe('the alert rules', () => {
  it('ask only for metrics that the notifier has', async () => {
    const asked = [...new Set(rules.match(/inspection_[a-z_]+/g))];
    expect(asked.length).toBeGreaterThan(8);
    expect(await namesOfNotifier()).toEqual(expect.arrayContaining(asked));
  });

  it('are each in the operations table, and nothing else is', () => {
    const names = [...rules.matchAll(/- alert: (\w+)/g)].map(([, name]) => name);
    const documented = [...operations.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name);
    expect(documented.sort()).toEqual(names.sort());
  });
});
