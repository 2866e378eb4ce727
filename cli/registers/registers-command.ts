import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { openDatabase } from '../../db/connect.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import { CONTACT_REGISTER } from '../../files/registers/contacts.ts';
import { EXEMPTION_REGISTER } from '../../files/registers/exemptions.ts';
import { type Imported, importRegister } from '../../files/registers/import-register.ts';
import { INSPECTOR_REGISTER } from '../../files/registers/inspectors.ts';
import { ITEM_REGISTER } from '../../files/registers/items.ts';
import { OFFICER_REGISTER } from '../../files/registers/officers.ts';
import type { Register } from '../../files/registers/register.ts';
import { type Column, type Fault, UnreadableTable } from '../../files/registers/table.ts';
import { UNIT_REGISTER } from '../../files/registers/units.ts';
import { guideLines, templateCsv, templateXlsx } from '../../files/registers/write-template.ts';
import { EXIT } from '../exit-codes.ts';
import type { CommandIo } from '../io.ts';
import { withOperatedDatabase } from '../operate/operated-database.ts';
import { parseWords } from '../usage-error.ts';

export const REGISTERS_USAGE = `用法：registers template 名录 文件                    写出空白样表（.xlsx 或 .csv）
      registers import 名录 文件 --authority 编号    导入（.xlsx 或 .csv），全部写入或全不写入
                [--dry-run]                        只检查并试算，不写入
  名录：officers 工作人员和角色、items 随机抽查事项清单、units 检查对象名录库、inspectors 执法检查人员名录库、
        exemptions 免抽名单、contacts 联系人
  未列在文件中的条目保持不变；每次变更都留有变更前的内容
  数据库由 DATABASE_URL 指定；未指定时为 npm start 的正式库
`;

type Run = (url: string, to: { path: string; authorityId: string; dryRun: boolean }) => Promise<Imported>;

interface Kind {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly run: Run;
}

const kindOf = <Field extends string, Row>(register: Register<Field, Row>): Kind => ({
  name: register.name,
  columns: register.columns,
  run: async (url, to) => {
    const db = openDatabase(url, { max: 2, applicationName: 'inspection-registers' });
    try {
      return await importRegister(db, register, to);
    } finally {
      await db.destroy();
    }
  },
});

const KINDS: Readonly<Record<string, Kind>> = {
  officers: kindOf(OFFICER_REGISTER),
  items: kindOf(ITEM_REGISTER),
  units: kindOf(UNIT_REGISTER),
  inspectors: kindOf(INSPECTOR_REGISTER),
  exemptions: kindOf(EXEMPTION_REGISTER),
  contacts: kindOf(CONTACT_REGISTER),
};

const lineOf = ({ line, head, what }: Fault): string =>
  `  第 ${line} 行${head === null ? '' : `“${head}”`}：${what}`;

const template = async ({ columns, name }: Kind, path: string, io: CommandIo): Promise<number> => {
  const extension = extname(path).toLowerCase();
  if (extension !== '.xlsx' && extension !== '.csv') {
    io.stderr.write(`样表只能写成 .xlsx 或 .csv，现为“${path}”。\n`);
    return EXIT.usage;
  }
  if (existsSync(path)) {
    io.stderr.write(`文件“${path}”已存在，不予覆盖，请换一个文件名。\n`);
    return EXIT.failed;
  }
  await writeFile(path, extension === '.csv' ? templateCsv(columns) : templateXlsx(columns));
  io.stdout.write(`${name}样表已写入 ${path}。各列填写要求：\n${guideLines(columns).join('\n')}\n`);
  return EXIT.ok;
};

const report = ({ faults, written }: Imported, { name }: Kind, dryRun: boolean, io: CommandIo): number => {
  if (written === null) {
    io.stderr.write(
      `${name}没有导入，文件有 ${faults.length} 处问题，改正后请重新导入：\n${faults.map(lineOf).join('\n')}\n`,
    );
    return EXIT.failed;
  }
  io.stdout.write(`${name}${dryRun ? '检查通过（未写入），将会' : '已导入：'}${written.summary}。\n`);
  for (const hint of written.hints) io.stderr.write(`提示：${hint}\n`);
  return EXIT.ok;
};

const OPTIONS = { authority: { type: 'string' }, 'dry-run': { type: 'boolean', default: false } } as const;

/** `registers`: templates and imports; 0 done, 1 with every fault of the file on stderr, 2 where called wrongly. */
export const runRegistersCommand = async (args: string[], io: CommandIo): Promise<number> => {
  const call = parseWords(args, OPTIONS);
  const [action, kindName = '', path, ...more] = call.positionals ?? [];
  const kind = Object.hasOwn(KINDS, kindName) ? KINDS[kindName] : undefined;
  const authorityId = call.values.authority;
  if (kind !== undefined && path !== undefined && more.length === 0) {
    if (action === 'template' && authorityId === undefined) return template(kind, path, io);
    if (action === 'import' && authorityId !== undefined) {
      const dryRun = call.values['dry-run'];
      try {
        const imported = await withOperatedDatabase((url) => kind.run(url, { path, authorityId, dryRun }));
        return report(imported, kind, dryRun, io);
      } catch (error) {
        if (!(error instanceof UnreadableTable || error instanceof Refusal)) throw error;
        io.stderr.write(`${error.message}\n`);
        return EXIT.failed;
      }
    }
  }
  io.stderr.write(REGISTERS_USAGE);
  return EXIT.usage;
};
