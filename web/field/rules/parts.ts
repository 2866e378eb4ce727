import type { ChecklistLine, Finding, Visit } from '../store/types.ts';
import { lineKey } from './signed.ts';

/** What of a finding is filled in by itself. */
export type FindingPart = 'text' | 'article' | 'measure' | 'term';

/**
 * Names of the parts of a step's page, for an address that leads to the one that is missing: the `id` there, the fragment
 * of the address here.
 */
export const PARTS = {
  arrival: 'arrival',
  codes: 'codes',
  start: 'start',
  end: 'end',
  place: 'place',
} as const;

export const linePart = (line: Pick<ChecklistLine, 'itemId' | 'lineNo'>): string => `line-${lineKey(line)}`;

export const findingPart = ({ key }: Pick<Finding, 'key'>, part?: FindingPart): string =>
  part === undefined ? `finding-${key}` : `finding-${key}-${part}`;

export const certificatePart = ({ officerId }: Pick<Visit['team'][number], 'officerId'>): string =>
  `certificate-${officerId}`;
