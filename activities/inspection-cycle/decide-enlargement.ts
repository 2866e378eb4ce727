import { gapsText, readinessGaps } from '../../db/cycle/readiness.ts';
import { cycleName } from '../../domain/cycle/cycle-name.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import type { DecideEnlargement } from '../../workflows/inspection-cycle/contract.ts';
import type { CommandStep } from '../shared/command.ts';
import { requireOneOf, requireText } from '../shared/fields.ts';
import { tell } from '../shared/notice.ts';
import { assertMay, officersByIds } from '../shared/people.ts';
import type { Step } from '../shared/step.ts';
import { assertMayEnlarge, type Enlarging } from './enlarge-draw.ts';
import { numberDraw } from './number-draw.ts';
import { openCycleFor } from './pause-cycle.ts';

/** The request, held until the step ends. @throws Refusal NotFound, WrongState, SamePerson */
const requestToDecide = async ({ trx, authorityId, command, subjectId }: CommandStep<DecideEnlargement>) => {
  const id = requireText(command.enlargementId, 'enlargementId', '请选择扩大抽查的申请');
  const request = await trx
    .selectFrom('drawEnlargement')
    .selectAll()
    .where('authorityId', '=', authorityId)
    .where('cycleId', '=', subjectId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (request === undefined) throw new Refusal('NotFound', '没有这份扩大抽查的申请', 'enlargementId');
  if (request.decision !== null) throw new Refusal('WrongState', '该扩大抽查的申请已审批');
  if (request.requestedBy === command.actorId) {
    throw new Refusal('SamePerson', '申请人不能审批自己提出的扩大抽查');
  }
  return request;
};

/** Enlargements of a cycle are numbered; one that came to nothing keeps its number, as its draw does. */
const nextBatch = async ({ trx, authorityId }: Step, cycleId: string): Promise<number> => {
  const { last } = await trx
    .selectFrom('draw')
    .select((row) => row.fn.max('batch').as('last'))
    .where('authorityId', '=', authorityId)
    .where('cycleId', '=', cycleId)
    .where('purpose', '=', 'enlargement')
    .executeTakeFirstOrThrow();
  return Number(last ?? 0) + 1;
};

/** Never a longer prefix of the order that is already known: a draw of its own, with a randomness nobody knows yet. */
const orderDraw = async (step: Step, cycleId: string, asked: Enlarging): Promise<string> => {
  const cycle = await assertMayEnlarge(step, cycleId, asked);
  // A draw that people do not suffice for would be void, and be counted against the bureau.
  const gaps = await readinessGaps(step, cycle, step.today, asked.rowNumber);
  if (gaps.length > 0) throw new Refusal('NotReady', `尚不具备扩大抽查的条件：${gapsText(gaps)}`);
  return numberDraw(step, cycleId, { purpose: 'enlargement', batch: await nextBatch(step, cycleId) });
};

/** Another person than who asked grants or refuses an enlargement (审批扩大抽查); granted, it is drawn at once. */
export const carryOutDecideEnlargement = async (step: CommandStep<DecideEnlargement>): Promise<string> => {
  const { trx, authorityId, command, subjectId: cycleId } = step;
  await assertMay(step, 'decideEnlargement');
  const cycle = await openCycleFor(step, cycleId, '审批扩大抽查');
  const reason = requireText(command.reason, 'reason', '请填写审批意见');
  const decision = requireOneOf(
    command.decision,
    ['granted', 'refused'],
    'decision',
    '请选择审批结论：同意或不同意',
  );
  const { id, rowNumber, additional, requestedBy } = await requestToDecide(step);
  const drawId = decision === 'granted' ? await orderDraw(step, cycleId, { rowNumber, additional }) : null;
  await trx
    .updateTable('drawEnlargement')
    .set({ decision, decidedBy: command.actorId, decisionReason: reason, decidedAt: step.at, drawId })
    .where('authorityId', '=', authorityId)
    .where('id', '=', id)
    .execute();
  await step.audit('cycle-row.enlargement-decided', ['cycle', cycleId], {
    ...{ enlargementId: id, rowNumber, additional, decision, reason, drawId },
  });
  const done = drawId === null ? '未获同意' : `已获同意，抽取编号 ${drawId}`;
  await tell(step, {
    subject: ['cycle', cycleId],
    code: 'cycle.enlargement',
    params: {
      cycleName: cycleName(cycle),
      matter: `计划行 ${rowNumber} 增抽 ${additional} 个对象的申请${done}`,
      reason,
    },
    to: await officersByIds(step, [requestedBy]),
    occasion: command.id,
  });
  return drawId === null
    ? '已不同意扩大抽查'
    : `已同意对计划行 ${rowNumber} 增抽 ${additional} 个对象，抽取编号 ${drawId}`;
};
