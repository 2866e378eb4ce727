export { RosterWriter, readRoster } from '../../db/draw/roster-file.ts';
