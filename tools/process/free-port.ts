import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** A TCP port of 127.0.0.1 that nobody listens on right now. */
export const freePort = (): Promise<number> => tryPort(0);

/**
 * `count` different free ports, all below the range that the system hands out by itself: nobody is given one
 * between our look and its use, and Temporal's database keeps ports in a signed 16-bit column.
 */
export async function freePorts(count: number): Promise<number[]> {
  const ports = new Set<number>();
  while (ports.size < count) {
    const port = randomInt(20_000, 32_000);
    const free = await tryPort(port).catch(() => undefined);
    if (free !== undefined) ports.add(free);
  }
  return [...ports];
}

function tryPort(wish: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(wish, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : wish;
      server.close(() => resolve(port));
    });
  });
}
