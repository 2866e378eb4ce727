const CHINA_OFFSET_MS = 8 * 3_600_000;

/** An instant as the clock on the wall in China shows it, for a field: `2021-03-01T09:00`. */
export const toWallClock = (instant: unknown): string => {
  const ms = typeof instant === 'string' ? Date.parse(instant) : Number.NaN;
  return Number.isNaN(ms) ? '' : new Date(ms + CHINA_OFFSET_MS).toISOString().slice(0, 16);
};

/** What the field says as an instant; undefined while it is not filled in. */
export const toInstant = (wallClock: string): string | undefined => {
  const ms = Date.parse(`${wallClock}:00+08:00`);
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString();
};
