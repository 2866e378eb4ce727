import { type Instant, instantMs } from './dates.ts';

const CHINA_OFFSET_MS = 8 * 3_600_000;

/** `2021-04-30 09:00:05` in China: for lists and tables. */
export const wallTime = (instant: Instant): string =>
  new Date(instantMs(instant) + CHINA_OFFSET_MS).toISOString().slice(0, 19).replace('T', ' ');
