import { randomBytes } from 'node:crypto';
import type { EnterDice } from '../../../workflows/draw/contract.ts';
import type { CommandStep } from '../../shared/command.ts';
import type { Step } from '../../shared/step.ts';
import { storeProof } from './source-store.ts';

export interface DiceEntry {
  /** From 1; each attempt has two entries. */
  readonly attempt: number;
  readonly typedBy: string;
  readonly readBy: string;
  /** Normalised. */
  readonly digits: string;
  readonly recordPhotoSha256: string | null;
}

/** All entries of a source, oldest first. */
export const entriesOf = (
  { trx, authorityId }: Step,
  drawId: string,
  sourceId: string,
): Promise<DiceEntry[]> =>
  trx
    .selectFrom('drawDiceEntry')
    .select(['attempt', 'typedBy', 'readBy', 'digits', 'recordPhotoSha256'])
    .where('authorityId', '=', authorityId)
    .where('drawId', '=', drawId)
    .where('sourceId', '=', sourceId)
    .orderBy('attempt')
    .orderBy('place')
    .execute();

export const storeEntry = async (
  { trx, authorityId, at, command, subjectId: drawId }: CommandStep<EnterDice>,
  sourceId: string,
  place: 1 | 2,
  entry: DiceEntry,
): Promise<void> => {
  await trx
    .insertInto('drawDiceEntry')
    .values({ authorityId, drawId, sourceId, place, ...entry, commandId: command.id, businessAt: at })
    .execute();
};

const CODE_BYTES = 8;

/** A person under a code of this draw alone: who it is stands in the entries, which are not published. */
const blind = (): ((officerId: string) => string) => {
  const codes = new Map<string, string>();
  return (officerId) => {
    const code = codes.get(officerId) ?? randomBytes(CODE_BYTES).toString('hex');
    codes.set(officerId, code);
    return code;
  };
};

/** The value that two people typed alike, with its proof. */
export const storeThrow = (
  step: Step,
  drawId: string,
  sourceId: string,
  first: DiceEntry,
  second: DiceEntry,
): Promise<void> => {
  const codeOf = blind();
  const proof = {
    digits: first.digits,
    read_by: codeOf(first.readBy),
    typed_by: [codeOf(first.typedBy), codeOf(second.typedBy)],
    typed_at: `${step.at.slice(0, 23)}000Z`,
    record_photo_sha256: second.recordPhotoSha256 ?? first.recordPhotoSha256,
  };
  return storeProof(step, drawId, { sourceId, kind: 'dice', value: first.digits, proof });
};

/** Whoever typed or read the dice of a draw took part in it, and cannot witness it (谁抽取、谁不监督). */
export const tookPartInDice = async (
  { trx, authorityId }: Pick<Step, 'trx' | 'authorityId'>,
  drawId: string,
  officerId: string,
): Promise<boolean> =>
  (await trx
    .selectFrom('drawDiceEntry')
    .select('place')
    .where('authorityId', '=', authorityId)
    .where('drawId', '=', drawId)
    .where((row) => row.or([row('typedBy', '=', officerId), row('readBy', '=', officerId)]))
    .executeTakeFirst()) !== undefined;
