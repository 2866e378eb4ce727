import pg from 'pg';
import type { Logger } from '../../runtime/log.ts';

export interface Listener {
  stop(): Promise<void>;
}

export interface ListenerOptions {
  readonly databaseUrl: string;
  /** Called for every announcement, and after every reconnection: what was announced meanwhile was not heard. */
  readonly onMessage: () => void;
  readonly log: Logger;
}

const CHANNEL = 'message_created';
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;
const KEEP_ALIVE_MS = 10_000;

/**
 * LISTEN on a connection of its own, made anew whenever it breaks. It only saves waiting: the sweep of the relay
 * finds everything without it.
 */
export const listenForMessages = ({ databaseUrl, onMessage, log }: ListenerOptions): Listener => {
  let isStopped = false;
  let client: pg.Client | null = null;
  let timer: NodeJS.Timeout | undefined;
  let pauseMs = FIRST_PAUSE_MS;

  const connect = async (): Promise<void> => {
    const fresh = new pg.Client({
      connectionString: databaseUrl,
      application_name: 'inspection-notifier-listen',
      keepAlive: true,
      keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
    });
    let isLost = false;
    const lost = (error?: Error): void => {
      if (isLost || isStopped) return;
      isLost = true;
      log.warn(error === undefined ? {} : { err: error }, 'LISTEN connection lost, connecting again');
      fresh.end().catch(() => undefined);
      timer = setTimeout(() => void connect(), pauseMs);
      pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * 2);
    };
    fresh.on('error', lost);
    fresh.on('end', () => lost());
    fresh.on('notification', onMessage);
    client = fresh;
    try {
      await fresh.connect();
      await fresh.query(`listen ${CHANNEL}`);
      pauseMs = FIRST_PAUSE_MS;
      onMessage();
    } catch (error) {
      lost(error instanceof Error ? error : new Error(String(error)));
    }
  };
  void connect();

  return {
    stop: async () => {
      isStopped = true;
      clearTimeout(timer);
      await client?.end().catch(() => undefined);
    },
  };
};
