import { addDays, type IsoDate } from '../calendar/dates.ts';
import { describeEvent, type EventKind } from './events.ts';
import { chooserOf } from './random.ts';

export interface RehearsedFinding {
  /** Which of the task's items it belongs to, counted from 0. */
  readonly item: number;
  readonly text: string;
  readonly article: string;
  readonly measure: 'correct-at-once' | 'correct-by-date';
  /** For correct-by-date. */
  readonly dueOn?: IsoDate;
}

/** What inspectors of transport write; the article is that of the ordinance on road transport (2023). */
const TEXTS: readonly (readonly [text: string, article: string])[] = [
  ['车辆技术档案不完整，缺少近一次维护记录', '《中华人民共和国道路运输条例》第三十条'],
  ['动态监控值班记录缺失', '《道路运输车辆动态监督管理办法》第二十一条'],
  ['从业人员安全教育培训记录不全', '《中华人民共和国安全生产法》第二十八条'],
  ['经营场所未公示收费标准', '《机动车维修管理规定》第二十五条'],
  ['应急预案未按规定组织演练', '《中华人民共和国安全生产法》第八十一条'],
  ['施工现场警示标志设置不规范', '《公路安全保护条例》第二十七条'],
];

/** Days until something is to be put right: 15 is usual (field rules, section 5); within a quarter in any case. */
const USUAL_DAYS = [15, 20, 30] as const;

/** The findings that an event gives to a visit, from the seed and the task alone. */
export const findingsOf = (
  event: EventKind | null,
  seed: number,
  { taskId, visitedOn, items }: { taskId: string; visitedOn: IsoDate; items: number },
): RehearsedFinding[] => {
  const kind = event === null ? 'none' : describeEvent(event).findings;
  if (kind === 'none') return [];
  const choose = chooserOf(seed, `findings/${taskId}`);
  const start = choose.below(TEXTS.length);
  const finding = (index: number, days: number | null): RehearsedFinding => {
    const [text, article] = TEXTS[(start + index) % TEXTS.length] ?? ['', ''];
    const base = { item: index % items, text, article };
    if (days === null) return { ...base, measure: 'correct-at-once' };
    return { ...base, measure: 'correct-by-date', dueOn: addDays(visitedOn, days) };
  };
  if (kind === 'at-once') return [finding(0, null)];
  if (kind === 'by-date') return [finding(0, choose.pick(USUAL_DAYS))];
  return [finding(0, null), finding(1, 15), finding(2, 30)];
};
