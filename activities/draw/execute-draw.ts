import { mergeRosterLines } from '../../db/draw/roster-lines.ts';
import { storedLists } from '../../db/draw/stored-draw.ts';
import type { Announcement } from '../../domain/draw/announcement.ts';
import type { AssignmentFacts } from '../../domain/draw/commitments.ts';
import { explainLackingSeats } from '../../domain/draw/draw-assignment.ts';
import { beginLineDraw } from '../../domain/draw/draw-lines.ts';
import type { DrawSteps } from '../../domain/draw/prepare-draw.ts';
import type { SourceValue } from '../../domain/draw/prk.ts';
import type { DrawRecord } from '../../domain/draw/record.ts';
import { unitsOfRow } from '../../domain/strata/row-strata.ts';
import type { StepInput } from '../../workflows/shared/contract.ts';
import type { ActivityDeps } from '../shared/deps.ts';
import { beat } from '../shared/heartbeat.ts';
import { inStep, type Step } from '../shared/step.ts';
import { addDrawEvent } from './after/add-event.ts';
import { makeReceipt } from './after/make-receipt.ts';
import { oneTimeCodeOf } from './after/reveal.ts';
import { type DrawFacts, hasEnded, isEnlargement, lockDraw, setDraw, tellOfNothing } from './draw-facts.ts';
import { keepBatches } from './keep-batches.ts';
import { makeTasks, tasksBefore } from './make-tasks.ts';
import { nativeHash } from './native-hash.ts';
import { drawAndStore } from './store-order.ts';
import { type RecordText, recordText, storeRecord } from './store-record.ts';

interface Committed {
  readonly announcement: Announcement;
  readonly values: readonly SourceValue[];
  readonly facts: AssignmentFacts;
  readonly lists: readonly Buffer[];
}

/** What was announced, as it was frozen. The record proves that it is the same by its hashes. */
const committedOf = async ({ trx, authorityId }: Step, drawId: string): Promise<Committed> => {
  const { announcement, randomness, facts } = await trx
    .selectFrom('draw')
    .innerJoin('drawFacts', (join) =>
      join.onRef('drawFacts.authorityId', '=', 'draw.authorityId').onRef('drawFacts.drawId', '=', 'draw.id'),
    )
    .select(['draw.announcement', 'draw.randomness', 'drawFacts.facts'])
    .where('draw.authorityId', '=', authorityId)
    .where('draw.id', '=', drawId)
    .executeTakeFirstOrThrow();
  return {
    announcement: announcement as unknown as Announcement,
    values: randomness as unknown as SourceValue[],
    facts: facts as unknown as AssignmentFacts,
    lists: await storedLists(trx, authorityId, drawId),
  };
};

const compute = async (
  { announcement, values, facts, lists }: Committed,
  code: { readonly oneTimeCode?: string },
  { take: takeRecord }: RecordText,
): Promise<DrawSteps> => {
  const startHash = nativeHash(announcement.alg);
  const draw = beginLineDraw({ announcement, sources: values, facts, startHash, takeRecord, ...code });
  await mergeRosterLines(lists, (lines) => {
    draw.add(lines);
    beat();
  });
  return draw.steps();
};

const seal = async (
  step: Step,
  drawId: string,
  record: DrawRecord,
  end:
    | { readonly state: 'sealed' }
    | { readonly state: 'void'; readonly endReason: string; readonly officeNote: string },
): Promise<void> => {
  await setDraw(step, drawId, {
    recordHash: record.record_hash,
    sealedAt: step.at,
    ...end,
  });
  await makeReceipt(step, drawId, record);
};

const LACKING_TOLD = 3;

/** No full assignment exists: void by the rule that was announced, with the computed reason; its number stays used. */
const voidDraw = async (
  step: Step,
  found: DrawFacts,
  record: DrawRecord,
  { announcement, facts }: Committed,
): Promise<void> => {
  const { draw } = found;
  const lacking =
    announcement.assignment === undefined ? [] : explainLackingSeats(announcement.assignment, facts, record);
  const endReason = `检查人员不足：${lacking.length}个检查席位无人可派`;
  const told = lacking.slice(0, LACKING_TOLD).map(({ message }) => message);
  await seal(step, draw.id, record, {
    state: 'void',
    endReason,
    officeNote: `${endReason}。${told.join('')}`,
  });
  await addDrawEvent(step, draw.id, {
    ...{ at: step.at, kind: 'void', reason: endReason },
    data: { by: 'announced' },
  });
  await step.audit('draw.void', ['draw', draw.id], { reason: endReason, recordHash: record.record_hash });
  await tellOfNothing(step, found, endReason);
};

/** What each plan row came to: the sum of its strata, each unit once. What is drawn besides adds to it. */
const countRows = async (
  { trx, authorityId }: Step,
  found: DrawFacts,
  { strata }: DrawRecord,
  { strata: announced }: Announcement,
) => {
  for (const [row, ofRow] of Map.groupBy(strata, (stratum) => stratum.row)) {
    const sum = (pick: (stratum: (typeof ofRow)[number]) => number): number =>
      ofRow.reduce((total, stratum) => total + pick(stratum), 0);
    const quota = sum((stratum) => stratum.quota);
    const drawn = sum((stratum) => Math.min(stratum.order.length, stratum.quota));
    const eligible = unitsOfRow(announced.filter((stratum) => stratum.row === row));
    await trx
      .updateTable('cycleRow')
      .set((was) =>
        isEnlargement(found)
          ? { quota: was('quota', '+', quota), drawn: was('drawn', '+', drawn) }
          : { eligible, quota, drawn },
      )
      .where('authorityId', '=', authorityId)
      .where('cycleId', '=', found.draw.cycleId)
      .where('rowNumber', '=', String(row))
      .execute();
  }
};

const execute = async (step: Step, drawId: string): Promise<void> => {
  const found = await lockDraw(step, drawId);
  if (found.draw.recordHash !== null || !found.draw.known || hasEnded(found)) return;
  const committed = await committedOf(step, drawId);
  const text = recordText();
  const steps = await compute(committed, await oneTimeCodeOf(step, drawId, committed.announcement), text);
  const { record, ids } = await drawAndStore(step, drawId, steps);
  await storeRecord(step, drawId, text);
  if (record.assignment.status !== 'assigned') {
    await voidDraw(step, found, record, committed);
    return;
  }
  const { announcement } = committed;
  const { cycleId } = found.draw;
  const before = await tasksBefore(step, cycleId);
  const tasks = await makeTasks(step, found, record, { ids, before });
  await keepBatches(step, { cycleId, before }, record, announcement.strata);
  await countRows(step, found, record, announcement);
  await seal(step, drawId, record, { state: 'sealed' });
  await step.audit('draw.sealed', ['draw', drawId], {
    recordHash: record.record_hash,
    announcementHash: record.announcement_hash,
    rehearsal: record.rehearsal,
    tasks,
  });
};

/** Computes the draw from what was announced and the public randomness alone, and files all that follows from it. */
export const executeDraw =
  (deps: ActivityDeps) =>
  ({ authorityId, subjectId, at }: StepInput): Promise<void> =>
    inStep(deps, { authorityId, at }, (step) => execute(step, subjectId));
