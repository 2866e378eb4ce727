/**
 * Anchors (锚定): a series of documents about all that an authority's draws came to, each about the whole of the one
 * before and more. Kept by the superior body, or by anyone, they show what is rewritten later, and what is left out.
 */
import { canonicalBytes } from '../draw/canonical.ts';
import { fromHex, sha256Hex, toHex } from '../draw/hash.ts';
import { merkleRoot } from '../draw/merkle.ts';
import { consistencyProof, isConsistent } from './consistency.ts';

export const ANCHOR_SCHEMA = 'dr-1-anchor';

/** What became of a draw: H of its receipt, or the hash of the event that ended it without a result. */
export interface AnchoredDraw {
  readonly draw_id: string;
  readonly kind: 'receipt' | 'end';
  readonly hash: string;
}

export interface Anchor {
  readonly schema: typeof ANCHOR_SCHEMA;
  readonly authority: string;
  readonly bureau: string;
  readonly rehearsal: boolean;
  /** From 1, without a gap. */
  readonly no: number;
  /** Six fractional digits and `Z`. */
  readonly at: string;
  /** Draws of this anchor and all before it, in the order in which they were anchored. */
  readonly size: number;
  /** Root of the RFC 6962 tree with SHA-256 over JCS of each. */
  readonly root: string;
  /** Those that were not in the anchor before. */
  readonly added: readonly AnchoredDraw[];
  /** SHA-256 of the bytes of the anchor before, its size and root; null for the first. */
  readonly previous: { readonly sha256: string; readonly size: number; readonly root: string } | null;
  /** RFC 6962 2.1.2, from the size before to this one. */
  readonly consistency: readonly string[];
}

export const leafOf = ({ draw_id, kind, hash }: AnchoredDraw): Uint8Array =>
  canonicalBytes({ draw_id, kind, hash });

export const drawsOf = (anchors: readonly Anchor[]): AnchoredDraw[] => anchors.flatMap(({ added }) => added);

export const rootOf = (draws: readonly AnchoredDraw[]): string => toHex(merkleRoot(draws.map(leafOf)));

const keyOf = ({ draw_id, kind }: AnchoredDraw): string => `${kind} ${draw_id}`;

export type AnchorFacts = Pick<Anchor, 'authority' | 'bureau' | 'rehearsal' | 'at'>;

/**
 * The next anchor of a series that is whole.
 *
 * @param now all that the authority's draws came to, in the order of their numbers
 * @throws RangeError (Chinese) where something anchored is not there any more, or is another
 */
export const nextAnchor = (
  series: readonly Anchor[],
  now: readonly AnchoredDraw[],
  facts: AnchorFacts,
): Anchor => {
  const before = drawsOf(series);
  const current = new Map(now.map((each) => [keyOf(each), each.hash]));
  const lost = before.find((each) => current.get(keyOf(each)) !== each.hash);
  if (lost !== undefined)
    throw new RangeError(`已锚定的抽取${lost.draw_id}（摘要${lost.hash}）在数据库中不存在或者已被改写。`);
  const known = new Set(before.map(keyOf));
  const added = now
    .filter((each) => !known.has(keyOf(each)))
    .map(({ draw_id, kind, hash }) => ({ draw_id, kind, hash }));
  const all = [...before, ...added];
  const last = series.at(-1);
  return {
    schema: ANCHOR_SCHEMA,
    ...{ authority: facts.authority, bureau: facts.bureau, rehearsal: facts.rehearsal, at: facts.at },
    no: series.length + 1,
    size: all.length,
    root: rootOf(all),
    added,
    previous:
      last === undefined
        ? null
        : { sha256: sha256Hex(canonicalBytes(last)), size: last.size, root: last.root },
    consistency: consistencyProof(all.map(leafOf), before.length).map(toHex),
  };
};

const linkFault = (anchor: Anchor, before: Anchor | undefined): string | null => {
  const { no, previous, authority, at } = anchor;
  if (no !== (before?.no ?? 0) + 1) return `编号应为${(before?.no ?? 0) + 1}`;
  if (before === undefined) return previous === null ? null : '第一份不应指向前一份';
  if (authority !== before.authority || anchor.rehearsal !== before.rehearsal) return '不属于同一实施主体';
  if (at < before.at) return '时间早于前一份';
  const isLinked =
    previous !== null &&
    previous.sha256 === sha256Hex(canonicalBytes(before)) &&
    previous.size === before.size &&
    previous.root === before.root;
  return isLinked ? null : '与前一份不相衔接';
};

const treeFault = (anchor: Anchor, draws: readonly AnchoredDraw[]): string | null => {
  if (new Set(draws.map(keyOf)).size !== draws.length) return '同一次抽取锚定了两次';
  const stranger = draws.find(({ draw_id }) => !draw_id.startsWith(`${anchor.authority}/`));
  if (stranger !== undefined) return `${stranger.draw_id}不属于该实施主体`;
  if (anchor.size !== draws.length) return `数量应为${draws.length}`;
  const root = rootOf(draws);
  if (anchor.root !== root) return `默克尔根应为${root}`;
  const { size, root: shorter } = anchor.previous ?? { size: 0, root: '' };
  const holds = isConsistent(
    { size, root: shorter === '' ? new Uint8Array(0) : fromHex(shorter) },
    { size: anchor.size, root: fromHex(anchor.root) },
    anchor.consistency.map(fromHex),
  );
  return holds ? null : '一致性证明不成立';
};

/** The first thing that is wrong with a series, in Chinese; null where it is whole. */
export const seriesFault = (series: readonly Anchor[]): string | null => {
  for (const [index, anchor] of series.entries()) {
    const fault =
      linkFault(anchor, series[index - 1]) ?? treeFault(anchor, drawsOf(series.slice(0, index + 1)));
    if (fault !== null) return `第${index + 1}份锚定文件有误：${fault}。`;
  }
  return null;
};

const NUMBER = /^(\d{4})-(\d+)$/;

/** Numbers below the greatest of their year of which nothing is anchored: still under way, or left out. */
export const missingNumbers = (draws: readonly AnchoredDraw[]): string[] => {
  const byYear = new Map<string, Set<number>>();
  for (const { draw_id } of draws) {
    const [, year, number] = NUMBER.exec(draw_id.slice(draw_id.indexOf('/') + 1)) ?? [];
    if (year === undefined) continue;
    byYear.set(year, (byYear.get(year) ?? new Set()).add(Number(number)));
  }
  return [...byYear].flatMap(([year, numbers]) =>
    Array.from({ length: Math.max(...numbers) }, (_, index) => index + 1)
      .filter((number) => !numbers.has(number))
      .map((number) => `${year}-${String(number).padStart(3, '0')}`),
  );
};
