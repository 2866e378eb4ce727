import { connect } from 'node:net';

export interface AnswerWatch {
  /** Settles when nobody listens there any more. */
  readonly gone: Promise<void>;
  /** Looks no more; {@link AnswerWatch.gone} then never settles. */
  end(): void;
}

const LOOK_EVERY_MS = 2_000;
/** One refusal may be a listener that is being set up again. */
const REFUSALS = 3;

const refuses = (host: string, port: number): Promise<boolean> =>
  new Promise((settle) => {
    const socket = connect({ host, port });
    const end = (isRefused: boolean): void => {
      socket.destroy();
      settle(isRefused);
    };
    socket.setTimeout(LOOK_EVERY_MS, () => end(false)); // slow is not gone
    socket.once('connect', () => end(false));
    socket.once('error', () => end(true));
  });

/**
 * Watches a server whose process is not ours to wait for: it is gone when its port refuses several times in a row.
 * @param address `HOST:PORT`, where it listens now
 */
export const untilUnanswered = (address: string, everyMs: number = LOOK_EVERY_MS): AnswerWatch => {
  const at = address.lastIndexOf(':');
  const [host, port] = [address.slice(0, at), Number(address.slice(at + 1))];
  let timer: NodeJS.Timeout | undefined;
  let isEnded = false;
  const gone = new Promise<void>((settle) => {
    const look = async (refusedBefore: number): Promise<void> => {
      const refused = (await refuses(host, port)) ? refusedBefore + 1 : 0;
      if (isEnded) return;
      if (refused >= REFUSALS) return settle();
      timer = setTimeout(() => void look(refused), everyMs).unref();
    };
    void look(0);
  });
  return {
    gone,
    end: () => {
      isEnded = true;
      clearTimeout(timer);
    },
  };
};
