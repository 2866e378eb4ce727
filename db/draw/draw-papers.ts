import type { DrawEnd, ProvenSource } from '../../domain/bundle/documents.ts';
import { type DrawPapers, mayList, NO_NAMES } from '../../domain/documents/draw-papers.ts';
import type { Announcement } from '../../domain/draw/announcement.ts';
import type { Exclusion } from '../../domain/draw/commitments.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import type { Receipt } from '../../domain/keys/receipt.ts';
import type { Reader } from '../actor.ts';
import { readKeyLog } from '../keys/key-log.ts';
import { readDrawEvents } from './draw-events.ts';
import { readPaperNames } from './paper-names.ts';
import { readDrawEnd } from './read-evidence.ts';
import { readSignatures, readTimeProofs } from './signatures.ts';
import { sourcesFile } from './sources-file.ts';
import { storedDraw } from './stored-draw.ts';
import { readRecord } from './stored-record.ts';

/**
 * Reads what there is to print of a draw: its papers, or its end where it was never announced. Call it in one transaction
 * of repeatable reads.
 *
 * @throws Refusal (Chinese) where there is no such draw, or neither announcement nor end
 */
export const readPrintable = async (
  db: Reader,
  authorityId: string,
  drawId: string,
  verifyAt: string | null,
): Promise<DrawPapers | DrawEnd> => {
  const draw = await storedDraw(db, authorityId, drawId)
    .select(['draw.announcement', 'draw.endReason'])
    .executeTakeFirst();
  if (draw === undefined || draw.announcement !== null || draw.endReason === null)
    return readDrawPapers(db, authorityId, drawId, verifyAt);
  return readDrawEnd(db, authorityId, drawId);
};

/**
 * Reads what the papers of one draw are printed from, with the names that the registers know. Call it in one
 * transaction of repeatable reads.
 *
 * @param verifyAt address that is printed as the place to check the draw
 * @throws Refusal (Chinese) where there is no such draw, or no announcement yet
 */
export const readDrawPapers = async (
  db: Reader,
  authorityId: string,
  drawId: string,
  verifyAt: string | null,
): Promise<DrawPapers> => {
  const draw = await storedDraw(db, authorityId, drawId)
    .select(['draw.announcement', 'draw.endReason', 'draw.cycleId'])
    .select(['drawFacts.exclusions', 'drawReceipt.receipt'])
    .executeTakeFirstOrThrow(() => new Refusal('NotFound', `没有编号为“${drawId}”的抽取。`));
  if (draw.announcement === null)
    throw new Refusal('WrongState', `抽取“${drawId}”还没有公告，没有可以打印的文件。`);
  const events = await readDrawEvents(db, authorityId, drawId);
  const papers: DrawPapers = {
    announcement: draw.announcement as unknown as Announcement,
    announcementSignatures: await readSignatures(db, authorityId, drawId, 'announcement'),
    timeProofs: await readTimeProofs(db, authorityId, drawId),
    keys: await readKeyLog(db, authorityId),
    exclusions: (draw.exclusions ?? []) as unknown as readonly Exclusion[],
    record: await readRecord(db, authorityId, drawId),
    sources: (await sourcesFile(db, authorityId, drawId)) as unknown as readonly ProvenSource[],
    receipt: draw.receipt as unknown as Receipt | null,
    receiptSignatures: await readSignatures(db, authorityId, drawId, 'receipt'),
    events,
    revealed: events.some(({ kind }) => kind === 'otc-revealed'),
    endReason: draw.endReason,
    copy: 'filed',
    names: NO_NAMES,
    verifyAt,
  };
  const wanted = { drawId, cycleId: draw.cycleId, units: mayList(papers) };
  return { ...papers, names: await readPaperNames(db, authorityId, wanted) };
};
