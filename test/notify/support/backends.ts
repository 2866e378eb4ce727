import {
  findRedisServer,
  HOW_TO_GET_REDIS,
  type LocalRedis,
  startRedis,
} from '../../../tools/redis/redis-server.ts';

const program = await findRedisServer();

/** The queue stores this machine can run; where Redis is missing every suite that would use it shows a skipped test that says so. */
export const BACKENDS: readonly ('postgres' | 'redis')[] =
  program === null ? ['postgres'] : ['postgres', 'redis'];

// A suite that ran on one store only shall not read like one that ran on both: it counts one test as skipped, by name.
const leaveOut = program === null ? it.skip : null;
leaveOut?.(`with the queue on redis: left out, ${HOW_TO_GET_REDIS}`, () => undefined);

/** A Redis of its own for the `redis` backend, nothing for the other. */
export const startBackend = async (kind: 'postgres' | 'redis', port?: number): Promise<LocalRedis | null> =>
  kind === 'redis' && program !== null ? startRedis(program, port) : null;
