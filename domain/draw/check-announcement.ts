/** What must hold of an announcement before its draw is computed; read first, because an unknown one is refused. */
import { quotaOf } from '../quota/quota.ts';
import { type AnnouncedStratum, type Announcement, DRAW_ALGORITHM, DRAW_SCHEMA } from './announcement.ts';
import type { SourceValue } from './prk.ts';

/** 不得少于两人 (交通运输行政执法程序规定 art. 22). */
const LEAST_TEAM = 2;

const checkStratum = ({ id, eligible, ratio, minimum, maximum, quota, reserve }: AnnouncedStratum): void => {
  for (const count of [eligible, minimum, quota, reserve]) {
    if (!Number.isSafeInteger(count) || count < 0)
      throw new RangeError(`公告中“${id}”层的数量${count}应为非负整数。`);
  }
  if (quota > eligible) throw new RangeError(`公告中“${id}”层抽取${quota}个，多于可抽对象${eligible}个。`);
  if (ratio === null) return;
  const bound = maximum === undefined ? {} : { maximum };
  const expected = quotaOf({ eligible, ...ratio, minimum, ...bound }).quota;
  if (expected !== quota) {
    throw new RangeError(`公告中“${id}”层的抽取数量${quota}与比例算得的${expected}不符，公告不能执行。`);
  }
};

/** @throws RangeError (Chinese) on an unknown schema or algorithm, doubled strata, quotas that do not follow the ratio */
export const checkAnnouncement = (announcement: Announcement): void => {
  const { schema, alg, strata, plan_rows, assignment } = announcement;
  if (schema !== DRAW_SCHEMA || alg !== DRAW_ALGORITHM) {
    throw new RangeError(
      `不认识的抽取规则“${schema} / ${alg}”，本程序只执行“${DRAW_SCHEMA} / ${DRAW_ALGORITHM}”。`,
    );
  }
  const seats = assignment?.team_size ?? LEAST_TEAM;
  if (!Number.isSafeInteger(seats) || seats < LEAST_TEAM) {
    throw new RangeError(`公告中每组检查人员为${seats}名，执法检查不得少于${LEAST_TEAM}名。`);
  }
  if (new Set(strata.map(({ id }) => id)).size !== strata.length)
    throw new RangeError('公告中有重复的分层。');
  for (const stratum of strata) {
    if (!plan_rows.includes(stratum.row))
      throw new RangeError(`公告中“${stratum.id}”层的计划行${stratum.row}未列入本次抽取。`);
    checkStratum(stratum);
  }
};

/** @throws RangeError (Chinese) unless the values are those of the announced sources, in their order */
export const checkSources = ({ sources: announced }: Announcement, given: readonly SourceValue[]): void => {
  const same =
    announced.length === given.length && announced.every(({ id }, index) => given[index]?.id === id);
  if (announced.length === 0 || !same) {
    const names = announced.map(({ id }) => id).join('、');
    throw new RangeError(`随机数来源与公告不符：公告为“${names}”，应按公告的顺序逐一提供。`);
  }
  for (const { id, value } of given) if (value === '') throw new RangeError(`随机数来源“${id}”的值为空。`);
};

/** @throws RangeError (Chinese) when a list is not the one that was announced */
export const checkCommitted = (name: string, announced: string, actual: string): void => {
  if (announced !== actual)
    throw new RangeError(
      `${name}与公告不符：公告摘要${announced}，现有${actual}。名单在公告后被改动，抽取不能执行。`,
    );
};
