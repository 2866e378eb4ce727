/** What must hold of an announcement before its draw is computed; read first, because an unknown one is refused. */
import { type Announcement, DRAW_SCHEMA } from './announcement.ts';
import { assertInstant, checkAnnouncedSources } from './check-sources.ts';
import { checkStrata } from './check-strata.ts';
import { isSha256Hex } from './hash.ts';
import { isDrawAlgorithm } from './profile.ts';

/** 不得少于两人 (交通运输行政执法程序规定 art. 22). */
const LEAST_TEAM = 2;
const KEY_ID = /^[0-9a-f]{32}$/;

const assertCount = (value: number, name: string, least: number): void => {
  if (!Number.isSafeInteger(value) || value < least)
    throw new RangeError(`公告中${name}为${value}，应为不小于${least}的整数。`);
};

const checkSigners = ({ signers, rehearsal }: Announcement): void => {
  if (signers === null) {
    if (!rehearsal) throw new RangeError('正式抽取的公告须写明抽取人和监督人的密钥编号。');
    return;
  }
  if (!KEY_ID.test(signers.operator) || !KEY_ID.test(signers.supervisor))
    throw new RangeError('公告中签名人的密钥编号应为32位小写十六进制。');
  if (signers.operator === signers.supervisor) throw new RangeError('公告的抽取人与监督人不能是同一密钥。');
};

const checkOneTimeCode = ({ otc_commit }: Announcement): void => {
  if (otc_commit === 'none') return;
  assertCount(otc_commit.iterations, '一次性密码的次数', 1);
  if (!isSha256Hex(otc_commit.hash)) throw new RangeError('公告中一次性密码的承诺应为64位小写十六进制。');
};

/**
 * @throws RangeError (Chinese) on an unknown schema or algorithm, strata or quotas that cannot be, sources too early
 * or too weak, and a team of fewer than two
 */
export const checkAnnouncement = (announcement: Announcement): void => {
  const { schema, alg, assignment, announced_at, notice_hours, sign_off_working_days } = announcement;
  if (schema !== DRAW_SCHEMA || !isDrawAlgorithm(alg)) {
    throw new RangeError(`不认识的抽取规则“${schema} / ${alg}”，本程序不能执行。`);
  }
  if (assignment !== undefined && !(assignment.team_size >= LEAST_TEAM)) {
    throw new RangeError(`公告中每组检查人员为${assignment.team_size}名，执法检查不得少于${LEAST_TEAM}名。`);
  }
  if (assignment !== undefined) assertCount(assignment.team_size, '每组检查人员', LEAST_TEAM);
  assertInstant(announced_at, '公告时间');
  assertCount(notice_hours, '公告提前小时数', 0);
  assertCount(sign_off_working_days, '见证签署的工作日数', 0);
  checkSigners(announcement);
  checkOneTimeCode(announcement);
  checkStrata(announcement);
  checkAnnouncedSources(announcement);
};

/** @throws RangeError (Chinese) when a list is not the one that was announced */
export const checkCommitted = (name: string, announced: string, actual: string): void => {
  if (announced !== actual)
    throw new RangeError(
      `${name}与公告不符：公告摘要${announced}，现有${actual}。名单在公告后被改动，抽取不能执行。`,
    );
};
