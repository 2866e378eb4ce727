import type { RowRule } from '../../../../../domain/strata/row-rule.ts';
import type { WrittenRow } from './use-draft.ts';

type Rule = WrittenRow['rule'];

/** What of a rule is written in fields; classes with ratios of their own are written as the ratio. */
export interface RuleForm {
  readonly minimum?: number | null;
  readonly maximum?: number | null;
  readonly areas?: readonly string[];
  readonly sizes?: readonly string[];
  readonly riskClasses?: readonly string[];
  readonly tags?: readonly string[];
  readonly coverageYears?: number | null;
  readonly visitsPerYear?: number | null;
  readonly byMonth?: boolean;
}

export const ruleFormOf = (rule: Rule): RuleForm => ({
  minimum: rule?.minimum ?? null,
  maximum: rule?.maximum ?? null,
  areas: rule?.direction?.areas ?? [],
  sizes: rule?.direction?.sizes ?? [],
  riskClasses: rule?.direction?.riskClasses ?? [],
  tags: rule?.direction?.tags ?? [],
  coverageYears: rule?.coverage?.years ?? null,
  visitsPerYear: rule?.cap?.visitsPerYear ?? null,
  byMonth: rule?.batches?.by === 'month',
});

const LISTS = ['areas', 'sizes', 'riskClasses', 'tags'] as const;

const directionOf = (before: Rule, form: RuleForm) => {
  const lists = LISTS.flatMap((name) =>
    (form[name] ?? []).length === 0 ? [] : [[name, form[name]] as const],
  );
  const kinds = before?.direction?.kinds;
  const direction = { ...(kinds === undefined ? {} : { kinds }), ...Object.fromEntries(lists) };
  return Object.keys(direction).length === 0 ? {} : { direction };
};

const batchesOf = (before: Rule, { byMonth }: RuleForm) => {
  if (byMonth === true) return { batches: { by: 'month' as const } };
  const { batches } = before ?? {};
  return batches === undefined || batches.by === 'month' ? {} : { batches };
};

const given = (value: number | null | undefined): value is number => value !== null && value !== undefined;

/** The rule with what the form says of it; what the form does not show stays. Undefined where nothing is left. */
export const ruleOf = (before: Rule, form: RuleForm): Rule => {
  const { minimum: _, maximum: __, direction: ___, coverage, cap, batches: ____, ...rest } = before ?? {};
  const rule = {
    ...rest,
    ...(given(form.minimum) ? { minimum: form.minimum } : {}),
    ...(given(form.maximum) ? { maximum: form.maximum } : {}),
    ...directionOf(before, form),
    ...(given(form.coverageYears)
      ? {
          coverage: {
            years: form.coverageYears,
            whenAllHadTheirTurn: coverage?.whenAllHadTheirTurn ?? 'begin-again',
          },
        }
      : {}),
    ...(given(form.visitsPerYear) ? { cap: { ...cap, visitsPerYear: form.visitsPerYear } } : {}),
    ...batchesOf(before, form),
  } satisfies RowRule as NonNullable<Rule>;
  return Object.keys(rule).length === 0 ? undefined : rule;
};
