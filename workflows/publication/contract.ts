import type { IsoDate } from '../../domain/calendar/dates.ts';
import { type CommandContent, defineCommand } from '../shared/contract.ts';

export const PUBLICATION_WORKFLOW = 'publication';
/** A publication has the id of its task; a correction or withdrawal is a new revision. */
export const publicationWorkflowId = (publicationId: string, revision: number): string =>
  `publication/${publicationId}/${revision}`;

export interface PublicationInput {
  readonly authorityId: string;
  readonly publicationId: string;
  readonly revision: number;
}

/** One revision as a subject of steps and messages. */
export const publicationSubjectId = ({
  publicationId,
  revision,
}: Omit<PublicationInput, 'authorityId'>): string => `${publicationId}/${revision}`;

/** A channel counts as published only with an imported receipt or a person's proof. */
export interface ChannelProof {
  readonly kind: 'receipt' | 'address' | 'picture';
  /** Receipt number, web address, or the picture's name. */
  readonly reference: string;
  /** Lowercase hex; needed for a picture. */
  readonly sha256?: string;
}

/** The named role's approval of what is to be shown, before any channel may be confirmed (R217). */
export interface ApprovePublication extends CommandContent {
  readonly opinion: string;
}

export interface ConfirmChannel extends CommandContent {
  readonly channel: string;
  readonly publishedOn: IsoDate;
  readonly proof: ChannelProof;
}

/** A reviewed and published result was wrong: its codes and remark are set right, and it is published anew. */
export interface CorrectPublication extends CommandContent {
  readonly reason: string;
  readonly codes: readonly string[];
  readonly remark?: string;
  /** The team member who corrects; the actor is the reviewer, another person. */
  readonly enteredBy: string;
}

export interface WithdrawPublication extends CommandContent {
  readonly reason: string;
}

export const approvePublicationUpdate = defineCommand<ApprovePublication>('approvePublication');
export const confirmChannelUpdate = defineCommand<ConfirmChannel>('confirmChannel');
export const correctPublicationUpdate = defineCommand<CorrectPublication>('correctPublication');
export const withdrawPublicationUpdate = defineCommand<WithdrawPublication>('withdrawPublication');
