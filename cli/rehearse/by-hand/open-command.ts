import { resolve } from 'node:path';
import type { RehearsalSummary } from '../../../domain/rehearsal/summary.ts';
import { loadConfig } from '../../../runtime/environment.ts';
import { prepareTimeSkippingServer } from '../../../tools/temporal/time-skipping-server.ts';
import { buildWeb } from '../../../tools/web/build-web.ts';
import { EXIT } from '../../exit-codes.ts';
import type { CommandIo } from '../../io.ts';
import { portFor } from '../../start/ports.ts';
import { Closing } from '../backstage.ts';
import { quietenTemporal } from '../quiet-temporal.ts';
import { markInterruptedAtExit, newRecord, readRecord, writeRecord } from '../record.ts';
import { showCommandOf } from '../show-command-of.ts';
import { summarise } from '../summarise.ts';
import { ATTACHED, untilToldToEnd } from '../until-told-to-end.ts';
import { readOpenOptions } from './open-options.ts';
import { type OpenRoom, openRoom, roomIdOf } from './open-room.ts';

const USUAL_PORT = 8090;

/** Every cycle has ended, and nothing of it is owed. */
const isOver = ({ cycles }: RehearsalSummary): boolean =>
  cycles.length > 0 &&
  cycles.every(
    ({ closedAt, published, rectification }) =>
      closedAt !== null && published.open === 0 && rectification.open === 0,
  );

const lines = ({ id, entryUrl, homeUrl, mailUrl, smsUrl }: OpenRoom): string[] => [
  `手动演练 ${id} 已就绪：时间不自行前进，由您推进`,
  `  进入  ${entryUrl}`,
  `  公开  ${homeUrl}/public　（计划、抽取、结果，如公众所见）`,
  `  邮件  ${mailUrl}`,
  `  短信  ${smsUrl}`,
  '  进入的链接只在本次有效，凭它可以扮演任何人员，请勿外传',
  '  按 Ctrl-C 结束；数据留存，流程不能接着走',
];

/**
 * `rehearsal open`: a rehearsal by hand until it is told to stop; what became of it is put on record.
 * @throws UsageError, or what keeps it from opening
 */
export const runOpenCommand = async (words: readonly string[], io: CommandIo): Promise<number> => {
  const options = await readOpenOptions(words.filter((word) => word !== ATTACHED));
  const { year, seed } = options;
  const id = roomIdOf(year, seed);
  const dataDir = resolve(loadConfig().dataDir);
  const cacheDir = resolve('.cache');
  const say = (line: string): void => {
    io.stdout.write(`[演练] ${line}\n`);
  };
  if ((await readRecord(dataDir, id))?.state === 'running') {
    io.stderr.write(`手动演练 ${id} 已经打开；请先结束它，或换一个种子（--seed）。\n`);
    return EXIT.failed;
  }
  quietenTemporal();
  await Promise.all([prepareTimeSkippingServer({ cacheDir, log: say }), buildWeb()]);
  const port = await portFor('演练网页', '127.0.0.1', options.port === 0 ? USUAL_PORT : options.port, say);
  const record = newRecord(id, 'by-hand');
  await writeRecord(dataDir, record);
  const unwatch = markInterruptedAtExit(dataDir, record);
  const closing = new Closing();
  const startedAtMs = Date.now();
  const told = untilToldToEnd(words.includes(ATTACHED));
  try {
    const room = await openRoom({ dataDir, cacheDir, say }, { ...options, port }, closing);
    io.stdout.write(`${lines(room).join('\n')}\n`);
    await told;
    const summary = await summarise(room.db, room.authorityId, year, {
      ...{ seed, doubts: options.plan?.doubts ?? 0, invariants: [] },
      wallSeconds: Math.round((Date.now() - startedAtMs) / 1000),
    });
    const state = isOver(summary) ? 'finished' : 'interrupted';
    await writeRecord(dataDir, { ...record, state, summary });
    say(`演练已结束，数据留存，打开查看：${showCommandOf(id)}`);
    return EXIT.ok;
  } finally {
    unwatch();
    await closing.all();
  }
};
