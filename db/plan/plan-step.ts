import type { Transaction } from 'kysely';
import { dateAt } from '../../domain/calendar/dates.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import type { Doing } from '../actor.ts';
import { appendAudit } from '../audit/append-audit.ts';
import type { Database } from '../connect.ts';
import { type Role, requireRole } from '../officers.ts';
import { lockPlan } from './lock-plan.ts';
import { getPlan, type StoredPlan } from './read-plan.ts';

/** Which version of which plan. */
export interface PlanKey {
  readonly authorityId: string;
  readonly year: number;
  readonly version: number;
}

type State = StoredPlan['version']['state'];

const STATE_WORDS: Readonly<Record<State, string>> = {
  draft: '草案',
  reviewed: '已审核',
  approved: '已批准',
  published: '已公布',
  superseded: '已被替代',
};

/** The right, then the plan locked, then its state: all inside the transaction that acts on them. */
export const openPlan = async (
  trx: Transaction<Database>,
  key: PlanKey,
  roles: readonly Role[],
  doing: Doing,
): Promise<StoredPlan> => {
  await requireRole(trx, key.authorityId, doing.actor.id, roles, dateAt(doing.at));
  await lockPlan(trx, key.authorityId, key.year);
  return getPlan(trx, key.authorityId, key.year, key.version);
};

/** @throws Refusal WrongState that names the state it is in and the one it must be in */
export const requireState = ({ version }: StoredPlan, state: State): void => {
  if (version.state === state) return;
  const [is, needed] = [STATE_WORDS[version.state], STATE_WORDS[state]];
  throw new Refusal(
    'WrongState',
    `${version.year} 年度计划第 ${version.version} 版现为“${is}”，须为“${needed}”才能办理。`,
  );
};

/** Changes the version's own columns. */
export const setVersion = (
  trx: Transaction<Database>,
  { authorityId, year, version }: PlanKey,
  change: Partial<Omit<StoredPlan['version'], 'authorityId' | 'year' | 'version'>>,
) =>
  trx
    .updateTable('planVersion')
    .set(change)
    .where('authorityId', '=', authorityId)
    .where('year', '=', year)
    .where('version', '=', version)
    .execute();

/** One event on the year's plan. */
export const auditPlan = (
  trx: Transaction<Database>,
  key: PlanKey,
  action: string,
  data: Readonly<Record<string, unknown>>,
  doing: Doing,
): Promise<number> =>
  appendAudit(trx, {
    ...doing,
    authorityId: key.authorityId,
    action,
    subjectKind: 'plan',
    subjectId: `${key.year}`,
    data: { version: key.version, ...data },
  });
