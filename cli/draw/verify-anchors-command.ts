import {
  type Anchor,
  type AnchoredDraw,
  drawsOf,
  leafOf,
  missingNumbers,
  rootOf,
} from '../../domain/anchor/anchor.ts';
import { type AnyEvidence, hashOfSheet } from '../../domain/bundle/evidence.ts';
import { verifyBundle } from '../../domain/bundle/verify-bundle.ts';
import { sayWrong } from '../../domain/bundle/words.ts';
import { toHex } from '../../domain/draw/hash.ts';
import { merkleProof } from '../../domain/draw/merkle.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import { EXIT } from '../exit-codes.ts';
import type { CommandIo } from '../io.ts';
import { parseWords, UsageError } from '../usage-error.ts';
import { readSeries } from './anchor-directory.ts';
import { readCatalogue } from './catalogue.ts';
import { readDirectory } from './read-directory.ts';

const KNOWN = /^(\d+):([0-9a-f]{64})$/;

/** What a reader kept of an earlier anchor must be a beginning of this series. @throws Refusal, UsageError */
const checkKnown = (draws: readonly AnchoredDraw[], known: readonly string[]): void => {
  for (const each of known) {
    const [, size, root] = KNOWN.exec(each) ?? [];
    if (root === undefined) throw new UsageError(`--known 应为“数量:默克尔根”，现为“${each}”。`);
    const found = draws.length < Number(size) ? '-' : rootOf(draws.slice(0, Number(size)));
    if (found !== root)
      throw new Refusal('WrongState', `前${size}次抽取的默克尔根应为${root}，实为${found}：锚定被改写过。`);
  }
};

const anchoredAs = (evidence: AnyEvidence): Pick<AnchoredDraw, 'kind' | 'hash'> => {
  const { documents } = evidence;
  const end = documents['end.json'];
  if (end === undefined) return { kind: 'receipt', hash: hashOfSheet(evidence, 'receipt.json') };
  return { kind: 'end', hash: documents['events.json'].find(({ no }) => no === end.event)?.hash ?? '-' };
};

/** Where the evidence of a draw stands among the anchored. @throws Refusal */
const bundleLines = async (draws: readonly AnchoredDraw[], directory: string): Promise<string[]> => {
  const catalogue = await readCatalogue();
  const { firstWrong, evidence } = await verifyBundle(await readDirectory(directory), catalogue);
  if (firstWrong !== null || evidence === null) {
    const why = firstWrong === null ? '' : sayWrong(catalogue.checks, firstWrong).zh;
    throw new Refusal('WrongState', `证据核验不通过：${why}`);
  }
  const { kind, hash } = anchoredAs(evidence);
  const { draw_id } = evidence.draw;
  const index = draws.findIndex((each) => each.draw_id === draw_id && each.kind === kind);
  if (index < 0) throw new Refusal('WrongState', `抽取${draw_id}没有锚定。`);
  if (draws[index]?.hash !== hash)
    throw new Refusal(
      'WrongState',
      `抽取${draw_id}锚定的摘要为${draws[index]?.hash}，证据为${hash}：不是同一份。`,
    );
  const path = merkleProof(draws.map(leafOf), index).map(toHex);
  return [
    `抽取${draw_id}的证据就是锚定的那一份（第${index + 1}项）。The evidence is what was anchored.`,
    `默克尔证明 Merkle proof: ${path.length === 0 ? '（只有一项）' : path.join(' ')}`,
  ];
};

const linesOf = (series: readonly Anchor[], draws: readonly AnchoredDraw[]): string[] => {
  const last = series.at(-1);
  const missing = missingNumbers(draws);
  return [
    `${last?.bureau}${last?.rehearsal === true ? '（演练 REHEARSAL）' : ''}：${series.length}份锚定文件前后衔接，共${draws.length}次抽取。`,
    `The series is whole: ${series.length} anchors of ${draws.length} draws.`,
    `默克尔根 root  ${last?.root}`,
    missing.length === 0
      ? '编号不跳号。The draw numbers have no gap.'
      : `下列编号尚未锚定，应为正在进行的抽取，否则即为漏报：${missing.join('、')}。Not anchored yet: under way, or left out.`,
  ];
};

/** `draw verify-anchors`: 0 where the series is whole and everything asked for stands in it. Needs no database. */
export const verifyAnchors = async (args: string[], io: CommandIo): Promise<number> => {
  const { values, positionals } = parseWords(args, {
    bundle: { type: 'string', multiple: true, default: [] },
    known: { type: 'string', multiple: true, default: [] },
  });
  const [directory, ...more] = positionals;
  if (directory === undefined || more.length > 0) throw new UsageError('请指定存放锚定文件的目录。');
  try {
    const series = await readSeries(directory);
    if (series.length === 0) throw new Refusal('NotFound', '目录中没有锚定文件。');
    const draws = drawsOf(series);
    checkKnown(draws, values.known);
    const lines = linesOf(series, draws);
    for (const bundle of values.bundle) lines.push(...(await bundleLines(draws, bundle)));
    io.stdout.write(`${lines.join('\n')}\n`);
    return EXIT.ok;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    io.stderr.write(`${error.message}\n`);
    return EXIT.failed;
  }
};
