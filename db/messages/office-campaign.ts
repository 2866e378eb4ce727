import type { Transaction } from 'kysely';
import { dateAt } from '../../domain/calendar/dates.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import type { Role } from '../../domain/rights/rights.ts';
import { type Doing, jsonb } from '../actor.ts';
import type { Database } from '../connect.ts';
import { requireRole } from '../officers.ts';
import { OFFICE_NOTICE } from './approved-texts.ts';
import { auditCampaign, CAMPAIGN_ROLES, lockCampaign } from './campaign-step.ts';

export const CAMPAIGN_APPROVERS = ['approver'] as const satisfies readonly Role[];

export interface OfficeCampaign {
  readonly name: string;
  /** An approved text of `office.notice`. */
  readonly textVersion: number;
  readonly unitIds: readonly string[];
  readonly channels: readonly ('email' | 'sms')[];
}

const assertUnits = async (
  trx: Transaction<Database>,
  authorityId: string,
  unitIds: readonly string[],
): Promise<void> => {
  if (unitIds.length === 0) throw new Refusal('InvalidInput', '请选择检查对象。', 'unitIds');
  const known = await trx
    .selectFrom('unit')
    .select('id')
    .where('authorityId', '=', authorityId)
    .where('id', 'in', [...unitIds])
    .execute();
  const ids = new Set(known.map(({ id }) => id));
  const unknown = unitIds.filter((id) => !ids.has(id));
  if (unknown.length > 0)
    throw new Refusal('InvalidInput', `名录库中没有这些检查对象：${unknown.join('、')}。`, 'unitIds');
};

/** A notice of the office to selected units: a draft until another person approves. @returns its id @throws Refusal */
export const draftCampaign = async (
  trx: Transaction<Database>,
  authorityId: string,
  { name, textVersion, unitIds, channels }: OfficeCampaign,
  doing: Doing,
): Promise<string> => {
  await requireRole(trx, authorityId, doing.actor.id, CAMPAIGN_ROLES, dateAt(doing.at));
  const selected = [...new Set(unitIds)];
  await assertUnits(trx, authorityId, selected);
  const text = await trx
    .selectFrom('noticeText')
    .select('state')
    .where('authorityId', '=', authorityId)
    .where((row) => row.and({ notice: OFFICE_NOTICE, audience: 'unit', version: textVersion }))
    .executeTakeFirst();
  if (text?.state !== 'approved')
    throw new Refusal('NotReady', '批量通知只能使用已批准的文本，请先拟写并送审。', 'textVersion');
  const { id } = await trx
    .insertInto('campaign')
    .values({
      ...{ authorityId, kind: 'office' as const, name, notice: OFFICE_NOTICE, textVersion },
      ...{ unitIds: jsonb(selected), channels: [...channels] },
      ...{ createdBy: doing.actor.id, businessAt: doing.at },
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await auditCampaign(
    trx,
    { authorityId, id },
    'campaign.drafted',
    { name, textVersion, units: selected.length, channels },
    doing,
  );
  return id;
};

/** A second person lets it go out; the notifier then writes its messages. @throws Refusal */
export const approveCampaign = async (
  trx: Transaction<Database>,
  authorityId: string,
  id: string,
  doing: Doing,
): Promise<void> => {
  await requireRole(trx, authorityId, doing.actor.id, CAMPAIGN_APPROVERS, dateAt(doing.at));
  const campaign = await lockCampaign(trx, authorityId, id);
  if (campaign.kind !== 'office') throw new Refusal('WrongState', '抽取的通知随派发发出，不需要审批。');
  if (campaign.approvedBy === doing.actor.id) return;
  if (campaign.createdBy === doing.actor.id)
    throw new Refusal('SamePerson', '拟发人不能审批自己的批量通知，请由他人审批。');
  if (campaign.approvedBy !== null || campaign.cancelledAt !== null)
    throw new Refusal('WrongState', '该批量通知已经审批或者取消。');
  await trx
    .updateTable('campaign')
    .set({ approvedBy: doing.actor.id, approvedAt: doing.at })
    .where('id', '=', id)
    .execute();
  await auditCampaign(trx, campaign, 'campaign.approved', { createdBy: campaign.createdBy }, doing);
};

/** Nothing further goes out, what still waits is cancelled; what went out has gone out. @throws Refusal */
export const cancelCampaign = async (
  trx: Transaction<Database>,
  authorityId: string,
  id: string,
  reason: string,
  doing: Doing,
): Promise<void> => {
  await requireRole(trx, authorityId, doing.actor.id, CAMPAIGN_ROLES, dateAt(doing.at));
  const campaign = await lockCampaign(trx, authorityId, id);
  if (campaign.kind !== 'office')
    throw new Refusal('WrongState', '抽取的通知是法定告知，不能整批取消；任务取消时会另行通知。');
  if (campaign.cancelledAt !== null) return;
  await trx
    .updateTable('campaign')
    .set({ cancelledBy: doing.actor.id, cancelledAt: doing.at, cancelReason: reason, watched: false })
    .where('id', '=', id)
    .execute();
  await trx
    .updateTable('message')
    .set({ state: 'cancelled', cancelledReason: `批量通知取消：${reason}` })
    .where('campaignId', '=', id)
    .where('state', 'in', ['created', 'deferred', 'queued'])
    .execute();
  await auditCampaign(trx, campaign, 'campaign.cancelled', { reason }, doing);
};
