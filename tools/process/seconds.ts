/** How long ago `startedAtMs` (Date.now()) was, for a person: `0.8 s`, `12 s`, `3 min 20 s`. */
export function secondsSince(startedAtMs: number): string {
  const seconds = (Date.now() - startedAtMs) / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 120) return `${Math.round(seconds)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

/** The same in Chinese, for what the people who run the system read: `0.8 秒`, `12 秒`, `3 分 20 秒`. */
export function spentSince(startedAtMs: number): string {
  return secondsSince(startedAtMs).replace(' min', ' 分').replace(/ s$/, ' 秒');
}
