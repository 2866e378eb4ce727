import { sql } from 'kysely';
import { jsonb, type Reader } from '../../../db/actor.ts';
import type { Announcement } from '../../../domain/draw/announcement.ts';
import type { SourceFacts } from '../../../domain/randomness/source-facts.ts';
import type { Step } from '../../shared/step.ts';
import { setDraw } from '../draw-facts.ts';

type Writing = Pick<Step, 'trx' | 'authorityId' | 'at'>;
type Reading = Pick<Step, 'authorityId' | 'at'> & { readonly trx: Reader };

/** What is stored of an announced draw's sources; null while nothing is announced. */
export const readSourceFacts = async (
  { trx, authorityId, at }: Reading,
  drawId: string,
): Promise<SourceFacts | null> => {
  const { rows } = await sql<{
    announcement: Pick<Announcement, 'sources' | 'fallback'> | null;
    fellBack: boolean;
    values: Record<string, string>;
  }>`
    select case when d.announcement is not null then
             jsonb_build_object('sources', d.announcement->'sources', 'fallback', d.announcement->'fallback') end as announcement,
           d.fallback_taken_at is not null as fell_back,
           (select coalesce(jsonb_object_agg(p.source_id, p.value), '{}') from draw_source_proof p
             where (p.authority_id, p.draw_id) = (d.authority_id, d.id)) as values
      from draw d where d.authority_id = ${authorityId} and d.id = ${drawId}`.execute(trx);
  const row = rows[0];
  if (row === undefined || row.announcement === null) return null;
  const { announcement, fellBack, values } = row;
  return { announcement, fellBack, values: new Map(Object.entries(values)), atMs: Date.parse(at) };
};

export interface SourceProof {
  readonly sourceId: string;
  readonly kind: 'drand' | 'dice';
  readonly value: string;
  /** As the bundle publishes it: `sources.json`. */
  readonly proof: object;
}

/** Stored once: what came first stays, for there is only one true value of a source. */
export const storeProof = async (
  { trx, authorityId, at }: Writing,
  drawId: string,
  { proof, ...known }: SourceProof,
): Promise<void> => {
  await trx
    .insertInto('drawSourceProof')
    .values({ authorityId, drawId, ...known, proof: jsonb(proof), businessAt: at })
    .execute();
};

/** From this instant on the fallback is in force, and what the silent source says later changes nothing. */
export const takeFallback = (step: Writing, drawId: string): Promise<void> =>
  setDraw(step, drawId, { fallbackTakenAt: step.at });

/** Whether dice of the source in force have been entered, by one person at least. */
export const diceBegun = async (
  { trx, authorityId }: Pick<Step, 'trx' | 'authorityId'>,
  drawId: string,
): Promise<boolean> =>
  (await trx
    .selectFrom('drawDiceEntry')
    .select('place')
    .where('authorityId', '=', authorityId)
    .where('drawId', '=', drawId)
    .executeTakeFirst()) !== undefined;
