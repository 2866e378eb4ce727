import type { Transaction } from 'kysely';
import { Refusal } from '../../domain/failure/failures.ts';
import type { Doing, Reader } from '../actor.ts';
import { appendAudit } from '../audit/append-audit.ts';
import { lockAuthority } from '../authority.ts';
import type { Database } from '../connect.ts';

/** By which definitions and floors an authority counts its indicators in a year (R38, R244, R279). */
export interface IndicatorRule {
  /** Random items are at least so much of the enforcement items (R244); hundredths of a percent. */
  readonly itemFloor: number;
  /** Market-supervision enforcement items of the authority (市场监管执法事项); null: nobody has counted them yet. */
  readonly enforcementItems: number | null;
  /** What 随机抽查占比 (R38) is a share of: units of the register, or inspections of all kinds. */
  readonly randomShareOf: 'units' | 'inspections';
  readonly randomFloor: number;
}

/** 5 % of the items (R244) and 3 % of the units (R38), as the two source documents have it. */
const DEFAULT_RULE: IndicatorRule = {
  itemFloor: 500,
  enforcementItems: null,
  randomShareOf: 'units',
  randomFloor: 300,
};

export interface VersionedRule extends IndicatorRule {
  /** 0 while nothing was decided for the year. */
  readonly version: number;
  readonly reason: string | null;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
}

export const indicatorRule = async (
  db: Reader,
  authorityId: string,
  year: number,
): Promise<VersionedRule> => {
  const row = await db
    .selectFrom('indicatorRule')
    .select([
      'itemFloor',
      'enforcementItems',
      'randomShareOf',
      'randomFloor',
      'version',
      'reason',
      'decidedBy',
    ])
    .select('businessAt as decidedAt')
    .where('authorityId', '=', authorityId)
    .where('year', '=', year)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ?? { ...DEFAULT_RULE, version: 0, reason: null, decidedBy: null, decidedAt: null };
};

/** A new version of the year's rule; the old ones stay. @throws Refusal WrongState where another was decided meanwhile */
export const decideIndicatorRule = async (
  trx: Transaction<Database>,
  authorityId: string,
  {
    year,
    expectedVersion,
    rule,
    reason,
  }: {
    readonly year: number;
    readonly expectedVersion: number;
    readonly rule: IndicatorRule;
    readonly reason: string;
  },
  doing: Doing,
): Promise<number> => {
  await lockAuthority(trx, authorityId);
  const before = await indicatorRule(trx, authorityId, year);
  if (before.version !== expectedVersion)
    throw new Refusal('WrongState', '指标口径已被他人修改，请刷新后再改。', 'expectedVersion');
  const version = before.version + 1;
  await trx
    .insertInto('indicatorRule')
    .values({ authorityId, year, version, ...rule, reason, decidedBy: doing.actor.id, businessAt: doing.at })
    .execute();
  await appendAudit(trx, {
    ...doing,
    authorityId,
    action: 'statistics.rule-decided',
    subjectKind: 'statistics',
    subjectId: String(year),
    data: { version, ...rule, reason },
  });
  return version;
};
