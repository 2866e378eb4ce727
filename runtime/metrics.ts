/** Prometheus metrics of one process: a registry of its own and one way to name things. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** Every metric of ours starts with this. */
const PREFIX = 'inspection_';

export interface Metrics {
  readonly registry: Registry;
  counter<Label extends string = never>(
    name: string,
    help: string,
    labels?: readonly Label[],
  ): Counter<Label>;
  gauge<Label extends string = never>(name: string, help: string, labels?: readonly Label[]): Gauge<Label>;
  /** For durations in seconds; the name ends with `_seconds`. */
  histogram<Label extends string = never>(
    name: string,
    help: string,
    labels?: readonly Label[],
    bucketsSeconds?: readonly number[],
  ): Histogram<Label>;
}

const DEFAULT_BUCKETS_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** A fresh registry with the process's own figures; asking twice for one name gives the same metric. */
export function createMetrics(process: string): Metrics {
  const registry = new Registry();
  registry.setDefaultLabels({ process });
  collectDefaultMetrics({ register: registry });
  const once = <T>(name: string, make: (fullName: string) => T): T =>
    (registry.getSingleMetric(PREFIX + name) as T | undefined) ?? make(PREFIX + name);
  return {
    registry,
    counter: <Label extends string>(name: string, help: string, labels: readonly Label[] = []) =>
      once(
        name,
        (fullName) => new Counter({ name: fullName, help, labelNames: [...labels], registers: [registry] }),
      ),
    gauge: <Label extends string>(name: string, help: string, labels: readonly Label[] = []) =>
      once(
        name,
        (fullName) => new Gauge({ name: fullName, help, labelNames: [...labels], registers: [registry] }),
      ),
    histogram: <Label extends string>(
      name: string,
      help: string,
      labels: readonly Label[] = [],
      bucketsSeconds: readonly number[] = DEFAULT_BUCKETS_SECONDS,
    ) =>
      once(
        name,
        (fullName) =>
          new Histogram({
            name: fullName,
            help,
            labelNames: [...labels],
            buckets: [...bucketsSeconds],
            registers: [registry],
          }),
      ),
  };
}
