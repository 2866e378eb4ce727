/** The mainland's providers write local times without a zone; China has one, without summer time. */
const OFFSET_MS = 8 * 3_600_000;

/** `2017-01-01 00:00:00` or `20171108135600` to RFC 3339; undefined where it is neither. */
export const instantOf = (text: string | undefined): string | undefined => {
  const digits = text?.replace(/\D/g, '') ?? '';
  if (digits.length !== 14) return undefined;
  const at = (start: number, length = 2) => digits.slice(start, start + length);
  const local = `${at(0, 4)}-${at(4)}-${at(6)}T${at(8)}:${at(10)}:${at(12)}Z`;
  const ms = Date.parse(local);
  return Number.isNaN(ms) ? undefined : new Date(ms - OFFSET_MS).toISOString();
};

/** `YYYYMMDD` of an instant in China. */
export const compactDate = (at: Date): string =>
  new Date(at.getTime() + OFFSET_MS).toISOString().slice(0, 10).replaceAll('-', '');
