/** Ends with who started it: for a program that holds the other end of our input. */
export const ATTACHED = '--attached';

/** Until Ctrl-C or SIGTERM; where it is attached, until its input is closed too, by whatever end of its starter. */
export const untilToldToEnd = (attached: boolean): Promise<void> =>
  new Promise((settle) => {
    const end = (): void => {
      // An input that is waited for would keep the process from ending.
      if (attached) process.stdin.destroy();
      settle();
    };
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, end);
    if (!attached) return;
    process.stdin.once('end', end);
    process.stdin.resume();
  });
