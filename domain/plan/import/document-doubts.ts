import { bureauNames, isOwnName } from './bureau-names.ts';
import { namedChoices } from './choices.ts';
import type { PlanContext } from './content-doubts.ts';
import type { Doubt } from './doubt.ts';
import { doubt } from './doubt.ts';
import type { SourceLine } from './source.ts';
import { rawText } from './source.ts';

/** Characters of a paragraph quoted on each side of what is asked about. */
const QUOTED_CHARACTERS = 12;

const around = (text: string, found: string): string => {
  const at = text.indexOf(found);
  if (at < 0) return found;
  return text.slice(Math.max(0, at - QUOTED_CHARACTERS), at + found.length + QUOTED_CHARACTERS);
};

const foreignNames = (line: SourceLine, { own }: PlanContext): Doubt[] => {
  if (own === null) return [];
  const text = rawText(line);
  return bureauNames(text)
    .filter((name) => name.body.startsWith('交通') && !isOwnName(own, name, true))
    .map((name) =>
      doubt({
        kind: 'foreign-bureau',
        line: line.line,
        row: null,
        place: null,
        field: 'document',
        text: around(text, name.text),
        question: `第 ${line.line} 行正文写着“${name.text}”，与制定本计划的“${own.text}”不是同一单位。此处应当是哪个单位？`,
        ...namedChoices(`应为“${own.text}”`, `“${name.text}”无误`),
      }),
    );
};

/** A plan may speak of its own year, of the year before (when it is issued) and of laws, 〔…〕 numbers and titles. */
const offYears = (line: SourceLine, { year }: PlanContext): Doubt[] => {
  const text = rawText(line);
  const bare = text.replace(/《[^》]*》|[〔（([]\s*20\d{2}\s*[〕）)\]]\s*第?\d+号/gu, '');
  return [...bare.matchAll(/(20\d{2})\s*年/gu)]
    .filter(([, found]) => Number(found) !== year && Number(found) !== year - 1)
    .map(([found]) =>
      doubt({
        kind: 'off-year',
        line: line.line,
        row: null,
        place: null,
        field: 'document',
        text: around(text, found),
        question: `第 ${line.line} 行正文写着“${found}”，而本计划为 ${year} 年度。此处的年份是否有误？`,
        ...namedChoices(`有误，应为 ${year} 年`, `无误，确为 ${found}`),
      }),
    );
};

const strayLine = (line: SourceLine): Doubt =>
  doubt({
    kind: 'stray-text',
    line: line.line,
    row: null,
    place: null,
    field: 'table',
    text: rawText(line),
    question: `表头之后第 ${line.line} 行的内容不能归入任何一行，未计入。它是计划表的一部分，还是可以不计？`,
    ...namedChoices('可以不计', '是计划表的一部分，形成草案后补入'),
  });

/** Doubts about the text around the table [R248]; `outside` are lines above the first row that it did not take. */
export const documentDoubts = (
  prose: readonly SourceLine[],
  outside: readonly SourceLine[],
  context: PlanContext,
): Doubt[] => [
  ...prose.flatMap((line) => [...foreignNames(line, context), ...offYears(line, context)]),
  ...outside.map(strayLine),
];
