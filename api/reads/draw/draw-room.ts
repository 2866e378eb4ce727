import type { Kysely } from 'kysely';
import { isSynthetic } from '../../../db/authority.ts';
import type { Database } from '../../../db/connect.ts';
import { publicDrawId } from '../../../db/draw/draw-events.ts';
import { enlargementOf } from '../../../db/draw/enlargements.ts';
import { isSecret } from '../../../db/draw/secrecy.ts';
import { storedDraw } from '../../../db/draw/stored-draw.ts';
import { cycleName } from '../../../domain/cycle/cycle-name.ts';
import { type Announcement, DRAW_SCHEMA } from '../../../domain/draw/announcement.ts';
import { Refusal } from '../../../domain/failure/failures.ts';
import { diceOf } from './draw-dice.ts';
import { phaseOfDraw } from './draw-phase.ts';
import { drawnByRow, openDeadlines, rowsOf, strataOf } from './draw-room-parts.ts';
import { signingOf } from './draw-signing.ts';
import type { RoomAsked } from './room-asked.ts';

type Db = Kysely<Database>;

const DRAW_COLUMNS = [
  ...([
    'draw.id',
    'draw.cycleId',
    'draw.state',
    'draw.waitingFor',
    'draw.rehearsal',
    'draw.purpose',
    'draw.endReason',
  ] as const),
  ...(['draw.announcement', 'draw.announcementHash', 'draw.recordHash', 'draw.draftedAt'] as const),
  ...(['draw.lockedAt', 'draw.signBefore', 'draw.sealedAt', 'draw.publishedAt', 'draw.revealAt'] as const),
  ...(['draw.fallbackTakenAt', 'drawReceipt.receiptHash'] as const),
] as const;

const valuesOf = async (
  db: Db,
  authorityId: string,
  drawId: string,
): Promise<ReadonlyMap<string, string>> => {
  const rows = await db
    .selectFrom('drawSourceProof')
    .select(['sourceId', 'value'])
    .where('authorityId', '=', authorityId)
    .where('drawId', '=', drawId)
    .execute();
  return new Map(rows.map(({ sourceId, value }) => [sourceId, value]));
};

/** What happens from whom to whom: the sources as announced, with the values that came. */
const sourcesOf = (announcement: Announcement | null, values: ReadonlyMap<string, string>) => {
  if (announcement === null) return [];
  const { fallback } = announcement;
  const all = [...announcement.sources, ...(fallback.then === 'dice' ? [fallback.source] : [])];
  return all.map((source) => ({
    ...{ id: source.id, kind: source.kind, when: source.when, where: source.where },
    least: source.kind === 'dice' ? source.least : null,
    round: source.kind === 'drand' ? source.round : null,
    isFallback: !announcement.sources.includes(source),
    value: values.get(source.id) ?? null,
  }));
};

const witnessOf = async (db: Db, authorityId: string, drawId: string, announcement: Announcement | null) => {
  const word = await db
    .selectFrom('drawWitness')
    .leftJoin('officer', (join) =>
      join
        .onRef('officer.authorityId', '=', 'drawWitness.authorityId')
        .onRef('officer.id', '=', 'drawWitness.officerId'),
    )
    .select(['drawWitness.decision', 'drawWitness.reason', 'drawWitness.businessAt as at', 'officer.name'])
    .where('drawWitness.authorityId', '=', authorityId)
    .where('drawWitness.drawId', '=', drawId)
    .executeTakeFirst();
  return { required: announcement?.witness_required === true, word: word ?? null };
};

/** An announcement that this release knows how to read. */
const announcementOf = (stored: unknown): Announcement | null => {
  const read = stored as Announcement | null;
  return read?.schema === DRAW_SCHEMA ? read : null;
};

/** Everything that the draw room goes by, small enough to be asked for every other second. @throws Refusal NotFound */
export const drawRoom = async (db: Db, asked: RoomAsked) => {
  const { authorityId, drawId, nowMs, publicBaseUrl } = asked;
  const found = await storedDraw(db, authorityId, drawId)
    .innerJoin('authority', 'authority.id', 'draw.authorityId')
    .innerJoin('cycle', (join) =>
      join.onRef('cycle.authorityId', '=', 'draw.authorityId').onRef('cycle.id', '=', 'draw.cycleId'),
    )
    .select(DRAW_COLUMNS)
    .select(['authority.name as bureau', 'cycle.year', 'cycle.number'])
    .executeTakeFirstOrThrow(() => new Refusal('NotFound', `没有编号为“${drawId}”的抽取。`));
  const { announcement: stored, fallbackTakenAt, year, number, receiptHash, ...draw } = found;
  const announcement = announcementOf(stored);
  const values = await valuesOf(db, authorityId, drawId);
  const standing = { ...draw, announcement, values, fellBack: fallbackTakenAt !== null, nowMs };
  const { phase, untilMs, sourceId } = phaseOfDraw(standing);
  const page = `${publicBaseUrl.replace(/\/$/, '')}/public/${encodeURIComponent(authorityId)}/draws/${encodeURIComponent(drawId)}`;
  return {
    ...draw,
    ...{ now: new Date(nowMs).toISOString(), phase, sourceId, receiptHash },
    until: untilMs === null ? null : new Date(untilMs).toISOString(),
    publicId: publicDrawId(authorityId, drawId),
    cycle: cycleName({ year, number }),
    alg: announcement?.alg ?? null,
    secret: await isSecret(db, authorityId, drawId),
    synthetic: await isSynthetic(db, authorityId),
    // Before the announcement is signed the public knows of no such draw.
    publicPage: draw.lockedAt === null && draw.endReason === null ? null : page,
    rows: await rowsOf(db, authorityId, draw.cycleId),
    strata: strataOf(announcement),
    drawn: await drawnByRow(db, authorityId, drawId),
    enlargement: (await enlargementOf(db, authorityId, drawId)) ?? null,
    sources: sourcesOf(announcement, values),
    fallback:
      announcement === null
        ? null
        : { waitUntil: announcement.fallback.wait_until, text: announcement.fallback.text },
    dice: await diceOf(db, asked, announcement),
    signing: await signingOf(db, asked, { phase, announcement }),
    witness: await witnessOf(db, authorityId, drawId, announcement),
    deadlines: await openDeadlines(db, authorityId, drawId),
  };
};
