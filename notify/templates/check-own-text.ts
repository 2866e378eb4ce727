import type { NoticeCode } from '../../domain/notice/catalog.ts';
import { missingRights, type OwnText, wordingProblems } from '../../domain/notice/own-text.ts';
import { longestLinkAddress, longestParams } from './longest-params.ts';
import { hasWordingFor, templateVersion } from './registry.ts';
import { renderSms } from './render.ts';
import type { Audience } from './wording.ts';

/** Dates only the letter, which is not measured. */
const ANY_DAY = '2021-01-01T00:00:00.000Z';

/**
 * Whether an authority's wording can go out: known params, the rights a unit must be told, and an SMS of at most two
 * segments with the longest params and the authority's own signature.
 * @returns everything that is wrong (Chinese); empty: nothing
 */
export const ownTextProblems = (
  code: NoticeCode,
  audience: Audience,
  own: OwnText,
  authorityName: string,
): string[] => {
  if (!hasWordingFor(code, audience)) {
    return [`通知“${code}”不发给${audience === 'unit' ? '检查对象' : '工作人员'}，不能为其拟写文本。`];
  }
  const problems = [...wordingProblems(code, own), ...missingRights(code, audience, own)];
  if (problems.length > 0) return problems;
  const longest = {
    template: code,
    templateVersion: templateVersion(code),
    params: longestParams(code, authorityName),
    recipientKind: audience,
    businessAt: ANY_DAY,
    ownText: own,
  };
  return renderSms(longest, { rehearsal: true, linkAddress: longestLinkAddress }).isCut
    ? ['短信在参数最长时超过两条（含签名共 134 字），请缩短固定文字，或少用参数。']
    : [];
};
