import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { migrateToLatest } from '../../db/migrate.ts';
import { loadConfig } from '../../runtime/environment.ts';
import { startPostgres } from '../../tools/postgres/embedded.ts';
import { freePort } from '../../tools/process/free-port.ts';
import { buildWeb } from '../../tools/web/build-web.ts';
import { EXIT } from '../exit-codes.ts';
import type { CommandIo } from '../io.ts';
import { startPart } from '../start/part.ts';
import { showRehearsedMessages } from '../start/rehearsal-pages.ts';
import { Closing } from './backstage.ts';
import { placeOf } from './place.ts';
import { type RehearsalRecord, readRecord } from './record.ts';
import { databaseNameOf } from './rehearsal-database.ts';
import { shownAtLines } from './shown-at.ts';
import { ATTACHED, untilToldToEnd } from './until-told-to-end.ts';

export const REHEARSAL_USAGE = `用法：rehearsal list [--json]     列出留存的演练
      rehearsal show 编号         打开一次演练的总览、邮件和短信，只供查看，直到 Ctrl-C
                [--port 端口]     总览的端口，缺省为任一空闲端口
      rehearsal open [参数]       手动演练：时间由您推进，可以扮演任何人员，直到 Ctrl-C
                [--plan 文件]     一开始就生效的计划；缺省没有计划，在网页中导入、审批、公布
                [--port 端口]     网页的端口，缺省为 8090
                其余参数（--answers、--year、--seed、--scenario）同 rehearse
  编号为“年度-种子”，例如 2021-1；手动演练为“年度-种子-hand”
`;

const STATES = { running: '进行中', finished: '已完成', failed: '未能完成', interrupted: '中断' } as const;

const recordsOf = async (dataDir: string): Promise<(RehearsalRecord & { readonly kept: boolean })[]> => {
  const files = await readdir(join(dataDir, 'rehearsal')).catch(() => []);
  const ids = files.filter((file) => file.endsWith('.json')).map((file) => file.slice(0, -'.json'.length));
  const records = await Promise.all(ids.sort().map((id) => readRecord(dataDir, id)));
  return records
    .filter((record) => record !== null)
    .map((record) => ({
      ...record,
      kept: existsSync(join(placeOf(dataDir, record.rehearsalId), 'postgres')),
    }));
};

const list = async (dataDir: string, io: CommandIo, asJson: boolean): Promise<number> => {
  const records = await recordsOf(dataDir);
  if (asJson) {
    const shown = records.map(({ rehearsalId, state, startedAt, summary, kept }) => ({
      ...{ rehearsalId, state, startedAt, summary, kept },
    }));
    io.stdout.write(`${JSON.stringify(shown)}\n`);
    return EXIT.ok;
  }
  for (const { rehearsalId, state, kept } of records) {
    io.stdout.write(`${rehearsalId}  ${STATES[state]}${kept ? '' : '，数据库已清除，只留汇总'}\n`);
  }
  if (records.length === 0) io.stdout.write('没有留存的演练；先运行 npm run rehearse。\n');
  return EXIT.ok;
};

/** Every session is read-only by the server's own word: a page cannot change what was rehearsed, whatever it does. */
const readOnly = (url: string): string => {
  const address = new URL(url);
  address.searchParams.set('options', '-c default_transaction_read_only=on');
  return address.href;
};

const open = async (dataDir: string, id: string, port: number, io: CommandIo, closing: Closing) => {
  const say = (line: string): void => {
    io.stdout.write(`[演练] ${line}\n`);
  };
  const place = placeOf(dataDir, id);
  const server = await startPostgres({ dataDir: join(place, 'postgres'), fast: true });
  closing.later(() => server.stop());
  // What an older release rehearsed is brought up to what this one reads.
  await migrateToLatest(server.url(databaseNameOf(id)));
  const messages = await showRehearsedMessages(place, say, closing);
  await buildWeb();
  const homeUrl = `http://127.0.0.1:${port}`;
  const part = await startPart({
    name: '演练总览',
    script: 'api/server.ts',
    env: {
      DATABASE_URL: readOnly(server.url(databaseNameOf(id))),
      TEMPORAL_ADDRESS: undefined,
      API_HOST: '127.0.0.1',
      API_PORT: String(port),
      PUBLIC_BASE_URL: homeUrl,
      MAIL_PAGE_URL: messages.mailUrl,
      SMS_PAGE_URL: messages.smsUrl,
      REHEARSAL_VIEW: '1',
      REHEARSAL_RUNNER: undefined,
    },
    readyUrl: `${homeUrl}/healthz`,
    logFile: join(dataDir, 'log', 'rehearsal-view.log'),
    say,
  });
  closing.later(() => part.stop());
  io.stdout.write(`${shownAtLines(id, { homeUrl, ...messages }).join('\n')}\n`);
  return part.failed;
};

const show = async (
  dataDir: string,
  id: string,
  { port: wished, attached }: { readonly port: number | null; readonly attached: boolean },
  io: CommandIo,
): Promise<number> => {
  const record = await readRecord(dataDir, id);
  if (record === null || !existsSync(join(placeOf(dataDir, id), 'postgres'))) {
    io.stderr.write(
      `没有留存编号为“${id}”的演练；列出现有的：rehearsal list；重新演练：npm run rehearse。\n`,
    );
    return EXIT.failed;
  }
  const closing = new Closing();
  const told = untilToldToEnd(attached).then(() => EXIT.ok);
  try {
    return await Promise.race([open(dataDir, id, wished ?? (await freePort()), io, closing), told]);
  } finally {
    await closing.all();
  }
};

/** `rehearsal list | show ID`: what rehearsals left behind; 1 where that one is not kept, 2 where called wrongly. */
export const runRehearsalCommand = async (args: string[], io: CommandIo): Promise<number> => {
  if (args[0] === 'open') {
    const { runOpenCommand } = await import('./by-hand/open-command.ts');
    return runOpenCommand(args.slice(1), io);
  }
  const dataDir = resolve(loadConfig().dataDir);
  const attached = args.includes(ATTACHED);
  const [action, id, option, value, ...more] = args.filter((word) => word !== ATTACHED);
  if (action === 'list' && (id === undefined || id === '--json')) return list(dataDir, io, id !== undefined);
  const port = option === '--port' && /^\d{1,5}$/.test(value ?? '') ? Number(value) : null;
  const isShow = action === 'show' && /^\d+-\d+(-hand)?$/.test(id ?? '') && more.length === 0;
  if (!isShow || id === undefined || (option !== undefined && port === null)) {
    io.stderr.write(REHEARSAL_USAGE);
    return EXIT.usage;
  }
  return show(dataDir, id, { port, attached }, io);
};
