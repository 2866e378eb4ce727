/** How figures, times and names of a draw are written on paper. */
import { cycleNameOfId } from '../cycle/cycle-name.ts';
import type { AnnouncedStratum } from '../draw/announced-strata.ts';
import { parseUnitKey, type UnitKey, type UnitType } from '../draw/labels.ts';
import type { DrawPapers } from './draw-papers.ts';

const CHINA_OFFSET_MS = 8 * 3_600_000;

/** `2023年9月15日19时00分03秒`, in China Standard Time; what is no instant stays as it is. */
export const timeOf = (instant: string): string => {
  const ms = Date.parse(instant);
  if (!/^\d{4}-\d{2}-\d{2}T/.test(instant) || Number.isNaN(ms)) return instant;
  const [date = '', time = ''] = new Date(ms + CHINA_OFFSET_MS).toISOString().split('T');
  const [hour, minute, second] = time.slice(0, 8).split(':');
  return `${dayOf(date)}${hour}时${minute}分${second}秒`;
};

/** To the minute, for tables. */
export const minuteOf = (instant: string): string => timeOf(instant).replace(/分\d{2}秒$/, '分');

/** `2023年9月15日` of `2023-09-15`. */
export const dayOf = (date: string): string => {
  const [year, month, day] = date.split('-').map(Number);
  return `${year}年${month}月${day}日`;
};

/** The day of an instant in China, `2023年9月15日`. */
export const dayOfInstant = (instant: string): string =>
  dayOf(new Date(Date.parse(instant) + CHINA_OFFSET_MS).toISOString().slice(0, 10));

/** `〔2023〕第007号` of `2023-007`; another form of number stays as it is. */
export const numberOf = (drawNo: string): string => {
  const match = /^(\d{4})-(\d+)$/.exec(drawNo);
  return match === null ? drawNo : `〔${match[1]}〕第${match[2]}号`;
};

/** `2023年第三周期` of `2023-3`. */
export const cycleOf = ({ announcement, names }: DrawPapers): string =>
  names.cycle ?? cycleNameOfId(announcement.cycle);

export const rowName = ({ names }: DrawPapers, row: number): string => names.rows.get(row) ?? '';

/** By the plan's own number for the row: `第202101号` or `第202101号·甲类`. */
export const stratumName = (id: string): string => {
  const slash = id.indexOf('/');
  return slash < 0 ? `第${id}号` : `第${id.slice(0, slash)}号·${id.slice(slash + 1)}`;
};

/** At most two places behind the point, by whole-number arithmetic. */
const percent = (numerator: number, denominator: number): string => {
  const hundredths = Math.round((numerator * 10_000) / denominator);
  return `${hundredths / 100}%`;
};

const RATIO_WORDS = { exact: '', floor: '不低于', cap: '不高于' } as const;

/** The rule that gave a stratum its quota: `5%（不少于3）`. */
export const ruleOf = ({ ratio, quota, minimum, maximum, topped_up }: AnnouncedStratum): string => {
  const rule =
    ratio === null
      ? `定额${quota}`
      : `${RATIO_WORDS[ratio.kind]}${percent(ratio.numerator, ratio.denominator)}`;
  const bounds = [
    ...(ratio !== null && minimum > 0 ? [`不少于${minimum}`] : []),
    ...(maximum === undefined ? [] : [`不多于${maximum}`]),
    ...topped_up.map(({ from, count }) => `由${stratumName(from)}调入${count}`),
  ];
  return bounds.length === 0 ? rule : `${rule}（${bounds.join('，')}）`;
};

const CODE_NAMES: Readonly<Record<UnitType, string>> = {
  org: '统一社会信用代码',
  vehicle: '车牌号',
  ship: '船舶登记号',
  project: '批准文号',
  station: '许可证号',
  person: '个人（编号已脱敏）',
};

const SHOWN_HASH_DIGITS = 16;

/** The public code of a unit; of a person the first digits of its salted hash. */
export const codeOf = (unit: UnitKey): string => {
  const { type, code } = parseUnitKey(unit);
  return type === 'person' ? code.slice(0, SHOWN_HASH_DIGITS) : code;
};

/** Name over code where the name is known, else the code with what kind of code it is. */
export const unitOf = ({ names }: DrawPapers, unit: UnitKey): string => {
  const { type } = parseUnitKey(unit);
  const name = type === 'person' ? undefined : names.units.get(unit);
  return name === undefined || name === codeOf(unit)
    ? `${CODE_NAMES[type]}\n${codeOf(unit)}`
    : `${name}\n${codeOf(unit)}`;
};

/** The first digits of a ticket: enough to find it in the record. */
export const shortTicket = (ticket: string): string => `${ticket.slice(0, SHOWN_HASH_DIGITS)}…`;

/** A person by name and code where the paper names people, else by the code. */
export const personOf = ({ names }: DrawPapers, code: string): string => {
  const name = names.people.get(code);
  return name === undefined ? code : `${name}（${code}）`;
};
