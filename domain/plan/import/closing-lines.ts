import type { SourceLine } from './source.ts';
import { rawText } from './source.ts';

const CLOSING =
  /^(?:备?注[：:]|说明[：:]|附件|联系人|联系电话|填表人|审核人|制表|报[：:]|[抄主分]?送[：:]|抄报[：:]|.*印发$|[\p{Script=Han}]{2,24}(?:局|委|厅|委员会|办公室)$|20\d{2}\s*年\s*\d+\s*月\s*\d+\s*日)/u;

/** Whether a line below the table closes the paper: signature, date, copy-to list, notes. Such a line is no plan row. */
export const closesPaper = (line: SourceLine): boolean =>
  line.cells.filter((cell) => cell.trim() !== '').length === 1 && CLOSING.test(rawText(line));
