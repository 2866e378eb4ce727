import { listMessages, type MessageFilter } from '../../db/messages/list-messages.ts';
import type { ShownMessage } from '../../db/messages/message-columns.ts';
import { unitNamed } from '../../db/messages/named-unit.ts';
import { instantAt, isIsoDate } from '../../domain/calendar/dates.ts';
import { wallTime } from '../../domain/calendar/wall-time.ts';
import { CHANNEL_NAMES, stageWords } from '../../domain/notice/names.ts';
import { tallySentence } from '../../domain/notice/tally.ts';
import { EXIT } from '../exit-codes.ts';
import type { CommandIo } from '../io.ts';
import { parseWords, UsageError } from '../usage-error.ts';
import { MESSAGE_OPTIONS, withMessages } from './with-messages.ts';
import { rehearsalHint, showCommandOf } from './words.ts';

const MOST = 200;

const lineOf = ({
  id,
  businessAt,
  noticeName,
  stage,
  channel,
  address,
  conclusion,
}: ShownMessage): string => {
  const rung = stageWords(stage);
  return [
    `${wallTime(businessAt).slice(0, 16)}  ${noticeName}${rung === null ? '' : `（${rung}）`}  ${CHANNEL_NAMES[channel]} ${address ?? '没有地址'}`,
    `    ${conclusion.sentence}  [${id}]`,
  ].join('\n');
};

const channelOf = (given: string | undefined): 'email' | 'sms' | undefined => {
  if (given === undefined || given === 'email' || given === 'sms') return given;
  throw new UsageError('--channel 只能是 email 或 sms。');
};

const sinceOf = (given: string | undefined): string | undefined => {
  if (given === undefined) return undefined;
  if (!isIsoDate(given)) throw new UsageError('--since 应写成 YYYY-MM-DD。');
  return instantAt(given, '00:00');
};

/** `message find`: what a unit was told and whether it arrived; 1 where the unit is not known. */
export const findMessages = async (args: string[], io: CommandIo): Promise<number> => {
  const { values, positionals } = parseWords(args, {
    ...MESSAGE_OPTIONS,
    unit: { type: 'string' },
    stage: { type: 'string' },
    channel: { type: 'string' },
    since: { type: 'string' },
  });
  const { unit: asked, stage } = values;
  if (asked === undefined || positionals.length > 0)
    throw new UsageError('请用 --unit 写明检查对象的统一社会信用代码或名称。');
  const filter: MessageFilter = {
    stage,
    channel: channelOf(values.channel),
    since: sinceOf(values.since),
    limit: MOST,
  };
  return withMessages(values, io, async (db, authorityId) => {
    const unit = await unitNamed(db, authorityId, asked);
    const all = await listMessages(db, { authorityId, officerId: null }, { ...filter, unit: unit.id });
    const messages = all.slice(0, MOST);
    io.stdout.write(`${unit.name}（${unit.code}）${stage === undefined ? '' : `，通知“${stage}”`}\n`);
    io.stdout.write(`${tallySentence(messages.map(({ conclusion }) => conclusion))}\n`);
    if (all.length > MOST) io.stdout.write(`只列最近 ${MOST} 件，请用 --stage 或 --since 缩小范围。\n`);
    for (const message of messages.reverse()) io.stdout.write(`\n${lineOf(message)}\n`);
    const last = messages.at(-1);
    io.stdout.write(
      last === undefined
        ? await rehearsalHint(values)
        : `\n一件的全过程（方括号内为编号，此处为最后一件）：\n  ${showCommandOf(last.id, values)}\n`,
    );
    return EXIT.ok;
  });
};
