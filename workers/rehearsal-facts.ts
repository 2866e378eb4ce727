/** What a rehearsal looks up of the activities' own facts before and after its year: who plays, what was in store. */
export { rehearsalSource } from '../activities/draw/rehearsal-source.ts';
export { castOf } from '../activities/rehearsal/cast.ts';
export { dealtEvents } from '../activities/rehearsal/dealt-events.ts';
export type { Play, RefusedDeed } from '../activities/rehearsal/deps.ts';
export { ACTING_TIME, CALENDAR_TIME } from '../activities/rehearsal/rehearsal.activities.ts';
