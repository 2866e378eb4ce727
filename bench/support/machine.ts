/** What a figure was taken on: a figure without its machine says nothing. */
import { cpus, loadavg, totalmem } from 'node:os';

const GIB = 2 ** 30;

/** E.g. `2 cores, 24 GiB, Node 24.21.0, PostgreSQL 18 embedded, load 0.31`. */
export const machine = (loadBefore: number): string =>
  [
    `${cpus().length} cores`,
    `${Math.round(totalmem() / GIB)} GiB`,
    `Node ${process.versions.node}`,
    'PostgreSQL 18 embedded',
    `load ${loadBefore.toFixed(2)} before`,
  ].join(', ');

/** Mean number of running processes in the last minute: what else the machine was busy with. */
export const load = (): number => loadavg()[0] ?? 0;
