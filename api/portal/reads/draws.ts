import type { Kysely } from 'kysely';
import type { Database } from '../../../db/connect.ts';
import { isSecret } from '../../../db/draw/secrecy.ts';
import { readTimeProofs } from '../../../db/draw/signatures.ts';
import { isTimeProven } from '../../../domain/draw/time-proven.ts';
import { Refusal } from '../../../domain/failure/failures.ts';

type Db = Kysely<Database>;

const COLUMNS = [
  ...(['draw.id', 'year', 'drawNo', 'draw.cycleId', 'purpose', 'batch', 'state', 'endReason'] as const),
  ...(['announcementHash', 'recordHash', 'lockedAt', 'sealedAt', 'publishedAt', 'businessAt'] as const),
] as const;

/** Of an enlargement (扩大抽查): what it was granted for, in words that everyone reads. */
const ENLARGED = [
  'drawEnlargement.rowNumber as enlargedRow',
  'drawEnlargement.additional',
  'drawEnlargement.reason as enlargementReason',
] as const;

/** Draws that the public knows of: announced ones, and those that ended without a result; newest first. */
const shown = (db: Db, authorityId: string) =>
  db
    .selectFrom('draw')
    .leftJoin('drawEnlargement', (join) =>
      join
        .onRef('drawEnlargement.authorityId', '=', 'draw.authorityId')
        .onRef('drawEnlargement.drawId', '=', 'draw.id'),
    )
    .select(COLUMNS)
    .select(ENLARGED)
    .where('draw.authorityId', '=', authorityId)
    .where((row) => row.or([row('lockedAt', 'is not', null), row('endReason', 'is not', null)]))
    .orderBy('year', 'desc')
    .orderBy('drawNo', 'desc');

export type ShownDraw = Awaited<ReturnType<typeof shownDraws>>[number];

export const shownDraws = (db: Db, authorityId: string, limit: number) =>
  shown(db, authorityId).limit(limit).execute();

/** How many draws of each year ended without a result, newest year first: the public sees how often (`draw.md` section 5). */
export const drawsWithoutResult = (db: Db, authorityId: string) =>
  shown(db, authorityId)
    .clearSelect()
    .clearOrderBy()
    .select('year')
    .select(({ fn }) => [
      fn.countAll<number>().as('draws'),
      fn.countAll<number>().filterWhere('state', '=', 'void').as('void'),
      fn.countAll<number>().filterWhere('state', '=', 'not-drawn').as('notDrawn'),
    ])
    .groupBy('year')
    .orderBy('year', 'desc')
    .execute();

export type YearOfDraws = Awaited<ReturnType<typeof drawsWithoutResult>>[number];

/** One of them, with what its papers may show. @throws Refusal NotFound */
export const shownDraw = async (db: Db, authorityId: string, id: string) => {
  const draw = await shown(db, authorityId)
    .where('draw.id', '=', id)
    .executeTakeFirstOrThrow(() => new Refusal('NotFound', '没有已公告的这次抽取。'));
  const proofs = await readTimeProofs(db, authorityId, id);
  return { ...draw, secret: await isSecret(db, authorityId, id), timeProven: isTimeProven(proofs) };
};

/** A list is public with its announcement, unless it is kept secret. */
export const isListed = ({ secret, lockedAt }: ShownDraw & { readonly secret: boolean }): boolean =>
  !secret && lockedAt !== null;
