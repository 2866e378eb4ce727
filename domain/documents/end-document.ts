/** The paper of a draw that ended before anything was announced (抽取终止记录): its number stays used, this says why. */
import type { DrawEnd } from '../bundle/documents.ts';
import { DRAW_EVENT_KINDS } from '../keys/draw-event.ts';
import type { PrintedDocument } from './document.ts';
import { HOW_TO_CHECK } from './integrity.ts';
import { numberOf, timeOf } from './wording.ts';

/** What stands on every paper of a draw without a result. */
export const KEPT_FOR_EVER = '编号永久保留，不再用于其他抽取';

/** `抽取作废` or `未抽取`. */
export const endWords = (state: DrawEnd['state']): string => DRAW_EVENT_KINDS[state];

/** @param end of a draw that has no announcement; one that has is printed as a record */
export const endDocument = (end: DrawEnd): PrintedDocument => ({
  masthead: null,
  title: [end.bureau, '“双随机、一公开”抽查随机抽取终止记录'],
  number: `抽取编号：${numberOf(end.draw_no)}`,
  watermark: end.rehearsal ? '演练' : null,
  blocks: [
    {
      kind: 'form',
      rows: [
        ['实施主体', end.bureau],
        ['抽查周期', end.cycle],
        ['抽取编号', `${end.draw_no}　　标识：${end.draw_id}`],
        ['抽取公告', '没有公告，没有产生随机数'],
        ['抽取结论', `${endWords(end.state)}，没有抽取结果`],
        ['终止时间', timeOf(end.ended_at)],
        ['终止原因', end.reason],
        ['编号', KEPT_FOR_EVER],
      ],
    },
    {
      kind: 'paragraph',
      text: `本件由公开的抽取事项整理而成。${HOW_TO_CHECK}`,
    },
    { kind: 'signing', places: ['抽取人', '监督人'].map((label) => ({ label, lines: [] })) },
  ],
  footer: `抽取终止记录 ${end.draw_no}`,
  madeAt: end.ended_at,
  author: end.bureau,
});
