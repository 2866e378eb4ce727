import { sql } from 'kysely';
import type { Conclusion, Verdict } from '../../domain/notice/conclusion.ts';
import { tallyOf } from '../../domain/notice/tally.ts';
import type { Reader } from '../actor.ts';
import { type Campaign, type CampaignRow, campaignRows } from './campaign-rows.ts';
import { shown, shownMessages } from './message-columns.ts';

export interface CampaignError {
  readonly unitId: string;
  readonly unitName: string;
  readonly channel: 'email' | 'sms';
  /** Null: the row is missing. */
  readonly messageId: string | null;
  /** Why it did not arrive, Chinese. */
  readonly why: string;
}

/** Derived from the facts and the rows each time it is asked for. */
export interface CampaignProgress {
  readonly campaign: Campaign;
  /** Messages that there must be. */
  readonly expected: number;
  readonly missing: number;
  readonly verdicts: Partial<Record<Verdict, number>>;
  /** draft: not approved; sending: something still waits or is missing; complete: everything has an end. */
  readonly state: 'draft' | 'cancelled' | 'sending' | 'complete';
  readonly errors: CampaignError[];
}

const WRONG: ReadonlySet<Verdict> = new Set(['not-delivered', 'unknown', 'cancelled']);
const MISSING = '缺漏：应有而没有这件通知，将自动补齐';
const LAPSED = '缺漏：应有而没有这件通知，事项已过，不再补发';

const stateOf = (
  { kind, approvedAt, cancelledAt }: Campaign,
  missing: number,
  waiting: number,
): CampaignProgress['state'] => {
  if (cancelledAt !== null) return 'cancelled';
  if (kind === 'office' && approvedAt === null) return 'draft';
  return missing > 0 || waiting > 0 ? 'sending' : 'complete';
};

/** How far a campaign is, and every row that did not arrive. */
export const campaignProgress = async (db: Reader, campaign: Campaign): Promise<CampaignProgress> => {
  const { rows } = await sql<CampaignRow & { unitName: string }>`
    select e.*, u.name as unit_name from (${campaignRows(campaign)}) e
      join unit u on (u.authority_id, u.id) = (${campaign.authorityId}, e.unit_id)
     order by u.name, e.unit_id, e.subject_id, e.channel`.execute(db);
  const ids = rows.flatMap(({ messageId }) => messageId ?? []);
  const messages =
    ids.length === 0
      ? []
      : await shownMessages(db, campaign.authorityId)
          .where(sql<boolean>`message_shown.id = any(${ids}::uuid[])`)
          .execute();
  const conclusions = new Map<string, Conclusion>(
    messages.map(shown).map(({ id, conclusion }) => [id, conclusion]),
  );
  const missing = rows.filter(({ messageId, tellable }) => messageId === null && tellable).length;
  const verdicts = tallyOf([...conclusions.values()]);
  const errors = rows.flatMap(({ unitId, unitName, channel, messageId, tellable }): CampaignError[] => {
    const row = { unitId, unitName, channel, messageId };
    if (messageId === null) return [{ ...row, why: tellable ? MISSING : LAPSED }];
    const conclusion = conclusions.get(messageId);
    return conclusion !== undefined && WRONG.has(conclusion.verdict)
      ? [{ ...row, why: conclusion.sentence }]
      : [];
  });
  return {
    campaign,
    expected: rows.length,
    missing,
    verdicts,
    state: stateOf(campaign, missing, verdicts.waiting ?? 0),
    errors,
  };
};
