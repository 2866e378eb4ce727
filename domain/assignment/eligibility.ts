/** Who may take which seat of which visit (DR-1 section 4.1), from the facts of the inspector register. */
import type { UnitKey } from '../draw/labels.ts';

/** Days inclusive, `YYYY-MM-DD`. */
export interface DayRange {
  readonly from: string;
  readonly to: string;
}

/** What the register knows of an inspector when the lists are frozen. */
export interface InspectorFacts {
  /** Public code in this draw (certificate number or a blinded code), without a slash. */
  readonly id: string;
  /** Most seats in this draw. */
  readonly cap: number;
  readonly section: string;
  /** Validity of the enforcement certificate (执法证). */
  readonly certificate: DayRange;
  readonly qualifications: readonly string[];
  readonly leave: readonly DayRange[];
  /** Units with which an interest is declared (回避). */
  readonly interests: readonly UnitKey[];
}
