import type { DrawRecord } from '../../domain/draw/record.ts';
import type { Reader } from '../actor.ts';

interface OfDraw {
  readonly authorityId: string;
  readonly drawId: string;
}

const pieces = (db: Reader, { authorityId, drawId }: OfDraw) =>
  db
    .selectFrom('drawRecord')
    .select(['member', 'text'])
    .where('authorityId', '=', authorityId)
    .where('drawId', '=', drawId)
    .orderBy('member')
    .orderBy('no');

/** `a.b` is the member b of a (`recordHash`). */
const membersOf = (stored: readonly { readonly member: string; readonly text: string }[]) => {
  const record: Record<string, unknown> = {};
  for (const [path, its] of Map.groupBy(stored, ({ member }) => member)) {
    const value = JSON.parse(its.map(({ text }) => text).join('')) as unknown;
    const [name = path, inner] = path.split('.');
    if (inner === undefined) record[name] = value;
    else record[name] = { ...(record[name] as object | undefined), [inner]: value };
  }
  return record as unknown as DrawRecord;
};

/** The record of a draw; null while there is none. */
export const readRecord = async (
  db: Reader,
  authorityId: string,
  drawId: string,
): Promise<DrawRecord | null> => {
  const stored = await pieces(db, { authorityId, drawId }).execute();
  return stored.length === 0 ? null : membersOf(stored);
};

/** Some of its members alone, for a record may have a hundred megabytes; null while there is none. */
export const readRecordMembers = async <Member extends Exclude<keyof DrawRecord, 'assignment'>>(
  db: Reader,
  of: OfDraw,
  members: readonly Member[],
): Promise<Pick<DrawRecord, Member> | null> => {
  const stored = await pieces(db, of)
    .where('member', 'in', [...members])
    .execute();
  return stored.length === 0 ? null : membersOf(stored);
};
