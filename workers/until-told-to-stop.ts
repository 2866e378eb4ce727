/** Resolves with the first signal that asks the process to end. */
export const untilToldToStop = (): Promise<NodeJS.Signals> =>
  new Promise((resolve) => {
    process.once('SIGTERM', resolve);
    process.once('SIGINT', resolve);
  });
