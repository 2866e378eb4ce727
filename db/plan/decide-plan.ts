import type { Transaction } from 'kysely';
import { dateAt } from '../../domain/calendar/dates.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import { planDocumentProblems } from '../../domain/plan/check-plan.ts';
import type { Doing } from '../actor.ts';
import type { Database } from '../connect.ts';
import { installationMode } from '../installation.ts';
import { listItems } from '../registers/items.ts';
import { auditPlan, openPlan, type PlanKey, requireState, setVersion } from './plan-step.ts';
import type { StoredPlan } from './read-plan.ts';

export type { PlanKey };

/** 审核: somebody other than the drafter read the draft. Twice by the same person changes nothing. */
export const reviewPlan = async (trx: Transaction<Database>, key: PlanKey, doing: Doing): Promise<void> => {
  const plan = await openPlan(trx, key, ['reviewer', 'chief'], doing);
  if (plan.version.state === 'reviewed' && plan.version.reviewedBy === doing.actor.id) return;
  requireState(plan, 'draft');
  if (plan.version.draftedBy === doing.actor.id) {
    throw new Refusal('SamePerson', '计划的审核人不能是起草人。');
  }
  await setVersion(trx, key, { state: 'reviewed', reviewedBy: doing.actor.id });
  await auditPlan(trx, key, 'plan.review', {}, doing);
};

/**
 * 退回: whoever reviews or approves sends a version back to its drafter with the reason; what was reviewed is a draft
 * again. @throws Refusal Forbidden, WrongState, SamePerson, InvalidInput without a reason
 */
export const returnPlan = async (
  trx: Transaction<Database>,
  key: PlanKey,
  reason: string,
  doing: Doing,
): Promise<void> => {
  if (reason.trim() === '') throw new Refusal('InvalidInput', '请写明退回的理由。', 'reason');
  const plan = await openPlan(trx, key, ['reviewer', 'chief', 'approver'], doing);
  if (plan.version.state !== 'reviewed') requireState(plan, 'draft');
  if (plan.version.draftedBy === doing.actor.id) {
    throw new Refusal('SamePerson', '起草人不能退回自己的计划，请直接修改。');
  }
  await setVersion(trx, key, { state: 'draft', reviewedBy: null });
  await auditPlan(trx, key, 'plan.return', { reason }, doing);
};

/**
 * 批准: the approving body's decision is recorded in its words, e.g. 经局党组同意 (R238), by an approver who is not the
 * drafter (R281). The same decision again changes nothing.
 */
export const approvePlan = async (
  trx: Transaction<Database>,
  key: PlanKey,
  decision: string,
  doing: Doing,
): Promise<void> => {
  if (decision.trim() === '') {
    throw new Refusal('InvalidInput', '请写明批准机构及其决定，例如“经局党组同意”。', 'decision');
  }
  const plan = await openPlan(trx, key, ['approver'], doing);
  const { state, approvedBy, approvalDecision, draftedBy } = plan.version;
  if (state === 'approved' && approvedBy === doing.actor.id && approvalDecision === decision) return;
  requireState(plan, 'reviewed');
  if (draftedBy === doing.actor.id) throw new Refusal('SamePerson', '计划的批准人不能是起草人。');
  await setVersion(trx, key, {
    state: 'approved',
    approvedBy: doing.actor.id,
    approvalDecision: decision,
    approvedAt: doing.at,
  });
  await auditPlan(trx, key, 'plan.approve', { decision }, doing);
};

/** What keeps an approved plan from being published, in one text; null where nothing does. */
const obstacles = async (trx: Transaction<Database>, key: PlanKey, plan: StoredPlan, doing: Doing) => {
  const document = { ...plan.document, approvedBy: plan.version.approvalDecision };
  const missing = planDocumentProblems(document, dateAt(doing.at))
    .filter(({ severity }) => severity === 'error')
    .map(({ message }) => message);
  const used = new Set(plan.rows.map(({ itemId }) => itemId));
  const unpublished = (await listItems(trx, key.authorityId))
    .filter((item) => used.has(item.id) && !item.published)
    .map((item) => `事项“${item.name}”尚未公布，不得列入抽查。`);
  const all = [...missing, ...unpublished];
  return all.length === 0 ? null : all.join('\n');
};

/**
 * 公布: the version takes effect and the one before is superseded (R55, R56). A live installation refuses a plan that
 * stands on assumptions; an item that is not on the published list may not be inspected (R58). Twice changes nothing.
 *
 * @throws Refusal Forbidden, WrongState, AssumedPlan, NotReady (each thing that is missing)
 */
export const publishPlan = async (trx: Transaction<Database>, key: PlanKey, doing: Doing): Promise<void> => {
  const plan = await openPlan(trx, key, ['publisher'], doing);
  if (plan.version.state === 'published') return;
  requireState(plan, 'approved');
  if (plan.version.assumed && (await installationMode(trx)) === 'live') {
    throw new Refusal('AssumedPlan', '该版计划含有假设的答复，只能用于演练；请逐条落实疑点后重新起草。');
  }
  const obstacle = await obstacles(trx, key, plan, doing);
  if (obstacle !== null) throw new Refusal('NotReady', obstacle);
  await trx
    .updateTable('planVersion')
    .set({ state: 'superseded' })
    .where('authorityId', '=', key.authorityId)
    .where('year', '=', key.year)
    .where('state', '=', 'published')
    .execute();
  await setVersion(trx, key, { state: 'published', publishedAt: doing.at });
  await fileDocument(trx, key, plan);
  await auditPlan(trx, key, 'plan.publish', { reason: plan.version.reason }, doing);
};

/** The plan's own row shows the document in force (R237-R239). */
const fileDocument = async (trx: Transaction<Database>, key: PlanKey, { document }: StoredPlan) => {
  await trx
    .updateTable('plan')
    .set({
      documentNumber: document.number,
      title: document.title ?? `${key.year}年度抽查工作计划`,
      issuer: document.issuer ?? '',
      signedOn: document.signedOn,
      printedOn: document.printedOn,
      copyTo: document.copyTo.join('、'),
      higherOrders: document.basis.join('；'),
      currentVersion: key.version,
    })
    .where('authorityId', '=', key.authorityId)
    .where('year', '=', key.year)
    .execute();
};
