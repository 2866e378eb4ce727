/** What the exit code of a command says. */
export const EXIT = {
  ok: 0,
  /** The command ran and could not do what it was asked for; the reason is on stderr. */
  failed: 1,
  /** The command was called wrongly. */
  usage: 2,
} as const;
