/** One line of the doctor's report. */
export interface Finding {
  /** Stable key for machines. */
  readonly part: string;
  /** The part's Chinese name. */
  readonly name: string;
  /**
   * `ready`: works. `fallback`: works with something smaller than a deployment has. `missing`: a feature is off.
   * `fault`: configured, and does not work.
   */
  readonly state: 'ready' | 'fallback' | 'missing' | 'fault';
  /** What is there. */
  readonly found: string;
  /** What to install or set, and what that would switch on; empty where nothing is left to gain. */
  readonly wayOut: string;
}

/** A part that is as good as it gets. */
export const ready = (part: string, name: string, found: string): Finding => ({
  part,
  name,
  state: 'ready',
  found,
  wayOut: '',
});
