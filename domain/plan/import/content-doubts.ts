import { monthSpan } from '../../cycle/windows.ts';
import { DRAW_TYPE_WORDS } from '../draw-type.ts';
import type { PlanDocument } from '../plan.ts';
import { scopeRuleOf } from '../scope-rule.ts';
import type { BureauName } from './bureau-names.ts';
import { bureauNames, isOwnName } from './bureau-names.ts';
import { DRAW_TYPE_CHOICES, namedChoices } from './choices.ts';
import type { Doubt } from './doubt.ts';
import { doubt } from './doubt.ts';
import type { ImportedRow, RowField } from './imported-row.ts';
import { FIELD_TITLES } from './imported-row.ts';

/** What the rows of a table are measured against. */
export interface PlanContext {
  readonly year: number;
  readonly own: BureauName | null;
  readonly document: PlanDocument;
}

type Finding = Pick<Doubt, 'kind' | 'text' | 'question' | 'choices'> & { readonly field: RowField };

const TEXT_FIELDS = ['planName', 'taskName', 'item', 'scope'] as const;

const foreignNames = (row: ImportedRow, own: BureauName): Finding[] =>
  TEXT_FIELDS.flatMap((field) =>
    bureauNames(row[field] ?? '')
      .filter((name) => !isOwnName(own, name, false))
      .map((name) => ({
        kind: 'foreign-bureau' as const,
        field,
        text: row[field] ?? '',
        question: `表中第 ${row.place} 行的${FIELD_TITLES[field]}写着“${name.text}”，与制定本计划的“${own.text}”不是同一单位。${FIELD_TITLES[field]}应当怎样写？`,
      })),
  );

/** A named area in a scope that is not the authority's own. */
const foreignArea = (row: ImportedRow, own: BureauName): Finding[] => {
  const area = row.scope === null ? null : (scopeRuleOf(row.scope)?.area ?? null);
  if (area === null || /^[全本我]/u.test(area) || own.areas.some((home) => area.endsWith(home))) return [];
  const question = `表中第 ${row.place} 行的${FIELD_TITLES.scope}写着“${area}”，不是“${own.areas.join('')}”。范围应当怎样写？`;
  return [{ kind: 'foreign-area', field: 'scope', text: row.scope ?? '', question }];
};

const yearsIn = (text: string): number[] =>
  [...text.matchAll(/(20\d{2})年/gu)].map(([, year]) => Number(year));

const offYearTexts = (row: ImportedRow, year: number): Finding[] =>
  TEXT_FIELDS.flatMap((field) => {
    const text = row[field] ?? '';
    const other = yearsIn(text).find((found) => found !== year);
    if (other === undefined) return [];
    const question =
      field === 'scope'
        ? `表中第 ${row.place} 行的对象范围以 ${other} 年为成立时间界限，而本计划为 ${year} 年度。界限是否确为 ${other} 年，还是应为 ${year} 年？`
        : `表中第 ${row.place} 行的${FIELD_TITLES[field]}写着 ${other} 年，而本计划为 ${year} 年度。应当怎样写？`;
    const named = field === 'scope' ? namedChoices(text, text.replaceAll(`${other}年`, `${year}年`)) : {};
    return [{ kind: 'off-year' as const, field, text, question, ...named }];
  });

const offYearWindow = (row: ImportedRow, year: number): Finding[] =>
  (['windowStart', 'windowEnd'] as const).flatMap((field) => {
    const day = row[field];
    if (day === null || day.startsWith(`${year}-`)) return [];
    const question = `表中第 ${row.place} 行的${FIELD_TITLES[field]}（${day}）不在计划年度 ${year} 年内，应当是哪一天？`;
    return [{ kind: 'off-year' as const, field, text: day, question }];
  });

/** Windows that the plan's own text sets; a row with another window contradicts its plan [R263]. */
const unknownWindow = (row: ImportedRow, { document, year }: PlanContext): Finding[] => {
  const { windowStart, windowEnd } = row;
  if (windowStart === null || windowEnd === null || document.windows.length === 0) return [];
  if (!windowStart.startsWith(`${year}-`)) return [];
  const spans = document.windows
    .filter(([firstMonth, lastMonth]) => firstMonth >= 1 && lastMonth >= firstMonth && lastMonth <= 12)
    .map(([firstMonth, lastMonth]) => monthSpan(year, { firstMonth, lastMonth }));
  if (spans.some(({ start, end }) => start === windowStart && end === windowEnd)) return [];
  const named = document.windows.map(([first, last]) => `${first}月至${last}月`).join('、');
  const text = `${windowStart} 至 ${windowEnd}`;
  const question = `表中第 ${row.place} 行的抽查日期为 ${text}，而计划正文规定的时间为${named}。以哪个为准？`;
  const starts = spans.flatMap(({ start, end }) => (end === windowEnd ? [start] : []));
  const choices = namedChoices(windowStart, ...starts);
  return [{ kind: 'unknown-window', field: 'windowStart', text, question, ...choices }];
};

const drawTypeToSettle = (row: ImportedRow): Finding[] =>
  row.drawType !== 'either'
    ? []
    : [
        {
          kind: 'to-settle',
          field: 'drawType',
          text: DRAW_TYPE_WORDS.either,
          question: `表中第 ${row.place} 行的抽查类型为“定向或不定向”，抽取前须确定：定向，还是不定向？`,
          choices: DRAW_TYPE_CHOICES,
        },
      ];

/** What reads well but cannot be right, or is left open, in the rows themselves [R248, R272, R274]. */
export const rowDoubts = (
  rows: readonly ImportedRow[],
  labels: readonly (string | null)[],
  context: PlanContext,
): Doubt[] =>
  rows.flatMap((row, index) =>
    [
      ...(context.own === null ? [] : foreignNames(row, context.own)),
      ...(context.own === null ? [] : foreignArea(row, context.own)),
      ...offYearTexts(row, context.year),
      ...offYearWindow(row, context.year),
      ...unknownWindow(row, context),
      ...drawTypeToSettle(row),
    ].map((finding) => doubt({ ...finding, line: row.line, row: labels[index] ?? null, place: row.place })),
  );
