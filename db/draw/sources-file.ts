import type { Announcement } from '../../domain/draw/announcement.ts';
import type { SourceValue } from '../../domain/draw/prk.ts';
import type { Reader } from '../actor.ts';

/** One element of `sources.json`: the value that entered the key, and the raw proof that it follows from. */
export interface SourceOnFile {
  readonly id: string;
  readonly value: string;
  readonly proof: Readonly<Record<string, unknown>>;
}

/** What came of the sources of a draw that ended without randomness, in the order of the announcement. */
export const sourcesThatCame = async (
  db: Reader,
  authorityId: string,
  drawId: string,
  { sources, fallback }: Pick<Announcement, 'sources' | 'fallback'>,
): Promise<SourceOnFile[]> => {
  const proofs = await db
    .selectFrom('drawSourceProof')
    .select(['sourceId', 'value', 'proof'])
    .where('authorityId', '=', authorityId)
    .where('drawId', '=', drawId)
    .execute();
  const all = fallback.then === 'dice' ? [...sources, fallback.source] : sources;
  return all.flatMap(({ id }) =>
    proofs
      .filter(({ sourceId }) => sourceId === id)
      .map(({ value, proof }) => ({ id, value, proof: proof as SourceOnFile['proof'] })),
  );
};

/** The randomness of a draw as it is published, each value with its stored proof; empty before there is any. */
export const sourcesFile = async (
  db: Reader,
  authorityId: string,
  drawId: string,
): Promise<SourceOnFile[]> => {
  const { randomness } = await db
    .selectFrom('draw')
    .select('randomness')
    .where('authorityId', '=', authorityId)
    .where('id', '=', drawId)
    .executeTakeFirstOrThrow();
  const proofs = await db
    .selectFrom('drawSourceProof')
    .select(['sourceId', 'proof'])
    .where('authorityId', '=', authorityId)
    .where('drawId', '=', drawId)
    .execute();
  const proofOf = new Map(proofs.map(({ sourceId, proof }) => [sourceId, proof as SourceOnFile['proof']]));
  // A rehearsal's sealed source has none.
  return ((randomness ?? []) as unknown as readonly SourceValue[]).map(({ id, value }) => ({
    id,
    value,
    proof: proofOf.get(id) ?? {},
  }));
};
