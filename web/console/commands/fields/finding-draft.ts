import type { Body } from '../body.ts';

/** As far as it is filled in; its measure is chosen by the person. */
export type FindingDraft = Partial<Body<'enterResult'>['findings'][number]>;
