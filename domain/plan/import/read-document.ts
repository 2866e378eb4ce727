import type { IsoDate } from '../../calendar/dates.ts';
import { isIsoDate } from '../../calendar/dates.ts';
import type { PlanDocument } from '../plan.ts';
import { bureauNames } from './bureau-names.ts';
import type { SourceLine } from './source.ts';
import { rawText } from './source.ts';

const NUMBER = /^.{0,12}[〔[（(]\s*20\d{2}\s*[〕\]）)]\s*第?\d+号$/u;
const TITLE = /(20\d{2})\s*年度?.*(?:抽查|检查).*计划$/u;
const DATE = /^(20\d{2})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日/u;
const WINDOW = /(\d{1,2})\s*月(?:份)?\s*[至到\-—~～]\s*(\d{1,2})\s*月(?:份)?\s*(?:各)?\s*1?一?\s*次/gu;

const dateOf = (text: string): IsoDate | null => {
  const match = DATE.exec(text);
  if (match === null) return null;
  const date = `${match[1]}-${(match[2] ?? '').padStart(2, '0')}-${(match[3] ?? '').padStart(2, '0')}`;
  return isIsoDate(date) ? date : null;
};

const copyToOf = (texts: readonly string[]): string[] =>
  texts.flatMap((text) => {
    const match = /^(?:报|送|抄送|抄报|主送|分送)[：:](.+)$/u.exec(text);
    return (match?.[1] ?? '').split(/[、，,;；。]/u).filter((name) => name !== '');
  });

const basisOf = (texts: readonly string[]): string[] =>
  texts.flatMap((text) =>
    [
      ...text.matchAll(
        /(?:为|为了)?(?:深入)?(?:贯彻落实|按照|根据|依据)[^，。；]{4,}?(?:要求|安排|部署|规定|通知|精神|意见|办法)/gu,
      ),
    ].map(([clause]) => clause),
  );

/**
 * The plan document around the table [R237-R239]: number, issuer, title, year, approving body, dates, copy-to list, the
 * orders it answers to, and the windows that its text sets [R263]. What the text does not say is null or empty.
 */
export const readPlanDocument = (lines: readonly SourceLine[]): PlanDocument => {
  const texts = lines.map((line) => rawText(line).replace(/\t+/gu, ' '));
  const compact = texts.map((text) => text.replace(/\s+/gu, ''));
  const titleAt = compact.findIndex((text) => TITLE.test(text));
  const title = compact[titleAt] ?? null;
  const heading =
    compact.find((text) => /(?:局|委|厅|委员会)文件$/u.test(text))?.replace(/文件$/u, '') ?? null;
  const named = bureauNames(title ?? '')[0]?.text ?? null;
  const printed = compact.find((text) => DATE.test(text) && /印发$/u.test(text)) ?? '';
  const signed = compact.find((text) => DATE.test(text) && /日$/u.test(text)) ?? '';
  const decision = compact
    .map((text) => /经(?<body>[^，。]{1,20}?)(?:同意|研究|审议|批准|会议)/u.exec(text))
    .find(Boolean);
  return {
    number: compact.find((text) => NUMBER.test(text)) ?? null,
    issuer: heading ?? named,
    title,
    year: title === null ? null : Number(TITLE.exec(title)?.[1]),
    approvedBy: decision?.groups?.['body'] ?? null,
    signedOn: dateOf(signed),
    printedOn: dateOf(printed),
    copyTo: copyToOf(compact),
    basis: basisOf(compact),
    windows: compact.flatMap((text) =>
      [...text.matchAll(WINDOW)].map(([, first, last]) => [Number(first), Number(last)] as const),
    ),
  };
};
