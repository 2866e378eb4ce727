/** A TCP proxy of ours that makes a network misbehave between a client and any server on the loopback interface. */
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** What happens to connections; changes hold for new ones, `latencyMs` and `isStalled` for open ones as well. */
export interface Faults {
  /** Delay of every chunk, each way. */
  readonly latencyMs?: number;
  /** Both sides are cut hard (RST) so long after the connection began. */
  readonly cutAfterMs?: number;
  /** Cut hard when the client has sent so many bytes. */
  readonly cutAfterClientBytes?: number;
  /** Connections are closed as soon as they are made. */
  readonly isRefusing?: boolean;
  /** Nothing is passed on either way, the connections stay open. */
  readonly isStalled?: boolean;
  /** What the server says is swallowed: requests arrive, answers do not. */
  readonly isDeafToServer?: boolean;
}

export interface TcpFaultProxy {
  readonly port: number;
  /** From now on; `{}` passes everything on untouched. */
  fault(faults: Faults): void;
  /** Cuts every open connection now. */
  cutAll(): void;
  /** Connections taken so far. */
  connections(): number;
  stop(): Promise<void>;
}

/** @param targetPort of 127.0.0.1 @param port a fixed one to listen on; any free one by default */
export const startTcpFaultProxy = async (
  targetPort: number,
  first: Faults = {},
  port = 0,
): Promise<TcpFaultProxy> => {
  let faults = first;
  let taken = 0;
  const open = new Set<() => void>();

  const pass = (from: Socket, to: Socket, isFromServer: boolean, onBytes: (count: number) => void): void => {
    let due = 0;
    from.on('data', (chunk: Buffer) => {
      onBytes(chunk.length);
      if (faults.isStalled === true || (isFromServer && faults.isDeafToServer === true)) return;
      const { latencyMs = 0 } = faults;
      if (latencyMs === 0 && due <= Date.now()) {
        if (!to.destroyed) to.write(chunk);
        return;
      }
      // Chunks keep their order also where the latency becomes shorter meanwhile.
      due = Math.max(due, Date.now() + latencyMs);
      setTimeout(() => {
        if (!to.destroyed) to.write(chunk);
      }, due - Date.now());
    });
    from.on('end', () => setTimeout(() => to.end(), Math.max(0, due - Date.now())));
    from.on('error', () => to.destroy());
    from.on('close', () => setTimeout(() => to.destroy(), Math.max(0, due - Date.now())));
  };

  const serve = (client: Socket): void => {
    taken += 1;
    if (faults.isRefusing === true) {
      client.resetAndDestroy();
      return;
    }
    const { cutAfterMs, cutAfterClientBytes } = faults;
    const server = connect(targetPort, '127.0.0.1');
    client.setNoDelay(true);
    server.setNoDelay(true);
    const timer = cutAfterMs === undefined ? undefined : setTimeout(() => cut(), cutAfterMs);
    const cut = (): void => {
      clearTimeout(timer);
      open.delete(cut);
      client.resetAndDestroy();
      server.resetAndDestroy();
    };
    open.add(cut);
    client.on('close', () => {
      clearTimeout(timer);
      open.delete(cut);
    });
    let fromClient = 0;
    pass(client, server, false, (count) => {
      fromClient += count;
      if (cutAfterClientBytes !== undefined && fromClient >= cutAfterClientBytes) cut();
    });
    pass(server, client, true, () => undefined);
  };

  const listener = createServer(serve);
  await new Promise<void>((resolve, reject) => {
    listener.once('error', reject);
    listener.listen(port, '127.0.0.1', resolve);
  });
  return {
    port: (listener.address() as AddressInfo).port,
    fault: (next) => {
      faults = next;
    },
    cutAll: () => {
      for (const cut of open) cut();
    },
    connections: () => taken,
    stop: async () => {
      for (const cut of open) cut();
      await new Promise((resolve) => listener.close(resolve));
    },
  };
};
