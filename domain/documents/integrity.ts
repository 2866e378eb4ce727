/** The hashes that bind paper and electronic evidence together, and how to check them (完整性核验). */
import { announcementHash } from '../draw/announcement.ts';
import type { Block } from './document.ts';
import type { DrawPapers } from './draw-papers.ts';
import { isRehearsalDraw } from './marks.ts';
import { timeOf } from './wording.ts';

/** What the QR code says: draw and hash, in front of them the address where it can be checked. */
export const codeContent = (
  { announcement, verifyAt }: DrawPapers,
  document: 'announcement' | 'record',
  hash: string,
): string => {
  const text = `dr-1/${document}/${announcement.draw_id}/${hash}`;
  return verifyAt === null ? text : `${verifyAt}#${text}`;
};

const HASH_NAMES = { 'hkdf-sha256-min-v1': 'SHA-256', 'hkdf-sm3-min-v1': 'SM3' } as const;

/** Name of the hash H of the draw's profile. */
export const hashName = ({ announcement }: DrawPapers): string => HASH_NAMES[announcement.alg];

/** What the announcement commits to. */
export const commitments = ({ announcement }: DrawPapers): (readonly [string, string])[] => [
  ['公告摘要', announcementHash(announcement)],
  ['抽取名单摘要', announcement.roster_hash],
  ['抽取名单默克尔根', announcement.roster_merkle_root],
  ['排除名单摘要', announcement.exclusions_hash],
  ...(announcement.assignment === undefined
    ? []
    : ([
        ['检查人员名单摘要', announcement.inspectors_hash],
        ['回避关系默克尔根', announcement.eligibility_root],
      ] as const)),
  ...(announcement.otc_commit === 'none'
    ? []
    : ([['一次性密码承诺值', announcement.otc_commit.hash]] as const)),
  ...(announcement.verifier_sha256 === 'none'
    ? []
    : ([['公告时核验页面verify.html的SHA-256', announcement.verifier_sha256]] as const)),
];

const proofOf = (proof: DrawPapers['timeProofs'][number]): string => {
  if (proof.kind === 'rfc3161') return '可信时间戳（RFC 3161）';
  if (proof.kind === 'countersignature')
    return `上级机关于${timeOf(proof.signed_at)}签名（密钥${proof.key_id}）`;
  return `外部留存：${proof.where}，${timeOf(proof.at)}`;
};

/** Who else proves when the announcement was published. */
export const timeProofText = (papers: DrawPapers): string => {
  const { timeProofs } = papers;
  if (timeProofs.length > 0) return timeProofs.map(proofOf).join('\n');
  return isRehearsalDraw(papers) ? '演练，不作时间证明' : '发布时间未获证明';
};

/** Nobody needs to ask for the evidence: it is public with the result. */
export const HOW_TO_CHECK =
  '核验方法：从公布本次抽取的网页下载证据包（公开，不必申请），用公开的核验页面verify.html打开，无需联网。';

/** The code and how to check it. */
export const checkBlock = (papers: DrawPapers, document: 'announcement' | 'record', hash: string): Block => {
  const what = document === 'record' ? '抽取记录' : '抽取公告';
  return {
    kind: 'code',
    content: codeContent(papers, document, hash),
    lines: [
      `${what}摘要（${hashName(papers)}）`,
      hash,
      HOW_TO_CHECK,
      ...(papers.verifyAt === null ? [] : [`核验地址：${papers.verifyAt}`]),
      '由电子证据重新计算出的摘要应与本页一致，改动任何一处都会不符。',
      `软件版本：${papers.announcement.software_version}`,
      ...(isRehearsalDraw(papers)
        ? ['本件为演练：结果可以重新计算，但不能证明公平，不得作为正式抽取使用。']
        : []),
    ],
  };
};
