/** The same refusal of one session is noted once in this time … */
export const NOTED_ONCE_IN_MS = 600_000;
/** … and no more different ones than this. */
export const MOST_NOTED = 20;
const MOST_SESSIONS = 10_000;

interface Notes {
  readonly sinceMs: number;
  readonly what: Set<string>;
}

/** Remembers, per session and in this process alone, which refusals were put on record lately. */
export const refusalNotes = () => {
  const sessions = new Map<string, Notes>();
  const fresh = (id: string, nowMs: number): Notes => {
    // The oldest leave first: a map keeps the order in which it was filled.
    const [oldest] = sessions.keys();
    if (sessions.size >= MOST_SESSIONS && oldest !== undefined) sessions.delete(oldest);
    const notes = { sinceMs: nowMs, what: new Set<string>() };
    sessions.delete(id);
    sessions.set(id, notes);
    return notes;
  };
  return (id: string, what: string, nowMs: number): boolean => {
    const known = sessions.get(id);
    const notes = known !== undefined && nowMs - known.sinceMs < NOTED_ONCE_IN_MS ? known : fresh(id, nowMs);
    if (notes.what.has(what) || notes.what.size >= MOST_NOTED) return false;
    notes.what.add(what);
    return true;
  };
};
