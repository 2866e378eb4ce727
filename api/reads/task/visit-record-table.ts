import { wallTime } from '../../../domain/calendar/wall-time.ts';
import type { CaseTable } from '../../../domain/documents/case-document.ts';
import type { ResultCode } from '../../../domain/result/result-codes.ts';
import type { VisitRecord } from '../../resources/task/field-schema.ts';

type Signed = VisitRecord['signed'];
type NameOf = (officerId: string) => string;
type Line = readonly [string, string];

const MEASURES: Readonly<Record<Signed['findings'][number]['measure'], string>> = {
  'correct-at-once': '责令当场改正',
  'correct-by-date': '责令限期改正',
  transfer: '移送其他部门',
  'case-filed': '立案查处',
  none: '无须后续处置',
};

const minute = (instant: string | null): string =>
  instant === null ? '未填写' : wallTime(instant).slice(0, 16);

const countsOf = ({ answers }: Signed): string => {
  const count = (value: string) => answers.filter(({ answer }) => answer === value).length;
  const [yes, no, open, lacking] = ['yes', 'no', 'not-checked', 'not-applicable'].map(count);
  return `是 ${yes}，否 ${no}，未检查 ${open}，合理缺项 ${lacking}`;
};

const findingsOf = ({ findings }: Signed): string =>
  findings
    .map(
      ({ text, article, measure, dueOn }, index) =>
        `${index + 1}. ${text}（${article}；${MEASURES[measure]}${dueOn === null ? '' : `，${dueOn}前`}）`,
    )
    .join('\n') || '无';

const visitLines = ({ visit }: Signed): readonly Line[] =>
  visit === undefined
    ? []
    : [
        ['检查时间', `${minute(visit.startedAt)} 至 ${minute(visit.endedAt)}`],
        ['检查地点', visit.place],
      ];

const unitLine = ({ unitSignature, refusal }: VisitRecord): string => {
  if (unitSignature !== null) return `${unitSignature.name}，${minute(unitSignature.at)}`;
  return refusal === null ? '没有签名' : `拒绝签字：${refusal.reason}（见证人 ${refusal.witness}）`;
};

/** Until the record's second form the visit itself was no part of what was signed. */
const coverOf = ({ visit }: Signed): string =>
  visit === undefined
    ? '涵盖检查表、问题、结果和备注，不含时间、地点、亮证和陪同人员'
    : '涵盖时间、地点、亮证、陪同人员、检查表、问题、结果和备注';

const linesOf = (record: VisitRecord, codes: readonly ResultCode[], nameOf: NameOf): readonly Line[] => {
  const { signed, certificates, companion, inspectorSignatures, signedSha256 } = record;
  return [
    ...visitLines(signed),
    [
      '亮证',
      certificates
        .map(({ officerId, shown }) => `${nameOf(officerId)}${shown ? '已出示执法证件' : '未出示执法证件'}`)
        .join('，'),
    ],
    ['陪同人员', `${companion.name} ${companion.position}`.trim() || '无'],
    ['检查表', countsOf(signed)],
    ['发现问题', findingsOf(signed)],
    [
      '检查结果',
      signed.codes.map((code) => codes.find((known) => known.code === code)?.name ?? code).join('；'),
    ],
    ['备注', signed.remark || '无'],
    [
      '检查人员签名',
      inspectorSignatures.map(({ officerId, at }) => `${nameOf(officerId)}，${minute(at)}`).join('；') ||
        '没有签名',
    ],
    ['检查对象签名', unitLine(record)],
    ['签名内容摘要', `SHA-256 ${signedSha256}\n${coverOf(signed)}`],
  ];
};

/** The records made on the spot (现场检查记录) as they are printed in the case file, the one in force last. */
export const visitRecordTable = (
  records: readonly VisitRecord[],
  codes: readonly ResultCode[],
  nameOf: NameOf,
): CaseTable => ({
  heading: '现场检查记录',
  columns: [
    { head: '项目', share: 20 },
    { head: '内容', share: 80 },
  ],
  rows: records.flatMap((record) => linesOf(record, codes, nameOf)),
  empty: '没有提交现场检查记录。',
});
