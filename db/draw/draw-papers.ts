import type { ProvenSource } from '../../domain/bundle/documents.ts';
import { cycleName } from '../../domain/cycle/cycle-name.ts';
import { type DrawPapers, mayList, type PaperNames } from '../../domain/documents/draw-papers.ts';
import type { Announcement } from '../../domain/draw/announcement.ts';
import type { Exclusion } from '../../domain/draw/commitments.ts';
import type { UnitKey } from '../../domain/draw/labels.ts';
import type { DrawRecord } from '../../domain/draw/record.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import type { Receipt } from '../../domain/keys/receipt.ts';
import type { Reader } from '../actor.ts';
import { loadSettings } from '../authority.ts';
import { readKeyLog } from '../keys/key-log.ts';
import { readDrawEvents } from './draw-events.ts';
import { readSignatures, readTimeProofs } from './signatures.ts';
import { sourcesFile } from './sources-file.ts';
import { storedDraw } from './stored-draw.ts';

/** Names of the drawn units and of those in reserve; a person is known by the salted hash alone. */
const unitNames = async (
  db: Reader,
  authorityId: string,
  drawId: string,
): Promise<ReadonlyMap<UnitKey, string>> => {
  const rows = await db
    .selectFrom('drawEntry')
    .innerJoin('unit', (join) =>
      join.onRef('unit.authorityId', '=', 'drawEntry.authorityId').onRef('unit.id', '=', 'drawEntry.unitId'),
    )
    .select(['drawEntry.label', 'unit.name'])
    .distinct()
    .where('drawEntry.authorityId', '=', authorityId)
    .where('drawEntry.drawId', '=', drawId)
    .where('unit.kind', '<>', 'person')
    .execute();
  return new Map(rows.map(({ label, name }) => [label as UnitKey, name]));
};

const inspectorNames = async (db: Reader, authorityId: string): Promise<ReadonlyMap<string, string>> => {
  const rows = await db
    .selectFrom('inspector')
    .innerJoin('officer', (join) =>
      join
        .onRef('officer.authorityId', '=', 'inspector.authorityId')
        .onRef('officer.id', '=', 'inspector.officerId'),
    )
    .select(['inspector.certificateNumber', 'officer.name'])
    .where('inspector.authorityId', '=', authorityId)
    .execute();
  return new Map(rows.map(({ certificateNumber, name }) => [certificateNumber, name]));
};

const signerNames = async (
  db: Reader,
  authorityId: string,
  drawId: string,
): Promise<ReadonlyMap<string, string>> => {
  const rows = await db
    .selectFrom('drawSignature')
    .innerJoin('officer', (join) =>
      join
        .onRef('officer.authorityId', '=', 'drawSignature.authorityId')
        .onRef('officer.id', '=', 'drawSignature.officerId'),
    )
    .select(['drawSignature.keyId', 'officer.name'])
    .where('drawSignature.authorityId', '=', authorityId)
    .where('drawSignature.drawId', '=', drawId)
    .execute();
  return new Map(rows.map(({ keyId, name }) => [keyId, name]));
};

/** The plan that a cycle follows, its rows by number. */
const planNames = async (
  db: Reader,
  authorityId: string,
  cycleId: string,
): Promise<Pick<PaperNames, 'cycle' | 'plan' | 'rows'>> => {
  const cycle = await db
    .selectFrom('cycle')
    .leftJoin('plan', (join) =>
      join.onRef('plan.authorityId', '=', 'cycle.authorityId').onRef('plan.year', '=', 'cycle.year'),
    )
    .select(['cycle.year', 'cycle.planVersion', 'cycle.windowStart', 'cycle.windowEnd'])
    .select(['plan.title', 'plan.documentNumber'])
    .where('cycle.authorityId', '=', authorityId)
    .where('cycle.id', '=', cycleId)
    .executeTakeFirstOrThrow();
  const rows = await db
    .selectFrom('planRow')
    .select(['number', 'itemText'])
    .where('authorityId', '=', authorityId)
    .where('year', '=', cycle.year)
    .where('version', '=', cycle.planVersion)
    .execute();
  const { settings } = await loadSettings(db, authorityId);
  const { title, documentNumber } = cycle;
  return {
    cycle: cycleName(settings.recurrence, cycle),
    plan: title === null ? null : `《${title}》${documentNumber === null ? '' : `（${documentNumber}）`}`,
    rows: new Map(rows.map(({ number, itemText }) => [Number(number), itemText])),
  };
};

const NO_UNITS: PaperNames['units'] = new Map();

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
    .select(['draw.announcement', 'draw.record', 'draw.endReason', 'draw.cycleId'])
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
    record: draw.record as unknown as DrawRecord | null,
    sources: (await sourcesFile(db, authorityId, drawId)) as unknown as readonly ProvenSource[],
    receipt: draw.receipt as unknown as Receipt | null,
    receiptSignatures: await readSignatures(db, authorityId, drawId, 'receipt'),
    events,
    revealed: events.some(({ kind }) => kind === 'otc-revealed'),
    endReason: draw.endReason,
    names: {
      ...(await planNames(db, authorityId, draw.cycleId)),
      units: NO_UNITS,
      inspectors: await inspectorNames(db, authorityId),
      signers: await signerNames(db, authorityId, drawId),
    },
    verifyAt,
  };
  if (!mayList(papers)) return papers;
  return { ...papers, names: { ...papers.names, units: await unitNames(db, authorityId, drawId) } };
};
