import { isIsoDate } from '../calendar/dates.ts';
import { EVENT_KINDS, type EventKind } from './events.ts';
import {
  type DaysRange,
  DEFAULT_SCENARIO,
  type Pace,
  type PlanAmendment,
  type Scenario,
  type ScenarioEvent,
} from './scenario.ts';

const MOST_DAYS = 60;
const MOST_PLACES = 10_000;

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isCount = (value: unknown, most: number): value is number =>
  Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= most;

/** Everything wrong with a file, gathered so that a person mends it in one go. */
class Problems {
  readonly lines: string[] = [];

  add(at: string, what: string): void {
    this.lines.push(`“${at}”${what}`);
  }

  unknownFields(at: string, fields: Fields, known: readonly string[]): void {
    for (const name of Object.keys(fields)) {
      if (!known.includes(name))
        this.add(at === '' ? name : `${at}.${name}`, `不认识；可用的有：${known.join('、')}。`);
    }
  }
}

const readRange = (value: unknown, at: string, fallback: DaysRange, problems: Problems): DaysRange => {
  if (value === undefined) return fallback;
  const [least, most] = Array.isArray(value) && value.length === 2 ? value : [];
  if (isCount(least, MOST_DAYS) && isCount(most, MOST_DAYS) && least <= most) return [least, most];
  problems.add(at, `应为两个工作日数 [最少, 最多]，0 至 ${MOST_DAYS}，例如 [2, 20]。`);
  return fallback;
};

const readPace = (value: unknown, problems: Problems): Pace => {
  const fallback = DEFAULT_SCENARIO.pace;
  if (value === undefined) return fallback;
  if (!isFields(value)) {
    problems.add('pace', '应为对象。');
    return fallback;
  }
  const names = Object.keys(fallback) as (keyof Pace)[];
  problems.unknownFields('pace', value, names);
  return Object.fromEntries(
    names.map((name) => [name, readRange(value[name], `pace.${name}`, fallback[name], problems)]),
  ) as unknown as Pace;
};

const readEvent = (value: unknown, at: string, problems: Problems): ScenarioEvent[] => {
  if (!isFields(value)) {
    problems.add(at, '应为对象，例如 {"kind":"late-visit","places":[1,1,1]}。');
    return [];
  }
  problems.unknownFields(at, value, ['kind', 'places']);
  const { kind, places } = value;
  const known = EVENT_KINDS.includes(kind as EventKind);
  if (!known) problems.add(`${at}.kind`, `“${String(kind)}”不是事件；可用的有：${EVENT_KINDS.join('、')}。`);
  const counts = Array.isArray(places) && places.every((count) => isCount(count, MOST_PLACES));
  if (!counts) problems.add(`${at}.places`, '应为每个周期的次数，例如 [1, 1, 1]。');
  return known && counts ? [{ kind: kind as EventKind, places: places as number[] }] : [];
};

const readEvents = (value: unknown, problems: Problems): readonly ScenarioEvent[] => {
  if (value === undefined) return DEFAULT_SCENARIO.events;
  if (!Array.isArray(value)) {
    problems.add('events', '应为数组。');
    return [];
  }
  const events = value.flatMap((event, index) => readEvent(event, `events[${index}]`, problems));
  const repeated = events.find(({ kind }, index) => events.findIndex((e) => e.kind === kind) < index);
  if (repeated !== undefined) problems.add('events', `中“${repeated.kind}”出现两次，请合并为一项。`);
  return events;
};

const readAmendment = (value: unknown, problems: Problems): PlanAmendment | null => {
  if (value === undefined) return DEFAULT_SCENARIO.planAmendment;
  if (value === null) return null;
  if (!isFields(value)) {
    problems.add('planAmendment', '应为对象，或 null（年中不调整计划）。');
    return null;
  }
  problems.unknownFields('planAmendment', value, ['on', 'cycle', 'addedPercent', 'reason']);
  const { on, cycle, addedPercent, reason } = value;
  if (typeof on !== 'string' || !isIsoDate(`2021-${on}`)) {
    problems.add('planAmendment.on', '应为“MM-DD”，例如 "06-15"。');
  }
  if (!isCount(cycle, 12) || cycle < 1) problems.add('planAmendment.cycle', '应为周期序号，从 1 起。');
  if (!isCount(addedPercent, 99) || addedPercent < 1) {
    problems.add('planAmendment.addedPercent', '应为提高的百分点，1 至 99。');
  }
  if (typeof reason !== 'string' || reason.trim() === '')
    problems.add('planAmendment.reason', '必须写明理由。');
  return {
    on: String(on),
    cycle: Number(cycle),
    addedPercent: Number(addedPercent),
    reason: String(reason),
  };
};

/**
 * Reads a scenario file (演练情景, JSON). What the file leaves out is as in {@link DEFAULT_SCENARIO}; `events` is the
 * whole list, `[]` a year in which nothing unusual happens.
 *
 * @throws RangeError (Chinese) that lists every problem with its place
 */
export const readScenario = (json: unknown): Scenario => {
  if (!isFields(json)) throw new RangeError('演练情景应为 JSON 对象。');
  const problems = new Problems();
  problems.unknownFields('', json, ['name', 'pace', 'events', 'planAmendment']);
  const { name = '自定义情景' } = json;
  if (typeof name !== 'string' || name.trim() === '') problems.add('name', '应为文字。');
  const scenario = {
    name: String(name),
    pace: readPace(json['pace'], problems),
    events: readEvents(json['events'], problems),
    planAmendment: readAmendment(json['planAmendment'], problems),
  };
  if (problems.lines.length > 0) {
    throw new RangeError(`演练情景有 ${problems.lines.length} 处错误：\n${problems.lines.join('\n')}`);
  }
  return scenario;
};
