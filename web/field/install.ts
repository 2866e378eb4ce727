/** Lets the page open without a connection, and asks the phone not to clear away what is kept (both where it can). */
export const keepOnPhone = (): void => {
  if ('serviceWorker' in navigator) {
    navigator.serviceWorker.register('/field/sw.js', { scope: '/field' }).catch((error: unknown) => {
      reportError(error);
    });
  }
  void navigator.storage?.persist?.();
};
