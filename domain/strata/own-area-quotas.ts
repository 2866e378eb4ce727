/** Quotas of a row that each area draws mostly at home [R208]: a share of its number there, the rest from everywhere. */
import { compareUtf8 } from '../draw/canonical.ts';
import type { GroupQuota, RowConflict, RowQuotas } from './group-quota.ts';
import { OWN_AREA, WHOLE_SCOPE } from './place-unit.ts';
import type { OwnAreaRule } from './row-rule.ts';
import { groupOf, type RowTally } from './row-tally.ts';
import type { RowToDraw } from './row-to-draw.ts';
import { shareUp, totalBounds } from './total-bounds.ts';

const areasOf = ({ areas }: OwnAreaRule, { groups }: RowTally): string[] =>
  areas.length > 0
    ? [...areas]
    : [...groups.keys()]
        .filter((group) => group.startsWith(OWN_AREA))
        .map((group) => group.slice(OWN_AREA.length))
        .sort(compareUtf8);

/**
 * Each area's number is the row's ratio of its own units (or of all of them); the share drawn at home is rounded up,
 * as every stratum's is. What an area has too few of goes to the whole scope. A unit drawn at home is passed over there.
 */
export const ownAreaQuotas = (row: RowToDraw, rule: OwnAreaRule, tally: RowTally): RowQuotas => {
  const whole = groupOf(tally, WHOLE_SCOPE).eligible;
  const conflicts: RowConflict[] = [];
  const homes: GroupQuota[] = [];
  const toppedUp: { from: string; count: number }[] = [];
  let elsewhere = 0;
  for (const area of areasOf(rule, tally)) {
    const group = `${OWN_AREA}${area}`;
    const { eligible } = groupOf(tally, group);
    const number = totalBounds(row, rule.base === 'own' ? eligible : whole).target;
    const wanted = shareUp(number, rule.share);
    const quota = Math.min(wanted, eligible);
    elsewhere += number - wanted;
    if (quota < wanted) {
      toppedUp.push({ from: group, count: wanted - quota });
      conflicts.push({
        group,
        message: `“${area}”应在本区域抽${wanted}个，可抽对象只有${eligible}个，不足部分在全部范围内补抽。`,
      });
    }
    homes.push({ group, eligible, ratio: null, minimum: wanted, quota, toppedUp: [], after: [] });
  }
  const moved = toppedUp.reduce((sum, { count }) => sum + count, 0);
  const left = whole - homes.reduce((sum, { quota }) => sum + quota, 0);
  const number = elsewhere + moved;
  const rest = {
    group: WHOLE_SCOPE,
    eligible: whole,
    ratio: null,
    minimum: elsewhere,
    ...(number > left ? { maximum: left } : {}),
    quota: Math.min(number, left),
    toppedUp,
    after: homes.map(({ group }) => group),
  };
  if (number > left) {
    conflicts.push({
      group: WHOLE_SCOPE,
      message: `全部范围内应再抽${number}个，本区域抽取后只余${left}个，按${left}个抽取。`,
    });
  }
  return { groups: [...homes, rest], conflicts };
};
