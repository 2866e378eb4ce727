import type { DrawEnd, ProvenSource } from '../../domain/bundle/documents.ts';
import type { WrittenDocuments, WrittenEnd } from '../../domain/bundle/write-bundle.ts';
import { type Announcement, announcementHash } from '../../domain/draw/announcement.ts';
import { type AssignmentFacts, type Exclusion, exclusionsList } from '../../domain/draw/commitments.ts';
import { profileOf } from '../../domain/draw/profile.ts';
import { publicInspectors } from '../../domain/draw/public-inspectors.ts';
import type { DrawRecord } from '../../domain/draw/record.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import type { DrawEvent } from '../../domain/keys/draw-event.ts';
import type { Receipt } from '../../domain/keys/receipt.ts';
import type { Reader } from '../actor.ts';
import { readKeyLog } from '../keys/key-log.ts';
import { publicDrawId, readDrawEvents } from './draw-events.ts';
import { readSignatures, readTimeProofs } from './signatures.ts';
import { sourcesFile, sourcesThatCame } from './sources-file.ts';
import { storedDraw, storedLists } from './stored-draw.ts';
import { readRecord } from './stored-record.ts';

/** Everything public about one draw, as its bundle holds it; the roster apart, for it can be large. */
export interface DrawEvidence {
  readonly documents: WrittenDocuments;
  /** The frozen list of every plan row, gzipped: `roster-file.ts`. */
  readonly lists: readonly Buffer[];
}

/** The same of a draw that ended without a result; null lists where it was never announced. */
export interface EndedEvidence {
  readonly documents: WrittenEnd;
  readonly lists: readonly Buffer[] | null;
}

const TOLD: ReadonlySet<string> = new Set(['published', 'void']);

interface Found {
  readonly bureau: string;
  readonly cycleId: string;
  readonly rehearsal: boolean;
  readonly state: string;
  readonly endReason: string | null;
  readonly announcement: Announcement | null;
  readonly record: DrawRecord | null;
  readonly facts: AssignmentFacts | null;
  readonly exclusions: readonly Exclusion[] | null;
  readonly receipt: Receipt | null;
}

const findDraw = async (db: Reader, authorityId: string, drawId: string): Promise<Found> => {
  const draw = await storedDraw(db, authorityId, drawId)
    .innerJoin('authority', 'authority.id', 'draw.authorityId')
    .select(['authority.name as bureau', 'draw.cycleId', 'draw.rehearsal', 'draw.state', 'draw.endReason'])
    .select('draw.announcement')
    .select(['drawFacts.facts', 'drawFacts.exclusions', 'drawReceipt.receipt'])
    .executeTakeFirstOrThrow(() => new Refusal('NotFound', `没有编号为“${drawId}”的抽取。`));
  // Each was written from the type that it is read as.
  return { ...draw, record: await readRecord(db, authorityId, drawId) } as unknown as Found;
};

const refusal = (drawId: string, why: string): Refusal =>
  new Refusal('WrongState', `抽取“${drawId}”不能写出证据：${why}。`);

const sealedDraw = (drawId: string, { announcement, record, facts, exclusions, receipt, state }: Found) => {
  if (announcement === null || record === null || facts === null || !TOLD.has(state))
    throw refusal(drawId, '抽取完成并公布后才有证据可以写出');
  if (receipt === null) throw refusal(drawId, '该次抽取没有回执，是由不做回执的旧版本完成的');
  return { announcement, record, facts, exclusions: exclusions ?? [], receipt };
};

const peopleFile = (
  { assignment, draw_id, plan_rows, alg }: Announcement,
  facts: AssignmentFacts,
): Pick<WrittenDocuments, 'inspectors.json'> =>
  assignment === undefined
    ? {}
    : {
        'inspectors.json': publicInspectors(
          { drawId: draw_id, rules: assignment, planRows: plan_rows, facts },
          profileOf(alg),
        ),
      };

/** The one-time code stands in the event that revealed it; until then nothing of the draw is shown. */
const oneTimeCode = (
  { otc_commit, draw_no }: Announcement,
  events: readonly DrawEvent[],
): Pick<WrittenDocuments, 'one-time-code.json'> => {
  if (otc_commit === 'none') return {};
  const secret = events.find(({ kind }) => kind === 'otc-revealed')?.data['secret'];
  if (typeof secret !== 'string')
    throw new Refusal('WrongState', `抽取“${draw_no}”的一次性密码尚未公开，名单在此之前保密，不能写出证据。`);
  return { 'one-time-code.json': { secret } };
};

/** Which of the events ended the draw, as `end.json` tells it. @throws Refusal where none did */
const endOf = (
  authorityId: string,
  drawId: string,
  { announcement, bureau, cycleId, rehearsal }: Found,
  events: readonly DrawEvent[],
): DrawEnd => {
  const told = events.find(({ kind }) => kind === 'void' || kind === 'not-drawn');
  if (told === undefined || told.reason === null)
    throw refusal(drawId, '该次抽取由旧版本终止，没有公开的终止事项');
  return {
    schema: 'dr-1-end',
    bureau: announcement?.bureau ?? bureau,
    cycle: announcement?.cycle ?? cycleId,
    draw_id: publicDrawId(authorityId, drawId),
    draw_no: drawId,
    rehearsal: announcement?.rehearsal ?? rehearsal,
    state: told.kind === 'void' ? 'void' : 'not-drawn',
    ended_at: told.at,
    reason: told.reason,
    event: told.no,
    announcement_hash: announcement === null ? 'none' : announcementHash(announcement),
  };
};

/** What a draw without a result leaves: its end, and whatever was announced. */
const readEnd = async (
  db: Reader,
  authorityId: string,
  drawId: string,
  found: Found,
): Promise<EndedEvidence> => {
  const { announcement, facts, exclusions } = found;
  const events = await readDrawEvents(db, authorityId, drawId);
  const documents: WrittenEnd = {
    'end.json': endOf(authorityId, drawId, found, events),
    'events.json': events,
    'keys.json': await readKeyLog(db, authorityId),
  };
  if (announcement === null || facts === null) return { documents, lists: null };
  const came = await sourcesThatCame(db, authorityId, drawId, announcement);
  return {
    documents: {
      ...documents,
      'announcement.json': announcement,
      'announcement-signatures.json': await readSignatures(db, authorityId, drawId, 'announcement'),
      'time-proofs.json': await readTimeProofs(db, authorityId, drawId),
      'exclusions.json': exclusionsList(announcement.draw_id, exclusions ?? []),
      ...peopleFile(announcement, facts),
      'sources.json': came as unknown as readonly ProvenSource[],
    },
    lists: await storedLists(db, authorityId, drawId),
  };
};

/** The end of a draw that was never announced. @throws Refusal (Chinese) */
export const readDrawEnd = async (db: Reader, authorityId: string, drawId: string): Promise<DrawEnd> => {
  const found = await findDraw(db, authorityId, drawId);
  return endOf(authorityId, drawId, found, await readDrawEvents(db, authorityId, drawId));
};

/**
 * Reads the evidence of a draw that was made public, or of one that ended without a result. Call it in one transaction
 * of repeatable reads.
 *
 * @throws Refusal (Chinese) where there is no such draw, or none of it is public yet
 */
export const readEvidence = async (
  db: Reader,
  authorityId: string,
  drawId: string,
): Promise<DrawEvidence | EndedEvidence> => {
  const found = await findDraw(db, authorityId, drawId);
  if (found.record === null && found.endReason !== null) return readEnd(db, authorityId, drawId, found);
  const { announcement, record, facts, exclusions, receipt } = sealedDraw(drawId, found);
  const events = await readDrawEvents(db, authorityId, drawId);
  const documents: WrittenDocuments = {
    'announcement.json': announcement,
    'announcement-signatures.json': await readSignatures(db, authorityId, drawId, 'announcement'),
    'time-proofs.json': await readTimeProofs(db, authorityId, drawId),
    'keys.json': await readKeyLog(db, authorityId),
    'exclusions.json': exclusionsList(announcement.draw_id, exclusions),
    ...peopleFile(announcement, facts),
    'sources.json': (await sourcesFile(db, authorityId, drawId)) as unknown as readonly ProvenSource[],
    ...oneTimeCode(announcement, events),
    'record.json': record,
    'receipt.json': receipt,
    'receipt-signatures.json': await readSignatures(db, authorityId, drawId, 'receipt'),
    'events.json': events,
  };
  return { documents, lists: await storedLists(db, authorityId, drawId) };
};
