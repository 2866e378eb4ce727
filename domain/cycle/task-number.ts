export interface TaskPlace {
  /** Null where only the digits were typed. */
  readonly year: number | null;
  /** Number of the cycle in its year. */
  readonly cycle: number;
  readonly sequence: number;
}

const TASK_ID = /-(\d{4})-(\d+)-(\d{4,})$/;
/** What the prefix of orders to correct ends with; before it stands the authority's own (发文机关代字). */
const OF_ORDERS = /责改$/u;

/**
 * The number (任务编号) under which a task stands in notices and on paper: 平交检〔2021〕10001号 is the first task of the
 * first cycle of 2021. The id, which machines use, stays out of people's sight.
 * @param orderNumberPrefix the setting that stands before the number of an order, e.g. 平交责改
 */
export const taskNumberOf = (orderNumberPrefix: string, taskId: string): string => {
  const [, year, cycle, sequence] = TASK_ID.exec(taskId) ?? [];
  if (year === undefined) return taskId;
  return `${orderNumberPrefix.replace(OF_ORDERS, '')}检〔${year}〕${cycle}${sequence}号`;
};

/** 平交检〔2021〕10001号, 〔2021〕10001, [2021]10001, 10001. */
const TYPED = /^(?:[^\d]*[〔[(（【](\d{4})[〕\])）】])?\s*(\d{5,9})\s*号?$/u;
/** Every sequence has at least so many digits, longer ones begin with none that is 0. */
const SEQUENCE_DIGITS = 4;
const SEQUENCE = /^(?:\d{4}|[1-9]\d{4,})$/u;
/** A year has at most twelve cycles: one digit or two. */
const CYCLE = /^[1-9]\d?$/u;

/**
 * Where the task stands that somebody looks for by its number, typed as he reads it. The digits of cycle and sequence
 * are not set apart: each way to read them is given. Empty where the text is no such number.
 */
export const placesOfNumber = (text: string): readonly TaskPlace[] => {
  const [, year, digits = ''] = TYPED.exec(text.trim()) ?? [];
  return [1, 2].flatMap((length) => {
    const [cycle, sequence] = [digits.slice(0, length), digits.slice(length)];
    if (sequence.length < SEQUENCE_DIGITS || !CYCLE.test(cycle) || !SEQUENCE.test(sequence)) return [];
    return [
      { year: year === undefined ? null : Number(year), cycle: Number(cycle), sequence: Number(sequence) },
    ];
  });
};
