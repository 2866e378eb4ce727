import { parse } from 'csv-parse/sync';
import { type Kysely, sql } from 'kysely';
import type { Database } from '../../../db/connect.ts';
import { type IsoDate, isIsoDate } from '../../../domain/calendar/dates.ts';
import { Refusal } from '../../../domain/failure/failures.ts';

/** One line of a platform's receipts (公示回执), and the publication it is for. */
export interface ReceiptRow {
  readonly line: number;
  /** Code or name, as it stood in the line. */
  readonly unit: string;
  readonly unitName: string | null;
  readonly publicationId: string | null;
  readonly revision: number | null;
  readonly publishedOn: string;
  readonly proof: { readonly kind: 'receipt' | 'address'; readonly reference: string };
  readonly problem: string | null;
}

interface Owed {
  readonly id: string;
  readonly revision: number;
  readonly unitName: string;
  readonly unitCode: string;
  readonly startedOn: IsoDate;
}

const MOST_LINES = 2_000;

/** Sheets and platforms write a day in several ways. */
const dayOf = (text: string): string => {
  const match = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text.trim());
  if (match === null) return text.trim();
  const [, year = '', month = '', day = ''] = match;
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
};

/** Copied from a sheet the cells are parted by tabs, from a file by commas; a line of heads is passed over. */
const cellsOf = (text: string): string[][] => {
  const rows = parse(text, {
    delimiter: text.includes('\t') ? '\t' : ',',
    relax_column_count: true,
    skip_empty_lines: true,
    trim: true,
    bom: true,
  }) as string[][];
  return /日期/.test(rows[0]?.join('') ?? '') ? rows.slice(1) : rows;
};

const owedOn = async (db: Kysely<Database>, authorityId: string, channel: string): Promise<Owed[]> => {
  const { rows } = await sql<Owed>`
    select p.id, p.revision, u.name as unit_name, u.code as unit_code,
           (p.started_at at time zone 'Asia/Shanghai')::date as started_on
      from publication p
      join publication_channel c on (c.authority_id, c.publication_id, c.revision) = (p.authority_id, p.id, p.revision)
      join task t on (t.authority_id, t.id) = (p.authority_id, p.task_id)
      join unit u on (u.authority_id, u.id) = (t.authority_id, t.unit_id)
     where p.authority_id = ${authorityId} and p.state = 'due' and c.channel = ${channel} and c.state = 'due'
     order by p.started_at, p.id`.execute(db);
  return rows;
};

const problemOf = (
  found: readonly Owed[],
  { publishedOn, reference }: { publishedOn: string; reference: string },
  on: IsoDate,
): string | null => {
  if (found.length === 0) return '该渠道没有这一检查对象待公示的结果';
  if (found.length > 1) return '这一检查对象有多项待公示的结果，请在公示页面逐项登记';
  if (!isIsoDate(publishedOn)) return '公示日期不是真实存在的日期，请写成 年-月-日';
  if (publishedOn > on) return '公示日期晚于今天';
  if (publishedOn < (found[0]?.startedOn ?? '')) return '公示日期早于结果审核日期';
  return reference === '' ? '没有回执编号或网址' : null;
};

/**
 * Reads receipts that a platform gave, one a line: 检查对象名称或统一社会信用代码, 公示日期, 回执编号或网址. Nothing is
 * changed: each line is matched with what is owed on the channel, or says why it cannot be.
 * @throws Refusal InvalidInput where the text is no table, or a longer one than is taken at once
 */
export const matchReceipts = async (
  db: Kysely<Database>,
  authorityId: string,
  { channel, text, on }: { readonly channel: string; readonly text: string; readonly on: IsoDate },
): Promise<ReceiptRow[]> => {
  let cells: string[][];
  try {
    cells = cellsOf(text);
  } catch {
    throw new Refusal(
      'InvalidInput',
      '内容不是表格：每行应为检查对象、公示日期、回执编号或网址三列。',
      'text',
    );
  }
  if (cells.length > MOST_LINES)
    throw new Refusal('InvalidInput', `一次最多导入 ${MOST_LINES} 行，请分批导入。`, 'text');
  const owed = await owedOn(db, authorityId, channel);
  const byCode = Map.groupBy(owed, ({ unitCode }) => unitCode.toUpperCase());
  const byName = Map.groupBy(owed, ({ unitName }) => unitName);
  const taken = new Set<string>();
  return cells.map(([unit = '', day = '', reference = ''], index) => {
    const found = byCode.get(unit.toUpperCase()) ?? byName.get(unit) ?? [];
    const publishedOn = dayOf(day);
    const [only] = found.length === 1 ? found : [];
    const repeated = only !== undefined && taken.has(only.id) ? '与前面一行重复' : null;
    if (only !== undefined) taken.add(only.id);
    return {
      line: index + 1,
      unit,
      unitName: only?.unitName ?? null,
      publicationId: only?.id ?? null,
      revision: only?.revision ?? null,
      publishedOn,
      proof: { kind: /^https?:\/\//.test(reference) ? 'address' : 'receipt', reference },
      problem: repeated ?? problemOf(found, { publishedOn, reference }, on),
    };
  });
};
