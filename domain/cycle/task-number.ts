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
