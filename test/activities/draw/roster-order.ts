import { compareUtf8 } from '../../../domain/draw/canonical.ts';
import type { RosterEntry } from '../../../domain/draw/roster.ts';

export type { RosterEntry };

/** The order of the commitment: (code, stratum) in bytes. */
export const compareEntries = (a: RosterEntry, b: RosterEntry): number =>
  compareUtf8(a.code, b.code) || compareUtf8(a.stratum, b.stratum);
