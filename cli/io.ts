/** Where a command writes; the process's own streams, or a test's. */
export interface CommandIo {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
}

/** Runs a command with the words after its name; gives the exit code, 0 for done. */
export type RunCommand = (args: string[], io: CommandIo) => Promise<number>;
