import type { Kysely } from 'kysely';
import type { Database } from '../../db/connect.ts';
import { type KnownUnit, keyInDraw, type OwnCode, ownCode } from '../../db/draw/person-codes.ts';

interface OfTask {
  readonly authorityId: string;
  readonly drawId: string;
  readonly unit: KnownUnit;
}

/** Of a person: how to find oneself in the lists of the draw; null for others, and where the lists are older than codes. */
export const ownCodeInDraw = async (
  db: Kysely<Database>,
  { authorityId, drawId, unit }: OfTask,
): Promise<(OwnCode & { readonly drawId: string }) | null> => {
  if (unit.kind !== 'person') return null;
  const own = await ownCode(db, authorityId, unit.id);
  const listed = await keyInDraw(db, { authorityId, drawId }, unit);
  return own !== null && listed === `person:${own.code}` ? { ...own, drawId } : null;
};
