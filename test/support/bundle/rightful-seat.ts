/** Who takes a seat after the draw, from the teams as a test has them. */
import { recuse } from '../../../domain/assignment/recuse.ts';
import { keyOf } from '../../../domain/bundle/draw-key.ts';
import type { WrittenDocuments } from '../../../domain/bundle/write-bundle.ts';
import { announcementHash } from '../../../domain/draw/announcement.ts';
import { profileOf } from '../../../domain/draw/profile.ts';
import type { AssignmentRecord } from '../../../domain/draw/record.ts';
import { ticketMachine } from '../../../domain/draw/tickets.ts';

export type Teams = Extract<AssignmentRecord, { status: 'assigned' }>['teams'];

export const teamsOf = ({ 'record.json': { assignment } }: WrittenDocuments): Teams => {
  if (assignment.status !== 'assigned') throw new Error('this draw assigned nobody');
  return assignment.teams;
};

/** @param away who cannot take it @throws Error where nobody can */
export const rightfulSeat = (
  documents: WrittenDocuments,
  teams: Teams,
  {
    unit,
    slot,
    away = [],
  }: { readonly unit: string; readonly slot: number; readonly away?: readonly string[] },
): string => {
  const announcement = documents['announcement.json'];
  const profile = profileOf(announcement.alg);
  const list = documents['inspectors.json'];
  const outcome = recuse({
    teams,
    unit: unit as Teams[number]['unit'],
    slot,
    inspectors: list?.inspectors ?? [],
    exclusionOf: (index) => (away.includes(list?.inspectors[index]?.id ?? '') ? 'recused' : undefined),
    ticketInto: ticketMachine(keyOf(announcementHash(announcement), documents, profile), profile).ticketInto,
    pastPairings: list?.past_pairings ?? [],
  });
  if (outcome.status === 'nobody') throw new Error(`nobody can take seat ${slot} of ${unit}`);
  return outcome.substitute;
};
