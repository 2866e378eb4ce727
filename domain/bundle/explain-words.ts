/** Says in plain Chinese and English what a draw did with one unit. */
import { exclusionWords } from '../strata/exclusion-reasons.ts';
import type { Gap, ProvenEntry, StratumFate, UnitExplanation } from './explain-unit.ts';
import type { Words } from './words.ts';

const FATES: Readonly<Record<StratumFate['fate'], (fate: StratumFate) => Words>> = {
  drawn: ({ place }) => ({
    zh: `抽中：抽取号不大于入选线，排第 ${place} 位`,
    en: `drawn: its ticket is not above the cut-off, place ${place}`,
  }),
  certainty: ({ place }) => ({
    zh: `抽中：该层全部检查，不凭机会（次序第 ${place} 位）`,
    en: `drawn: the whole stratum is inspected, chance plays no part (place ${place})`,
  }),
  'passed-over': () => ({
    zh: '未在本层抽取：已在同一计划行的前一层抽中',
    en: 'passed over: already drawn in an earlier stratum of the same row',
  }),
  reserve: ({ place, quota }) => ({
    zh: `未抽中：抽取号大于入选线；为递补第 ${(place ?? 0) - quota} 位`,
    en: `not drawn: its ticket is above the cut-off; number ${(place ?? 0) - quota} in reserve`,
  }),
  'not-drawn': () => ({ zh: '未抽中：抽取号大于入选线', en: 'not drawn: its ticket is above the cut-off' }),
};

const percent = ({ quota, eligible }: StratumFate): string =>
  eligible === 0 ? '0' : ((100 * quota) / eligible).toFixed(2).replace(/\.?0+$/, '');

const proofLines = ({ entry, index, leaves, path }: ProvenEntry): string[] => [
  `    名单第 ${index + 1} 行（共 ${leaves} 行）：${JSON.stringify({ code: entry.code, stratum: entry.stratum, w: entry.w })}`,
  `    默克尔证明 Merkle proof: ${path.length === 0 ? '（名单只有一行）' : path.join(' ')}`,
];

const stratumLines = (fate: StratumFate): string[] => {
  const { proof, row, ticket, cutOff, quota, eligible } = fate;
  const { zh, en } = FATES[fate.fate](fate);
  return [
    `计划行 ${row}，分层“${proof.entry.stratum}”：${eligible} 个对象抽 ${quota} 个（${percent(fate)}%），权重 ${proof.entry.w}`,
    `Row ${row}, stratum “${proof.entry.stratum}”: ${quota} of ${eligible} drawn, weight ${proof.entry.w}`,
    `    抽取号 ticket   ${ticket}`,
    `    入选线 cut-off  ${cutOff ?? '—'}`,
    `  → ${zh}`,
    `    ${en}`,
    ...proofLines(proof),
  ];
};

const placeWords = ({ before, after }: Gap): Words => {
  if (before === null && after === null) return { zh: '名单没有任何对象。', en: 'The roster is empty.' };
  const order = {
    zh: '名单按代码排列，它应排在',
    en: 'The roster is in the order of the codes; it would stand',
  };
  if (after === null)
    return {
      zh: `${order.zh}名单最后一行之后。最后一行是：`,
      en: `${order.en} after the last line, which is:`,
    };
  return before === null
    ? { zh: `${order.zh}名单第一行之前。第一行是：`, en: `${order.en} before the first line, which is:` }
    : { zh: `${order.zh}下列相邻两行之间：`, en: `${order.en} between these:` };
};

const absenceLines = (unit: string, gap: Gap): string[] => {
  const { zh, en } = placeWords(gap);
  return [
    `${unit} 不在抽取名单内，不可能被抽中；请核对代码是否完整。${zh}`,
    `${unit} is not on the roster and could not be drawn; make sure that the code is whole. ${en}`,
    ...[gap.before, gap.after].flatMap((entry) => (entry === null ? [] : proofLines(entry))),
  ];
};

const exclusionLines = ({ exclusions }: UnitExplanation): string[] =>
  exclusions.flatMap(({ row, reason }) => [
    `计划行 ${row} 的排除名单列有该对象，理由：${exclusionWords(reason)}（${reason}）`,
    `Excluded from row ${row}, reason: ${reason}`,
  ]);

const visitLines = ({ visit, team }: UnitExplanation): string[] => {
  if (visit === null) return [];
  const batch = visit.batch === undefined ? '' : `，第 ${visit.batch} 批`;
  const people = team.length === 0 ? '' : `，检查人员代码 ${team.join('、')}`;
  return [
    `检查任务第 ${visit.position} 个，涉及计划行 ${visit.rows.join('、')}${batch}${people}`,
    `Visit number ${visit.position} for rows ${visit.rows.join(', ')}${team.length === 0 ? '' : `, inspectors ${team.join(', ')}`}`,
  ];
};

export const explanationLines = (explanation: UnitExplanation): string[] => {
  const { unit, strata, gap } = explanation;
  const listed = strata.length > 0 ? [`${unit} 在抽取名单内。${unit} is on the roster.`] : [];
  return [
    ...listed,
    ...strata.flatMap((fate) => ['', ...stratumLines(fate)]),
    ...(gap === null ? [] : absenceLines(unit, gap)),
    ...exclusionLines(explanation),
    ...visitLines(explanation),
  ];
};
