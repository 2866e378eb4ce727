/** Whether the strata are those of the published rules of their rows, where there are such (`rules`). */
import type { AnnouncedRule } from '../../draw/announced-rules.ts';
import type { AnnouncedStratum } from '../../draw/announced-strata.ts';
import type { Announcement } from '../../draw/announcement.ts';
import { canonicalJson } from '../../draw/canonical.ts';
import { NO_WEIGHTS } from '../../draw/roster.ts';
import { ruleAsPlanned } from '../../strata/published-rule.ts';
import type { RowRule } from '../../strata/row-rule.ts';

/** The weight table of a row without one of its own. */
const REGISTER_WEIGHTS = 'unit-register';

const isSame = (a: unknown, b: unknown): boolean => canonicalJson(a) === canonicalJson(b);

/** The greatest number that the rule allows of so many units; undefined where it allows all. */
const mostOf = ({ maximum, upTo }: RowRule, eligible: number): number | undefined => {
  const share =
    upTo === undefined
      ? []
      : [Number((BigInt(eligible) * BigInt(upTo.numerator)) / BigInt(upTo.denominator))];
  const bounds = [...(maximum === undefined ? [] : [maximum]), ...share];
  return bounds.length === 0 ? undefined : Math.min(...bounds);
};

/** A row in one piece: its one stratum bears its ratio, or its number, and its bounds. */
const isOnePiece = ({ row, ratio }: AnnouncedRule, rule: RowRule, strata: readonly AnnouncedStratum[]) => {
  const [only, ...more] = strata;
  if (only === undefined || more.length > 0 || only.id !== String(row)) return false;
  const wanted =
    rule.count === undefined ? { ratio, minimum: rule.minimum ?? 0 } : { ratio: null, minimum: rule.count };
  return (
    isSame(only.ratio, wanted.ratio) &&
    only.minimum === wanted.minimum &&
    only.maximum === mostOf(rule, only.eligible)
  );
};

/** A row of classes: a stratum for each, in their order, with the class's own ratio. */
const isOfClasses = (row: number, { classes }: RowRule, strata: readonly AnnouncedStratum[]): boolean => {
  const wanted = (classes?.classes ?? []).map(({ id, ratio = null }) => ({ id: `${row}/${id}`, ratio }));
  const found = strata.map(({ id, ratio }) => ({ id, ratio }));
  return isSame(wanted, found);
};

const follows = (announced: AnnouncedRule, strata: readonly AnnouncedStratum[]): boolean => {
  const rule = announced.rule === null ? {} : ruleAsPlanned(announced.rule);
  const table = rule.weights?.version ?? REGISTER_WEIGHTS;
  if (strata.some(({ weights }) => weights !== NO_WEIGHTS && weights !== table)) return false;
  // Areas and turns are counted on registers that are not public.
  if (rule.coverage !== undefined || rule.ownArea !== undefined) return true;
  return rule.classes === undefined
    ? isOnePiece(announced, rule, strata)
    : isOfClasses(announced.row, rule, strata);
};

/** @returns a Chinese sentence about the first row whose strata are not those of its rule; null where all are */
export const ruleFault = ({ rules, plan_rows, strata }: Announcement): string | null => {
  if (rules === undefined) return null;
  if (
    !isSame(
      rules.map(({ row }) => row),
      plan_rows,
    )
  )
    return '公告的抽取规则应与公告的计划行一一对应，从小到大排列。';
  const broken = rules.find(
    (announced) =>
      !follows(
        announced,
        strata.filter(({ row }) => row === announced.row),
      ),
  );
  return broken === undefined ? null : `公告中第${broken.row}行的分层与该行公布的抽取规则不符。`;
};
