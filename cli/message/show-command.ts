import { readTimeline } from '../../db/messages/timeline.ts';
import { timelineLines } from '../../domain/notice/timeline-lines.ts';
import { EXIT } from '../exit-codes.ts';
import type { CommandIo } from '../io.ts';
import { parseWords, UsageError } from '../usage-error.ts';
import { MESSAGE_OPTIONS, withMessages } from './with-messages.ts';

/** `message show ID`: its way from the business event to the receipt, the conclusion first. */
export const showMessage = async (args: string[], io: CommandIo): Promise<number> => {
  const { values, positionals } = parseWords(args, MESSAGE_OPTIONS);
  const [id, ...more] = positionals;
  if (id === undefined || more.length > 0) throw new UsageError('请指定一条消息的编号。');
  return withMessages(values, io, async (db, authorityId) => {
    const timeline = await readTimeline(db, { authorityId, officerId: null }, id);
    io.stdout.write(`${timelineLines(timeline).join('\n')}\n`);
    return EXIT.ok;
  });
};
