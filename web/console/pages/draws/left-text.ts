const SECONDS_PER_DAY = 86_400;
const two = (value: number): string => String(value).padStart(2, '0');

/** `2 天 03:04:05`, never below zero. */
export const leftText = (ms: number): string => {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  const days = Math.floor(seconds / SECONDS_PER_DAY);
  const rest = seconds % SECONDS_PER_DAY;
  const time = `${two(Math.floor(rest / 3600))}:${two(Math.floor((rest % 3600) / 60))}:${two(rest % 60)}`;
  return days > 0 ? `${days} 天 ${time}` : time;
};
