import { addDays, type IsoDate } from '../calendar/dates.ts';
import { describeEvent, type EventKind } from './events.ts';
import { findingTextsOf } from './finding-texts.ts';
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

/** Days until something is to be put right: 15 is usual (field rules, section 5); within a quarter in any case. */
const USUAL_DAYS = [15, 20, 30] as const;

interface Visited {
  readonly taskId: string;
  readonly visitedOn: IsoDate;
  /** How many items the visit has. */
  readonly items: number;
  /** 行业类别 of the unit. */
  readonly category: string;
}

/** The findings that an event gives to a visit, from the seed, the task and the unit's trade alone. */
export const findingsOf = (
  event: EventKind | null,
  seed: number,
  { taskId, visitedOn, items, category }: Visited,
): RehearsedFinding[] => {
  const kind = event === null ? 'none' : describeEvent(event).findings;
  if (kind === 'none') return [];
  const choose = chooserOf(seed, `findings/${taskId}`);
  const texts = findingTextsOf(category);
  const start = choose.below(texts.length);
  const finding = (index: number, days: number | null): RehearsedFinding => {
    const [text, article] = texts[(start + index) % texts.length] ?? ['', ''];
    const base = { item: index % items, text, article };
    if (days === null) return { ...base, measure: 'correct-at-once' };
    return { ...base, measure: 'correct-by-date', dueOn: addDays(visitedOn, days) };
  };
  if (kind === 'at-once') return [finding(0, null)];
  if (kind === 'by-date') return [finding(0, choose.pick(USUAL_DAYS))];
  return [finding(0, null), finding(1, 15), finding(2, 30)];
};
