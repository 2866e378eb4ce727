import { openDatabase } from '../../db/connect.ts';
import { readEvidence } from '../../db/draw/read-evidence.ts';
import { namedBy } from '../../domain/bundle/write-bundle.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import { EXIT } from '../exit-codes.ts';
import type { CommandIo } from '../io.ts';
import { parseWords, UsageError } from '../usage-error.ts';
import { namedDraw, withNamedDatabase } from './named-draw.ts';
import { writeDirectory } from './write-directory.ts';

interface Wanted {
  readonly draw: string;
  readonly directory: string;
  readonly authority: string | undefined;
}

const exportFrom = async (url: string, { draw, directory, authority }: Wanted): Promise<string> => {
  const db = openDatabase(url, { max: 1, applicationName: 'inspection-export' });
  try {
    const evidence = await db
      .transaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute(async (trx) => {
        const { authorityId, drawId } = await namedDraw(trx, draw, authority);
        return readEvidence(trx, authorityId, drawId);
      });
    await writeDirectory(directory, evidence);
    return namedBy(evidence.documents).draw_no;
  } finally {
    await db.destroy();
  }
};

/** `draw export`: writes the evidence of a public draw as a new directory; 1 where it cannot be, with the reason. */
export const exportDraw = async (args: string[], io: CommandIo): Promise<number> => {
  const { values, positionals } = parseWords(args, {
    authority: { type: 'string' },
    'database-url': { type: 'string' },
    rehearsal: { type: 'string' },
  });
  const [draw, directory, ...more] = positionals;
  if (draw === undefined || directory === undefined || more.length > 0)
    throw new UsageError('请指定抽取编号和要写出的目录。');
  const { 'database-url': databaseUrl, rehearsal, authority } = values;
  const work = (url: string): Promise<string> => exportFrom(url, { draw, directory, authority });
  try {
    const drawNo = await withNamedDatabase({ databaseUrl, rehearsal }, work);
    io.stdout.write(`抽取 ${drawNo} 的证据已写出。核验：npm run --silent cli -- draw verify ${directory}\n`);
    return EXIT.ok;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    io.stderr.write(`${error.message}\n`);
    return EXIT.failed;
  }
};
