import { readFileSync } from 'node:fs';
import { openDatabase } from '../../db/connect.ts';
import { type BounceResult, recordBounce } from '../../workers/record-bounce.ts';
import { withNamedDatabase } from '../draw/named-draw.ts';
import { EXIT } from '../exit-codes.ts';
import type { CommandIo } from '../io.ts';
import { parseWords, UsageError } from '../usage-error.ts';
import { CHANGING_OPTIONS } from './with-messages.ts';

const STDIN = 0;
/** EX_TEMPFAIL of sysexits.h: a mail server that pipes to us keeps the mail and calls again. */
const COME_AGAIN = 75;

const STATES = { failed: '退信', accepted: '仍在投递', delivered: '已送达' } as const;

/** `message bounce`: takes a bounce that a mail server pipes to it, or that a person saved. */
export const takeBounce = async (args: string[], io: CommandIo): Promise<number> => {
  const { values, positionals } = parseWords(args, CHANGING_OPTIONS);
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw new UsageError('请指定退信文件，“-”为标准输入。');
  const raw = readFileSync(file === '-' ? STDIN : file);
  const { 'database-url': databaseUrl } = values;
  return withNamedDatabase({ databaseUrl, rehearsal: undefined }, async (url) => {
    const db = openDatabase(url, { max: 1, applicationName: 'inspection-bounce' });
    try {
      return tell(await recordBounce(db, raw), io);
    } finally {
      await db.destroy();
    }
  });
};

const tell = (result: BounceResult, io: CommandIo): number => {
  if (result.kind === 'recorded') {
    const repeated = result.isNew ? '' : '（此前已记录）';
    io.stdout.write(`消息 ${result.messageId}：${STATES[result.state]}${repeated}。\n`);
    return EXIT.ok;
  }
  if (result.kind === 'other') {
    io.stdout.write('不是退信，未作记录。\n');
    return EXIT.ok;
  }
  if (result.kind === 'early') {
    io.stderr.write(`消息 ${result.messageId} 的发送尚未记完，请稍后再试。\n`);
    return COME_AGAIN;
  }
  const { code, diagnosis } = result.bounce;
  io.stderr.write(`退信没有指明本系统的消息，请人工核对：${code} ${diagnosis}\n`);
  return EXIT.failed;
};
