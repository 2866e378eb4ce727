import type { ProvenSource } from '../../domain/bundle/documents.ts';
import type { WrittenDocuments } from '../../domain/bundle/write-bundle.ts';
import type { Announcement } from '../../domain/draw/announcement.ts';
import { type AssignmentFacts, type Exclusion, exclusionsList } from '../../domain/draw/commitments.ts';
import { profileOf } from '../../domain/draw/profile.ts';
import { publicInspectors } from '../../domain/draw/public-inspectors.ts';
import type { DrawRecord } from '../../domain/draw/record.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import type { DrawEvent } from '../../domain/keys/draw-event.ts';
import type { Receipt } from '../../domain/keys/receipt.ts';
import type { Reader } from '../actor.ts';
import { readKeyLog } from '../keys/key-log.ts';
import { readDrawEvents } from './draw-events.ts';
import { readSignatures, readTimeProofs } from './signatures.ts';
import { sourcesFile } from './sources-file.ts';
import { storedDraw, storedLists } from './stored-draw.ts';

/** Everything public about one draw, as its bundle holds it; the roster apart, for it can be large. */
export interface DrawEvidence {
  readonly documents: WrittenDocuments;
  /** The frozen list of every plan row, gzipped: `roster-file.ts`. */
  readonly lists: readonly Buffer[];
}

const TOLD: ReadonlySet<string> = new Set(['published', 'void']);

const sealedDraw = async (db: Reader, authorityId: string, drawId: string) => {
  const draw = await storedDraw(db, authorityId, drawId)
    .select(['draw.state', 'draw.announcement', 'draw.record', 'draw.endReason'])
    .select(['drawFacts.facts', 'drawFacts.exclusions', 'drawReceipt.receipt'])
    .executeTakeFirstOrThrow(() => new Refusal('NotFound', `没有编号为“${drawId}”的抽取。`));
  const { announcement, record, facts, exclusions, receipt, state, endReason } = draw;
  const refuse = (why: string): never => {
    throw new Refusal('WrongState', `抽取“${drawId}”不能写出证据：${why}。`);
  };
  if (record === null && endReason !== null) return refuse(`该次抽取没有结果（${endReason}）`);
  if (announcement === null || record === null || facts === null || !TOLD.has(state))
    return refuse('抽取完成并公布后才有证据可以写出');
  if (receipt === null) return refuse('该次抽取没有回执，是由不做回执的旧版本完成的');
  return {
    announcement: announcement as unknown as Announcement,
    record: record as unknown as DrawRecord,
    facts: facts as unknown as AssignmentFacts,
    exclusions: exclusions as unknown as readonly Exclusion[],
    receipt: receipt as unknown as Receipt,
  };
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

/**
 * Reads the evidence of a draw that was made public. Call it in one transaction of repeatable reads.
 *
 * @throws Refusal (Chinese) where there is no such draw, none of it is public yet, or it drew nothing
 */
export const readEvidence = async (
  db: Reader,
  authorityId: string,
  drawId: string,
): Promise<DrawEvidence> => {
  const { announcement, record, facts, exclusions, receipt } = await sealedDraw(db, authorityId, drawId);
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
