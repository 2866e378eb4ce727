import { setTimeout as sleep } from 'node:timers/promises';

export interface PushOptions {
  /** How often each push is made. @default 1 */
  readonly times?: number;
  /** Last first. @default false */
  readonly reversed?: boolean;
  /** Before the first push. @default 0 */
  readonly delayMs?: number;
}

/** Pushes receipts as a provider does, one request for each body: late, twice or the wrong way round. */
export const pushReceipts = async (
  url: string,
  bodies: readonly unknown[],
  { times = 1, reversed = false, delayMs = 0 }: PushOptions = {},
): Promise<{ readonly status: number; readonly body: string }[]> => {
  await sleep(delayMs);
  const order = reversed ? bodies.toReversed() : bodies;
  const answers: { status: number; body: string }[] = [];
  for (const body of Array.from({ length: times }, () => order).flat()) {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: text,
    });
    answers.push({ status: response.status, body: await response.text() });
  }
  return answers;
};
