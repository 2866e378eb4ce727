import type { Kysely } from 'kysely';
import type { Doing } from '../../db/actor.ts';
import { appendAudit } from '../../db/audit/append-audit.ts';
import type { Database } from '../../db/connect.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import { CSV_MARK, csvLine } from '../safe-cell.ts';
import { workbook } from '../workbook.ts';
import { ONLINE_REGISTERS, type OnlineRegister } from './online.ts';

/** What a workbook is made of is held in memory as a whole; a CSV file flows. */
const MOST_WORKBOOK_ENTRIES = 20_000;
const WIDTH = 20;

const headsOf = (register: OnlineRegister): readonly string[] =>
  ONLINE_REGISTERS[register].register.columns.map(({ head }) => head);

/** A register as CSV, in the columns in which it is imported, page by page; formulas are text. */
export async function* registerCsv(db: Kysely<Database>, authorityId: string, register: OnlineRegister) {
  yield CSV_MARK + csvLine(headsOf(register));
  for await (const page of ONLINE_REGISTERS[register].holdings.entries(db, authorityId))
    yield page.flatMap(({ lines }) => lines.map(csvLine)).join('');
}

/** The same as a workbook. @throws Refusal InvalidInput where it is too large for one */
export const registerXlsx = async (
  db: Kysely<Database>,
  authorityId: string,
  register: OnlineRegister,
): Promise<Buffer> => {
  const { holdings } = ONLINE_REGISTERS[register];
  const entries = await holdings.count(db, authorityId);
  if (entries > MOST_WORKBOOK_ENTRIES)
    throw new Refusal(
      'InvalidInput',
      `名录有 ${entries} 条，超过 Excel 导出的上限 ${MOST_WORKBOOK_ENTRIES} 条，请导出 CSV。`,
      'format',
    );
  const heads = headsOf(register);
  const rows: (readonly string[])[] = [heads];
  for await (const page of holdings.entries(db, authorityId))
    rows.push(...page.flatMap(({ lines }) => lines));
  return workbook([{ name: '名录', rows, widths: heads.map(() => WIDTH) }]);
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
