import { useSyncExternalStore } from 'react';

let said: string | null = null;
const listeners = new Set<() => void>();

/** The phone does not keep what is typed (full, or forbidden to): whoever types must know at once. */
export const notKept = (error: unknown): void => {
  reportError(error);
  said = '刚才的内容没有存入本机，可能是存储空间不足。请先清理手机空间，再继续填写。';
  for (const tell of listeners) tell();
};

/** It is kept again. */
export const keptAgain = (): void => {
  if (said === null) return;
  said = null;
  for (const tell of listeners) tell();
};

export const useTrouble = (): string | null =>
  useSyncExternalStore(
    (tell) => {
      listeners.add(tell);
      return () => listeners.delete(tell);
    },
    () => said,
  );
