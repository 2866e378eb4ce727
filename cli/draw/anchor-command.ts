import { openDatabase } from '../../db/connect.ts';
import { readAnchoredDraws } from '../../db/draw/anchored-draws.ts';
import { installationMode } from '../../db/installation.ts';
import { type Anchor, nextAnchor } from '../../domain/anchor/anchor.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import { preciseInstant } from '../../domain/keys/signed-text.ts';
import { EXIT } from '../exit-codes.ts';
import type { CommandIo } from '../io.ts';
import { parseWords, UsageError } from '../usage-error.ts';
import { readSeries, writeAnchor } from './anchor-directory.ts';
import { namedDraw, withNamedDatabase } from './named-draw.ts';

const anchorFrom = async (
  url: string,
  series: readonly Anchor[],
  authority: string | undefined,
): Promise<Anchor> => {
  const db = openDatabase(url, { max: 1, applicationName: 'inspection-anchor' });
  try {
    return await db
      .transaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute(async (trx) => {
        const { authorityId } = await namedDraw(trx, '', authority);
        const { name: bureau } = await trx
          .selectFrom('authority')
          .select('name')
          .where('id', '=', authorityId)
          .executeTakeFirstOrThrow(() => new Refusal('NotFound', `没有编号为“${authorityId}”的实施主体。`));
        const rehearsal = (await installationMode(trx)) === 'rehearsal';
        const at = preciseInstant(new Date().toISOString());
        const facts = { authority: authorityId, bureau, rehearsal, at };
        return nextAnchor(series, await readAnchoredDraws(trx, authorityId), facts);
      });
  } finally {
    await db.destroy();
  }
};

/** `draw anchor`: adds to a series what the draws came to since; 1 where something anchored was rewritten. */
export const anchorDraws = async (args: string[], io: CommandIo): Promise<number> => {
  const { values, positionals } = parseWords(args, {
    authority: { type: 'string' },
    'database-url': { type: 'string' },
    rehearsal: { type: 'string' },
  });
  const [directory, ...more] = positionals;
  if (directory === undefined || more.length > 0) throw new UsageError('请指定存放锚定文件的目录。');
  const { 'database-url': databaseUrl, rehearsal, authority } = values;
  try {
    const series = await readSeries(directory);
    const anchor = await withNamedDatabase({ databaseUrl, rehearsal }, (url) =>
      anchorFrom(url, series, authority ?? series[0]?.authority),
    );
    if (anchor.added.length === 0 && series.length > 0) {
      io.stdout.write(`没有新的抽取结果；已锚定的${anchor.size}次抽取均未改动。\n`);
      return EXIT.ok;
    }
    const path = await writeAnchor(directory, anchor);
    io.stdout.write(`已写出 ${path}：共${anchor.size}次抽取，默克尔根 ${anchor.root}。请送上级机关留存。\n`);
    return EXIT.ok;
  } catch (error) {
    if (!(error instanceof Refusal || error instanceof RangeError)) throw error;
    io.stderr.write(`${error.message}\n`);
    return EXIT.failed;
  }
};
