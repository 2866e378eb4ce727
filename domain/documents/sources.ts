/** The sources of randomness in words: where they come from, and what came. */
import type { DiceProof, DrandProof, ProvenSource } from '../bundle/documents.ts';
import type { AnnouncedSource } from '../draw/announced-sources.ts';
import type { Announcement } from '../draw/announcement.ts';
import type { Block } from './document.ts';
import type { DrawPapers } from './draw-papers.ts';
import { personOf, timeOf } from './wording.ts';

export const sourceName = (source: AnnouncedSource): string => {
  if (source.kind === 'dice') return `现场投掷${source.faces}面骰子（不少于${source.least}次）`;
  return source.kind === 'drand' ? `drand公共随机信标第${source.round}轮` : '演练用随机数';
};

/** Every source that was announced, that of the fallback last. */
export const announcedSources = ({ sources, fallback }: Announcement): readonly AnnouncedSource[] =>
  fallback.then === 'dice' ? [...sources, fallback.source] : sources;

/** The announced sources as a table: in the order in which their values enter the key. */
export const sourcesTable = ({ announcement }: DrawPapers): Block => ({
  kind: 'table',
  columns: [
    { head: '次序', share: 8, align: 'center' },
    { head: '随机数来源', share: 30 },
    { head: '产生时间', share: 27 },
    { head: '地点或查询地址', share: 35 },
  ],
  rows: announcement.sources.map((source, index) => [
    String(index + 1),
    sourceName(source),
    timeOf(source.when),
    source.where,
  ]),
});

const isDice = (proof: ProvenSource['proof']): proof is DiceProof => 'digits' in proof;
const isDrand = (proof: ProvenSource['proof']): proof is DrandProof => 'signature' in proof;

const proofOf = (papers: DrawPapers, { proof }: ProvenSource): string => {
  if (isDice(proof)) {
    const photo =
      proof.record_photo_sha256 === null ? '' : `\n投掷记录照片SHA-256：${proof.record_photo_sha256}`;
    return `读数人：${personOf(papers, proof.read_by)}；录入人：${proof.typed_by.map((code) => personOf(papers, code)).join('、')}（两人分别录入、核对一致）；录入时间：${timeOf(proof.typed_at)}${photo}`;
  }
  return isDrand(proof) ? `第${proof.round}轮签名：${proof.signature}` : '演练，不能证明公平';
};

/** What every source gave, with its proof. */
export const valuesTable = (papers: DrawPapers): Block => {
  const known = announcedSources(papers.announcement);
  const values = papers.record?.sources ?? [];
  return {
    kind: 'table',
    columns: [
      { head: '随机数来源', share: 24 },
      { head: '取得的数值', share: 36 },
      { head: '佐证', share: 40 },
    ],
    rows: values.map(({ id, value }) => {
      const source = known.find((each) => each.id === id);
      const proven = papers.sources.find((each) => each.id === id);
      return [
        source === undefined ? id : sourceName(source),
        value,
        proven === undefined ? '见电子证据' : proofOf(papers, proven),
      ];
    }),
  };
};

/** Where something is thrown, or that nothing is. */
export const placeOf = ({ sources }: Announcement): string => {
  const dice = sources.filter(({ kind }) => kind === 'dice').map(({ where }) => where);
  return dice.length > 0 ? dice.join('；') : '由信息系统依公告自动执行，无现场投掷环节';
};
