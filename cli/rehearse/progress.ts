import { widthOf } from '../../domain/rehearsal/table.ts';

/** Where progress lines go. */
export type Say = (line: string) => void;

const TITLE_WIDTH = 44;

const seconds = (startedAtMs: number): string => `${((Date.now() - startedAtMs) / 1000).toFixed(1)} 秒`;

/** Does a step and says afterwards what it was and how long it took. */
export const step = async <T>(say: Say, title: string, work: () => Promise<T>): Promise<T> => {
  const startedAtMs = Date.now();
  const result = await work();
  say(`${title}${' '.repeat(Math.max(1, TITLE_WIDTH - widthOf(title)))}${seconds(startedAtMs)}`);
  return result;
};
