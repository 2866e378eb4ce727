/** Phrases that several notices share. */
import { isIsoDate } from '../../domain/calendar/dates.ts';
import type { Block } from './wording.ts';

const ISO_DATE = /\d{4}-\d{2}-\d{2}/g;

const chineseDay = (date: string): string => {
  const [year, month, date_] = date.split('-').map(Number);
  return `${year}年${month}月${date_}日`;
};

/** `2021-04-30` as 2021年4月30日, each date of a list alike; other text stays as it is. */
export const day = (text: string): string =>
  text.replace(ISO_DATE, (date) => (isIsoDate(date) ? chineseDay(date) : date));

/** For an SMS: of several dates the first, marked as one of several. */
export const firstDay = (text: string): string => {
  const dates = text.match(ISO_DATE) ?? [];
  return dates.length > 1 ? `${day(dates[0] ?? '')}等期限` : day(text);
};

/** 国务院办公厅, 2015: the rule of random inspection itself. */
export const BASIS_RANDOM = '《国务院办公厅关于推广随机抽查规范事中事后监管的通知》（国办发〔2015〕58号）';
/** 国务院, 2019: 双随机、一公开 across departments. */
export const BASIS_JOINT =
  '《国务院关于在市场监管领域全面推行部门联合“双随机、一公开”监管的意见》（国发〔2019〕5号）';

/** 行政处罚法 (2021) articles 42 and 43. */
export const RIGHT_TO_RECUSAL =
  '检查人员不少于两人，并应当主动出示执法证件；未出示的，贵单位有权拒绝检查。贵单位认为检查人员与本次检查有直接利害关系或者有其他关系可能影响公正执法的，有权申请其回避。';
export const RIGHT_TO_BE_HEARD =
  '贵单位对检查情况和处理意见有异议的，有权进行陈述和申辩，本局将予以记录和复核。';
/** 行政复议法 and 行政诉讼法: 60 days, six months. */
export const REMEDIES =
  '对责令改正决定不服的，可以自收到《责令改正通知书》之日起六十日内依法申请行政复议，或者六个月内依法向人民法院提起行政诉讼，复议机关和管辖法院见通知书。复议和诉讼期间，除法律另有规定外，不停止执行。';
export const RIGHT_TO_CORRECTION =
  '贵单位认为公示信息不准确的，可以向本局提出书面异议并附有关材料，本局核实后依法更正。';

export const contact = (phone: string): string => `联系电话：${phone}（本局双随机抽查工作办公室）。`;

/** How mails told the page until they named it by its menu (pages.ts takes this out of later versions). */
export const inSystem = (matter: string): string => `请登录双随机抽查系统办理（${matter}）。`;

/** Findings come as their number or as one text with a line each. */
export const findingsBlock = (findings: string): Block =>
  /^\d+$/.test(findings)
    ? `共${findings}项，具体内容和各项要求见《责令改正通知书》。`
    : { list: lines(findings) };

/** Items come as one text; each line of it becomes a line of a list. */
export const lines = (text: string): string[] =>
  text
    .split(/\n|；|;/)
    .map((line) => line.trim())
    .filter((line) => line !== '');

const PASSED: Readonly<Record<string, string>> = {
  granted: '同意',
  approved: '同意',
  refused: '不予同意',
  rejected: '不予同意',
};
const OUTCOME: Readonly<Record<string, string>> = {
  passed: '合格',
  rectified: '合格',
  failed: '不合格',
  'not-rectified': '不合格',
};

/** A decision's code or its Chinese word. */
export const decisionWord = (decision: string): string => PASSED[decision] ?? decision;
export const outcomeWord = (outcome: string): string => OUTCOME[outcome] ?? outcome;
