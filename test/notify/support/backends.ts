import {
  findRedisServer,
  HOW_TO_GET_REDIS,
  type LocalRedis,
  startRedis,
} from '../../../tools/redis/redis-server.ts';

const program = await findRedisServer();

/** The queue stores this machine can run; where Redis is missing the run says so. */
export const BACKENDS: readonly ('postgres' | 'redis')[] =
  program === null ? ['postgres'] : ['postgres', 'redis'];

if (program === null) process.stderr.write(`queue tests on Redis are left out: ${HOW_TO_GET_REDIS}\n`);

/** A Redis of its own for the `redis` backend, nothing for the other. */
export const startBackend = async (kind: 'postgres' | 'redis', port?: number): Promise<LocalRedis | null> =>
  kind === 'redis' && program !== null ? startRedis(program, port) : null;
