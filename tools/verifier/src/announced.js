/** Whether the announced numbers follow from the roster and the rules. */
import { mustEqual, wrong } from './finding.js';
import { canonicalText } from './jcs.js';

const LEAST_TEAM = 2;

/** N·num/den in whole numbers of any size, down or up. */
const shareOf = (eligible, { numerator, denominator }, up) => {
  const [product, parts] = [BigInt(eligible) * BigInt(numerator), BigInt(denominator)];
  return Number((product + (up ? parts - 1n : 0n)) / parts);
};

const quotaOf = ({ eligible, minimum, maximum = eligible, ratio, topped_up: toppedUp }) => {
  const most = Math.min(eligible, maximum);
  const moved = toppedUp.reduce((sum, { count }) => sum + count, 0);
  if (ratio === null) return Math.min(most, Math.min(most, minimum) + moved);
  const wanted =
    ratio.kind === 'cap'
      ? shareOf(eligible, ratio, false)
      : Math.max(minimum, shareOf(eligible, ratio, true));
  return Math.min(most, Math.min(most, wanted) + moved);
};

const checkStratum = (stratum, weights) => {
  const { id, eligible, quota, reserve, batches } = stratum;
  const listed = [...weights.values()].reduce((sum, count) => sum + count, 0);
  mustEqual(eligible, listed, 'quotas', 'eligible', { stratum: id });
  if (quota + reserve > eligible) wrong('quotas', 'bounds', { stratum: id });
  mustEqual(quotaOf(stratum), quota, 'quotas', 'quota', { stratum: id });
  const batched = batches.reduce((sum, { count }) => sum + count, 0);
  if (batches.length > 0 && batched !== quota) wrong('quotas', 'batches', { stratum: id });
  if (stratum.weights === 'none' && [...weights.keys()].some((w) => w !== 1))
    wrong('quotas', 'weights', { stratum: id });
};

/** Two strata of a row that share a unit are drawn one after the other, or the unit could be drawn twice. */
const checkOverlaps = ({ roster, strata }) => {
  for (const ids of roster.together.values()) {
    for (const a of ids.map((id) => strata.get(id))) {
      for (const b of ids.map((id) => strata.get(id))) {
        const apart = a === b || a.row !== b.row || a.after.includes(b.id) || b.after.includes(a.id);
        if (!apart) wrong('quotas', 'overlap');
      }
    }
  }
};

const refuse = (what) => wrong('quotas', 'rule', { what });

const checkRule = (stratum, strata, earlier) => {
  const { id, row, kind, ratio, after, batches, topped_up: toppedUp } = stratum;
  const ofRow = strata.filter((each) => each.row === row).map((each) => each.id);
  if ((kind === 'ratio') !== (ratio !== null))
    refuse(`公告中“${id}”层按比例抽取须写明比例，按数量抽取不写比例。`);
  if (ratio !== null && ratio.numerator > ratio.denominator) refuse(`公告中“${id}”层的比例超过100%。`);
  const known = after.every((each) => ofRow.includes(each) && earlier.includes(each));
  if (!known || new Set(after).size < after.length)
    refuse(`公告中“${id}”层的先抽层应是同一计划行中列在前面的层。`);
  for (const [i, { no, from, to }] of batches.entries())
    if (no !== i + 1 || from > to) refuse(`公告中“${id}”层第${i + 1}批的编号或日期有误。`);
  for (const { from } of toppedUp)
    if (from === id || !ofRow.includes(from))
      refuse(`公告中“${id}”层的补足来源“${from}”不是同一计划行的其他层。`);
};

const checkRules = ({ strata, plan_rows: planRows }) => {
  const ids = strata.map(({ id }) => id);
  if (new Set(ids).size < ids.length) refuse('公告中有重复的分层。');
  const rows = [...new Set(strata.map(({ row }) => row))].sort((a, b) => a - b);
  if (rows.join() !== planRows.join()) refuse('公告的计划行应与各层的计划行一致，从小到大排列。');
  for (const [i, stratum] of strata.entries()) checkRule(stratum, strata, ids.slice(0, i));
  const moves = strata.flatMap((stratum) => stratum.topped_up);
  for (const { id, eligible, minimum, maximum = minimum } of strata) {
    const moved = moves.filter(({ from }) => from === id).reduce((sum, { count }) => sum + count, 0);
    if (moved > Math.max(0, Math.min(minimum, maximum) - eligible))
      refuse(`公告中“${id}”层移到其他层的数量多于所缺数量。`);
  }
};

const isSame = (a, b) => canonicalText(a) === canonicalText(b);

/** A row in one piece: its one stratum bears the row's ratio, or its number, and its bounds. */
const isOnePiece = (row, ratio, rule, strata) => {
  const [only] = strata;
  if (strata.length !== 1 || only.id !== String(row)) return false;
  const { count, minimum = 0, maximum, up_to: upTo } = rule;
  const bounds = maximum === undefined ? [] : [maximum];
  if (upTo !== undefined) bounds.push(shareOf(only.eligible, upTo, false));
  const most = bounds.length === 0 ? undefined : Math.min(...bounds);
  const wanted = count === undefined ? { ratio, minimum } : { ratio: null, minimum: count };
  return isSame(only.ratio, wanted.ratio) && only.minimum === wanted.minimum && only.maximum === most;
};

const followsRule = ({ row, ratio, rule }, strata) => {
  const { weights, coverage, own_area: ownArea, classes } = rule ?? {};
  const table = weights === undefined ? 'unit-register' : weights.version;
  if (strata.some((stratum) => stratum.weights !== 'none' && stratum.weights !== table)) return false;
  // Areas and turns are counted on registers that are not public.
  if (coverage !== undefined || ownArea !== undefined) return true;
  if (classes === undefined) return isOnePiece(row, ratio, rule ?? {}, strata);
  const wanted = classes.classes.map(({ id, ratio: own }) => [`${row}/${id}`, own ?? null]);
  return isSame(
    wanted,
    strata.map((stratum) => [stratum.id, stratum.ratio]),
  );
};

/** Whether the strata are those of the published rules of their rows, where there are such. */
const checkPublishedRules = ({ rules, plan_rows: planRows, strata }) => {
  if (rules === undefined) return;
  if (rules.map(({ row }) => row).join() !== planRows.join())
    refuse('公告的抽取规则应与公告的计划行一一对应，从小到大排列。');
  for (const rule of rules) {
    const ofRow = strata.filter(({ row }) => row === rule.row);
    if (!followsRule(rule, ofRow)) refuse(`公告中第${rule.row}行的分层与该行公布的抽取规则不符。`);
  }
};

/** Entries by weight, by stratum. */
const weightsOf = ({ roster, strata }) => {
  const byStratum = new Map([...strata.keys()].map((id) => [id, new Map()]));
  for (let i = 0; i < roster.codes.length; i += 1) {
    const counts = byStratum.get(roster.strata[i]);
    counts.set(roster.weights[i], (counts.get(roster.weights[i]) ?? 0) + 1);
  }
  return byStratum;
};

export const checkQuotas = (bundle) => {
  const { announcement } = bundle;
  bundle.weights = weightsOf(bundle);
  for (const stratum of announcement.strata) checkStratum(stratum, bundle.weights.get(stratum.id));
  if (announcement.assignment !== undefined && announcement.assignment.team_size < LEAST_TEAM)
    wrong('quotas', 'team-size');
  checkOverlaps(bundle);
  checkRules(announcement);
  checkPublishedRules(announcement);
};

const probabilityOf = ({ eligible, quota, weights }, counts) => {
  if (quota === eligible) return { kind: 'certainty' };
  if (weights === 'none') return { kind: 'uniform', numerator: quota, denominator: eligible };
  const denominator = [...counts].reduce((sum, [w, count]) => sum + w * count, 0);
  const ascending = [...counts.keys()].sort((a, b) => a - b);
  return { kind: 'by-weight', first_pick: ascending.map((w) => ({ w, numerator: w, denominator })) };
};

export const checkProbability = ({ announcement, weights }) => {
  for (const stratum of announcement.strata) {
    const expected = canonicalText(probabilityOf(stratum, weights.get(stratum.id)));
    mustEqual(expected, canonicalText(stratum.probability), 'probability', null, { stratum: stratum.id });
  }
};
