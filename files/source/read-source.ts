import { readFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import type { SourceLine } from '../../domain/plan/import/source.ts';
import { UnreadablePlan } from '../../domain/plan/import/source.ts';
import { errorCode } from './error-code.ts';
import { readCsv } from './read-csv.ts';
import { readDocx } from './read-docx.ts';
import { readText } from './read-text.ts';
import { readXlsx } from './read-xlsx.ts';

type Reader = (bytes: Buffer) => SourceLine[] | Promise<SourceLine[]>;

const READERS: Readonly<Record<string, Reader>> = {
  '.txt': readText,
  '.text': readText,
  '.tsv': readText,
  '.md': readText,
  '': readText,
  '.csv': readCsv,
  '.xlsx': readXlsx,
  '.xlsm': readXlsx,
  '.docx': readDocx,
};

const OTHER_FORMATS: Readonly<Record<string, string>> = {
  '.xls': '这是旧版 Excel 格式，请用 Excel 或 WPS 打开后另存为 .xlsx。',
  '.et': '这是 WPS 表格格式，请用 WPS 打开后另存为 .xlsx。',
  '.doc': '这是旧版 Word 格式，请用 Word 或 WPS 打开后另存为 .docx。',
  '.wps': '这是 WPS 文字格式，请用 WPS 打开后另存为 .docx。',
  '.pdf': 'PDF 中没有可靠的表格结构，请取得原始文件，或将表格复制到 Excel 后另存为 .xlsx。',
  '.ofd': 'OFD 中没有可靠的表格结构，请取得原始文件，或将表格录入 Excel 后另存为 .xlsx。',
};

/** First bytes of the formats that are zip archives. */
const ZIP_MARK = 'PK';

const READ_ERRORS: Readonly<Record<string, string>> = {
  ENOENT: '没有这个文件，请检查路径和文件名。',
  EISDIR: '这是一个文件夹，请指定其中的计划文件。',
  EACCES: '没有读取权限，请检查文件权限。',
  EPERM: '没有读取权限，请检查文件权限。',
};

/** A file of this machine, whole. @throws UnreadablePlan with the file's name and what to do */
export const bytesOf = async (path: string): Promise<Buffer> => {
  try {
    return await readFile(path);
  } catch (error) {
    const code = errorCode(error);
    const what = READ_ERRORS[code] ?? `读取失败（${code || String(error)}），请稍后重试。`;
    throw new UnreadablePlan(`文件“${basename(path)}”无法读取：${what}`);
  }
};

/**
 * Reads a file that was sent or is held already into lines of cells: plain text, CSV, .xlsx or .docx by the extension of
 * its name.
 * @throws UnreadablePlan with the file's name, what is wrong with it and what to do.
 */
export const readSourceBytes = async (name: string, bytes: Buffer): Promise<SourceLine[]> => {
  const extension = extname(name).toLowerCase();
  try {
    const other = OTHER_FORMATS[extension];
    if (other !== undefined) throw new UnreadablePlan(other);
    const reader = READERS[extension];
    if (reader === undefined) {
      throw new UnreadablePlan(`不支持“${extension}”格式，请提供 .xlsx、.csv、.docx 或 .txt 文件。`);
    }
    if (bytes.length === 0) throw new UnreadablePlan('文件是空的，请确认导出或复制是否完成。');
    const isZip = bytes.subarray(0, 2).toString('latin1') === ZIP_MARK;
    if (isZip && (reader === readText || reader === readCsv)) {
      throw new UnreadablePlan('内容是压缩格式（可能是 .xlsx 或 .docx），请改用正确的扩展名。');
    }
    return await reader(bytes);
  } catch (error) {
    if (!(error instanceof UnreadablePlan)) throw error;
    throw new UnreadablePlan(`文件“${basename(name)}”无法读取：${error.message}`);
  }
};

/** The same of a file on this machine. @throws UnreadablePlan */
export const readSource = async (path: string): Promise<SourceLine[]> =>
  readSourceBytes(path, await bytesOf(path));
