import type { Kysely } from 'kysely';
import type { Doing } from '../../db/actor.ts';
import { appendAudit } from '../../db/audit/append-audit.ts';
import type { Database } from '../../db/connect.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import { CSV_MARK, csvLine } from '../safe-cell.ts';
import { MOST_SHEET_LINES, streamWorkbook } from '../stream-workbook.ts';
import { ONLINE_REGISTERS, type OnlineRegister } from './online.ts';

const WIDTH = 20;

const headsOf = (register: OnlineRegister): readonly string[] =>
  ONLINE_REGISTERS[register].register.columns.map(({ head }) => head);

/** The rows of a register's file below their heads, page by page. */
async function* linesOf(db: Kysely<Database>, authorityId: string, register: OnlineRegister) {
  for await (const page of ONLINE_REGISTERS[register].holdings.entries(db, authorityId))
    yield page.flatMap(({ lines }) => lines);
}

/** A register as CSV, in the columns in which it is imported, page by page; formulas are text. */
export async function* registerCsv(db: Kysely<Database>, authorityId: string, register: OnlineRegister) {
  yield CSV_MARK + csvLine(headsOf(register));
  for await (const page of linesOf(db, authorityId, register)) yield page.map(csvLine).join('');
}

/** @throws Refusal InvalidInput where so many entries do not fit on a sheet */
export const refuseTooLong = (entries: number): void => {
  if (entries <= MOST_SHEET_LINES) return;
  throw new Refusal(
    'InvalidInput',
    `名录有 ${entries} 条，超过一张 Excel 工作表能容纳的 ${MOST_SHEET_LINES} 条，请导出 CSV。`,
    'format',
  );
};

/** The same as a workbook, page by page as well. @throws Refusal InvalidInput where it is too long for one */
export const registerXlsx = async (
  db: Kysely<Database>,
  authorityId: string,
  register: OnlineRegister,
): Promise<AsyncIterable<Buffer>> => {
  refuseTooLong(await ONLINE_REGISTERS[register].holdings.count(db, authorityId));
  const head = headsOf(register);
  return streamWorkbook({
    ...{ name: '名录', head, widths: head.map(() => WIDTH) },
    pages: linesOf(db, authorityId, register),
  });
};

/** Who took a register out, and as what. */
export const recordExport = (
  db: Kysely<Database>,
  authorityId: string,
  register: OnlineRegister,
  format: string,
  doing: Doing,
): Promise<number> =>
  db.transaction().execute((trx) =>
    appendAudit(trx, {
      ...doing,
      authorityId,
      action: 'register.export',
      subjectKind: 'register',
      subjectId: register,
      data: { format },
    }),
  );
