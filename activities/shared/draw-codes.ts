import type { AssignmentFacts } from '../../domain/draw/commitments.ts';
import { fromHex, hmacSha256, toHex, utf8 } from '../../domain/draw/hash.ts';
import type { Step } from './step.ts';

const CODE_DIGITS = 16;

/**
 * A person's code in one draw (检查人员代码). It is published beside conflicts and leave, so it must not lead to the
 * person, nor one draw to the next: only the draw's secret does.
 */
export const blindedCode = (secret: string, certificateNumber: string): string =>
  toHex(hmacSha256(fromHex(secret), utf8(`inspector/${certificateNumber}`))).slice(0, CODE_DIGITS);

/** The people of a draw as stored with it: beside what the draw needs, whose code it is. */
export interface StoredPeople extends AssignmentFacts {
  readonly inspectors: readonly (AssignmentFacts['inspectors'][number] & { readonly officerId: string })[];
}

/** What a draw was frozen with; undefined while it is not announced. */
export const peopleOfDraw = async (
  { trx, authorityId }: Pick<Step, 'trx' | 'authorityId'>,
  drawId: string,
): Promise<StoredPeople | undefined> => {
  const frozen = await trx
    .selectFrom('drawFacts')
    .select('facts')
    .where('authorityId', '=', authorityId)
    .where('drawId', '=', drawId)
    .executeTakeFirst();
  // Written only when the draw is announced, from this type.
  return frozen?.facts as unknown as StoredPeople | undefined;
};
