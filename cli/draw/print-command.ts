import { writeFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { openDatabase } from '../../db/connect.ts';
import { readPrintable } from '../../db/draw/draw-papers.ts';
import {
  drawNumber,
  FORMATS,
  type Format,
  PAPERS,
  type Paper,
  type Printable,
  printDraw,
  publicPaper,
} from '../../documents/print-draw.ts';
import { isAnnounced } from '../../domain/bundle/evidence.ts';
import { verifyBundle } from '../../domain/bundle/verify-bundle.ts';
import { sayWrong } from '../../domain/bundle/words.ts';
import { papersOfBundle } from '../../domain/documents/papers-of-bundle.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import { EXIT } from '../exit-codes.ts';
import type { CommandIo } from '../io.ts';
import { parseWords, UsageError } from '../usage-error.ts';
import { readCatalogue } from './catalogue.ts';
import { namedDraw, withNamedDatabase } from './named-draw.ts';
import { readDirectory } from './read-directory.ts';

/** Of evidence that is wrong nothing is printed: a paper would lend it the look of a record. @throws Refusal */
const papersOfDirectory = async (directory: string, verifyAt: string | null): Promise<Printable> => {
  const catalogue = await readCatalogue();
  const { firstWrong, evidence } = await verifyBundle(await readDirectory(directory), catalogue);
  if (firstWrong !== null || evidence === null) {
    const why = firstWrong === null ? '' : sayWrong(catalogue.checks, firstWrong).zh;
    throw new Refusal('WrongState', `证据核验不通过，不能打印：${why}`);
  }
  if (isAnnounced(evidence)) return papersOfBundle(evidence.documents, verifyAt);
  const end = evidence.documents['end.json'];
  if (end === undefined) throw new Error('a bundle has an announcement or an end');
  return end;
};

const papersFrom = async (
  url: string,
  draw: string,
  authority: string | undefined,
  verifyAt: string | null,
): Promise<Printable> => {
  const db = openDatabase(url, { max: 1, applicationName: 'inspection-print' });
  try {
    return await db
      .transaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute(async (trx) => {
        const { authorityId, drawId } = await namedDraw(trx, draw, authority);
        return readPrintable(trx, authorityId, drawId, verifyAt);
      });
  } finally {
    await db.destroy();
  }
};

const formatOf = (out: string | undefined): Format => {
  const format = FORMATS.find((each) => out !== undefined && extname(out).toLowerCase() === `.${each}`);
  if (format === undefined) throw new UsageError('请用 --out 指定要写出的文件，扩展名为 .pdf 或 .html。');
  return format;
};

const paperOf = (name: string): Paper => {
  const paper = PAPERS.find((each) => each === name);
  if (paper === undefined)
    throw new UsageError('--document 应为 record（抽取记录）或 announcement（抽取公告）。');
  return paper;
};

/** `draw print`: announcement or record as a file for the printer; 1 where there is none, with the reason. */
export const printDrawPaper = async (args: string[], io: CommandIo): Promise<number> => {
  const { values, positionals } = parseWords(args, {
    out: { type: 'string' },
    document: { type: 'string', default: 'record' },
    bundle: { type: 'string' },
    public: { type: 'boolean', default: false },
    'verify-at': { type: 'string' },
    authority: { type: 'string' },
    'database-url': { type: 'string' },
    rehearsal: { type: 'string' },
  });
  const { out, bundle, rehearsal, authority, 'database-url': databaseUrl } = values;
  const verifyAt = values['verify-at'] ?? null;
  const [draw, ...more] = positionals;
  if ((draw === undefined) === (bundle === undefined) || more.length > 0)
    throw new UsageError('请指定抽取编号，或者用 --bundle 指定证据目录。');
  const [format, paper] = [formatOf(out), paperOf(values.document)];
  try {
    const papers =
      bundle === undefined
        ? await withNamedDatabase({ databaseUrl, rehearsal }, (url) =>
            papersFrom(url, draw ?? '', authority, verifyAt),
          )
        : await papersOfDirectory(bundle, verifyAt);
    const shown = values.public ? publicPaper(papers) : papers;
    await writeFile(out ?? '', await printDraw(shown, paper, format));
    io.stdout.write(
      `抽取 ${drawNumber(papers)} 的${paper === 'record' ? '抽取记录' : '抽取公告'}已写出：${out}\n`,
    );
    return EXIT.ok;
  } catch (error) {
    if (!(error instanceof Refusal || error instanceof RangeError)) throw error;
    io.stderr.write(`${error.message}\n`);
    return EXIT.failed;
  }
};
