import type { IsoDate } from '../../calendar/dates.ts';
import { isIsoDate } from '../../calendar/dates.ts';
import { Refusal } from '../../failure/failures.ts';
import type { Doubt, DoubtField } from './doubt.ts';

/** A person's answer to one doubt; `value` null is a question still open. */
export interface PlanAnswer {
  /** Key of the doubt it answers: fits only while field, row and source text are as they were. */
  readonly key: string;
  readonly row: string | null;
  readonly field: DoubtField;
  readonly text: string;
  readonly question: string;
  /** The whole value of the field; for a doubt about no single field, the decision in words. */
  readonly value: string | number | null;
  readonly answeredBy: string | null;
  readonly answeredOn: IsoDate | null;
  /** Nobody of the authority has confirmed it: good for a rehearsal (演练), refused for a live plan. */
  readonly assumed: boolean;
  readonly reason: string | null;
}

export interface PlanAnswers {
  readonly note: string | null;
  readonly answers: readonly PlanAnswer[];
}

export const NO_ANSWERS: PlanAnswers = { note: null, answers: [] };

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const textOrNull = (value: unknown): string | null =>
  typeof value === 'string' && value.trim() !== '' ? value : null;

const refuse = (place: number, why: string): never => {
  throw new RangeError(`答复文件第 ${place} 条有误：${why}`);
};

const parseAnswer = (entry: unknown, index: number): PlanAnswer => {
  const place = index + 1;
  if (!isRecord(entry)) return refuse(place, '应为一个对象。');
  const key = textOrNull(entry['key']) ?? refuse(place, '缺少 key（疑点标识）。');
  const raw = entry['value'] ?? null;
  if (raw !== null && typeof raw !== 'string' && typeof raw !== 'number') {
    return refuse(place, 'value（答复）应为文字、数字，未答复时为 null。');
  }
  const value = typeof raw === 'string' && raw.trim() === '' ? null : raw;
  const answeredBy = textOrNull(entry['answeredBy']);
  const answeredOn = textOrNull(entry['answeredOn']);
  if (value !== null && answeredBy === null) return refuse(place, '已有答复但缺少 answeredBy（答复人）。');
  if (value !== null && !isIsoDate(answeredOn)) {
    return refuse(place, '已有答复但 answeredOn（答复日期）缺失或不是 YYYY-MM-DD。');
  }
  // Only a plain `false` says that a person of the authority stands behind the answer.
  const assumed = entry['assumed'] !== false;
  const [field = 'document'] = key.split('/');
  return {
    key,
    row: textOrNull(entry['row']),
    field: field as DoubtField,
    text: textOrNull(entry['text']) ?? '',
    question: textOrNull(entry['question']) ?? '',
    value,
    answeredBy,
    answeredOn,
    assumed,
    reason: textOrNull(entry['reason']),
  };
};

/** An answers file's content. @throws RangeError (Chinese) that says which entry is wrong and why. */
export const parseAnswers = (content: unknown): PlanAnswers => {
  if (!isRecord(content) || !Array.isArray(content['answers'])) {
    throw new RangeError('答复文件的格式不对：应为 {"answers": [...]}，可用 --write-answers 重新生成模板。');
  }
  const answers = content['answers'].map(parseAnswer);
  answers.forEach(({ key }, index) => {
    const first = answers.findIndex((answer) => answer.key === key);
    if (first !== index) refuse(index + 1, `与第 ${first + 1} 条答复的是同一个疑点（${key}），请只留一条。`);
  });
  return { note: textOrNull(content['note']), answers };
};

/** A template for people: every open question, its answer left empty. */
export const answersTemplate = (doubts: readonly Doubt[]): PlanAnswers => {
  const seen = new Set<string>();
  const open = doubts.filter(({ key, kind }) => {
    const isNew = !seen.has(key) && kind !== 'stale-answer' && kind !== 'bad-answer';
    seen.add(key);
    return isNew;
  });
  return {
    note: '请在 value 填写答复，在 answeredBy、answeredOn 填写答复人和日期；assumed 为 true 的答复只能用于演练。',
    answers: open.map(({ key, row, field, text, question }) => ({
      key,
      row,
      field,
      text,
      question,
      value: null,
      answeredBy: null,
      answeredOn: null,
      assumed: false,
      reason: null,
    })),
  };
};

/** @throws Refusal `AssumedPlan` where an answer is only assumed: a live plan needs people's answers [R278]. */
export const assertUsableForLivePlan = ({ answers }: PlanAnswers): void => {
  const assumed = answers.filter((answer) => answer.assumed && answer.value !== null);
  if (assumed.length === 0) return;
  const rows = [...new Set(assumed.map(({ row }) => row ?? '全文'))].slice(0, 5).join('、');
  throw new Refusal(
    'AssumedPlan',
    `答复文件中有 ${assumed.length} 条假设的答复（${rows} 等），只能用于演练，不能用于正式计划。请由本单位人员逐条答复，并将 assumed 改为 false。`,
  );
};
