import { type CommandContent, defineCommand } from '../shared/contract.ts';

export const DRAW_WORKFLOW = 'draw';
/** @param drawId `<year>-<nnn>`, the gap-free draw number, unique within its authority */
export const drawWorkflowId = (authorityId: string, drawId: string): string =>
  `draw/${authorityId}/${drawId}`;

export interface DrawInput {
  readonly authorityId: string;
  readonly drawId: string;
}

/** A signature made outside the system: private keys never reach it (签名). */
export interface SignDraw extends CommandContent {
  readonly document: 'announcement' | 'receipt';
  readonly role: 'operator' | 'supervisor' | 'witness';
  readonly keyId: string;
  /** Ed25519, hex. */
  readonly value: string;
}

/** The witness agrees (见证人确认); with his key, where he has one, he signs the receipt. */
export interface SignOffDraw extends CommandContent {
  readonly keyId?: string;
  readonly value?: string;
}

/** The witness objects (提出异议): public, and a matter for the leader in charge. */
export interface ObjectToDraw extends CommandContent {
  readonly reason: string;
}

/** One of two independent entries of the dice (投骰录入): neither person sees what the other typed. */
export interface EnterDice extends CommandContent {
  /** Digits in reading order; blanks and separators between groups are dropped. */
  readonly digits: string;
  /** The officer who read the dice aloud (宣读人). */
  readonly readBy: string;
  /** SHA-256 of the picture of the written record, hex. */
  readonly recordPhotoSha256?: string;
}

/** The announced round of the beacon, brought in by hand where no relay can be reached. */
export interface EnterBeacon extends CommandContent {
  /** 96 hex digits. */
  readonly signature: string;
}

/** A leader's signed order that voids an announced draw (作废) while nobody can know its result. */
export interface VoidDraw extends CommandContent {
  /** Published. */
  readonly reason: string;
  /** Number of the written decision (文号). */
  readonly orderNumber: string;
  /** When it was ordered and signed: six fractional digits and `Z`. */
  readonly orderedAt: string;
  readonly keyId: string;
  /** Ed25519 over the event that the order becomes, hex. */
  readonly value: string;
}

export const signDrawUpdate = defineCommand<SignDraw>('signDraw');
export const signOffDrawUpdate = defineCommand<SignOffDraw>('signOffDraw');
export const objectToDrawUpdate = defineCommand<ObjectToDraw>('objectToDraw');
export const enterDiceUpdate = defineCommand<EnterDice>('enterDice');
export const enterBeaconUpdate = defineCommand<EnterBeacon>('enterBeacon');
export const voidDrawUpdate = defineCommand<VoidDraw>('voidDraw');
