import type { VisitRecord } from '../../../../../api/resources/task/field-schema.ts';
import { minuteOfInstant } from '../../../../shared/china-time.ts';
import { MEASURES } from '../task-words.ts';

type Signed = VisitRecord['signed'];
type Finding = Signed['findings'][number];

const findingText = ({ text, article, measure, dueOn }: Finding, index: number): string =>
  `${index + 1}. ${text}（${article}；${MEASURES[measure] ?? measure}${dueOn === null ? '' : `，${dueOn}前`}）`;

const countsText = ({ answers }: Signed): string => {
  const count = (value: string) => answers.filter(({ answer }) => answer === value).length;
  const [yes, no, open, lacking] = ['yes', 'no', 'not-checked', 'not-applicable'].map(count);
  return `是 ${yes}，否 ${no}，未检查 ${open}，合理缺项 ${lacking}`;
};

const visitFacts = ({ visit }: Signed): [string, string][] =>
  visit === undefined
    ? []
    : [
        [
          '检查时间',
          [visit.startedAt, visit.endedAt]
            .map((at) => (at === null ? '未填写' : minuteOfInstant(at)))
            .join(' 至 '),
        ],
        ['检查地点', visit.place],
      ];

/** The record that both sides signed, in its own words. */
export const signedFacts = (
  signed: Signed,
  codes: readonly { readonly code: string; readonly name: string }[],
): readonly (readonly [string, string])[] => [
  ...visitFacts(signed),
  ['检查表', countsText(signed)],
  ['发现问题', signed.findings.length === 0 ? '无' : signed.findings.map(findingText).join('；')],
  [
    '检查结果',
    signed.codes.map((code) => codes.find((known) => known.code === code)?.name ?? code).join('；'),
  ],
  ['备注', signed.remark],
];
