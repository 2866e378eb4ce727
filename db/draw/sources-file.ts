import type { Reader } from '../actor.ts';

/** One element of `sources.json`: the value that entered the key, and the raw proof that it follows from. */
export interface SourceOnFile {
  readonly id: string;
  readonly value: string;
  readonly proof: Readonly<Record<string, unknown>>;
}

/** The randomness of a draw as it is published; empty before there is any. */
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
  const values = (randomness ?? []) as unknown as (Omit<SourceOnFile, 'proof'> & Partial<SourceOnFile>)[];
  return values.map(({ id, value, proof = {} }) => ({ id, value, proof }));
};
