import type { ChecklistLine, Common, Draft, Signed, Visit } from '../store/types.ts';
import { canonical, lineKey, signedOf } from './signed.ts';
import { answerName, measureName } from './words.ts';

/** One thing that the phone and the server say differently. */
export interface Difference {
  readonly what: string;
  readonly here: string;
  readonly there: string;
}

const findingText = ({ text, article, measure, dueOn }: Signed['findings'][number]): string =>
  `${text}（${article}；${measureName(measure)}${dueOn === null ? '' : `，${dueOn} 前`}）`;

const listText = (texts: readonly string[]): string => (texts.length === 0 ? '无' : texts.join('；'));

/** The server's result in the form of what is signed here. */
const serverSigned = ({ result }: Visit): Signed | null =>
  result === null
    ? null
    : {
        codes: [...result.codes],
        answers: result.answers,
        findings: result.findings.map(({ itemId, text, article, measure, dueOn }) => ({
          ...{ itemId, text, article, measure },
          dueOn: measure === 'correct-by-date' ? dueOn : null,
        })),
        remark: result.remark ?? '',
      };

/** The draft of this phone beside the result that the server has; empty where they say the same. */
export const differences = (
  draft: Draft,
  visit: Visit,
  lines: readonly ChecklistLine[],
  { resultCodes }: Pick<Common, 'resultCodes'>,
): Difference[] => {
  const there = serverSigned(visit);
  if (there === null) return [];
  const here = signedOf(draft, lines);
  const codeNames = (codes: readonly string[]) =>
    listText(resultCodes.filter(({ code }) => codes.includes(code)).map(({ name }) => name));
  const answers = lines.flatMap((line): Difference[] => {
    const of = (signed: Signed) => signed.answers.find((answer) => lineKey(answer) === lineKey(line));
    const [mine, theirs] = [of(here), of(there)];
    if (canonical(mine ?? null) === canonical(theirs ?? null)) return [];
    const said = (one: typeof mine) => `${answerName(one?.answer)}${one?.note ? `（${one.note}）` : ''}`;
    return [{ what: `第 ${line.lineNo} 项 ${line.text}`, here: said(mine), there: said(theirs) }];
  });
  const rest: Difference[] = [
    { what: '检查结果', here: codeNames(here.codes), there: codeNames(there.codes) },
    {
      what: '发现的问题',
      here: listText(here.findings.map(findingText)),
      there: listText(there.findings.map(findingText)),
    },
    { what: '备注', here: here.remark || '无', there: there.remark || '无' },
  ];
  return [...answers, ...rest.filter((one) => one.here !== one.there)];
};
