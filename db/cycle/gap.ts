/** One thing that a cycle lacks, and where it is mended. */
export interface Gap {
  readonly what: string;
  readonly mendedIn: 'plan' | 'holidays' | 'items' | 'units' | 'inspectors' | 'draw';
}

export const gap = (mendedIn: Gap['mendedIn'], what: string): Gap => ({ what, mendedIn });
