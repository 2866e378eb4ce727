export { mergeRosters } from '../../db/draw/merge-rosters.ts';
