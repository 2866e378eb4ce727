/** The mark across every page of a paper (水印). */
import type { DrawPapers } from './draw-papers.ts';

export const isRehearsalDraw = ({ announcement, record }: DrawPapers): boolean =>
  announcement.rehearsal || record?.rehearsal === true;

const endMark = ({ events }: DrawPapers): string =>
  events.some(({ kind }) => kind === 'not-drawn') ? '未抽取' : '作废';

/** 演练 before all else; 未签发 while operator or supervisor have not signed what is printed. */
export const watermarkOf = (papers: DrawPapers, document: 'announcement' | 'record'): string | null => {
  if (isRehearsalDraw(papers)) return '演练';
  if (document === 'record' && papers.record === null && papers.endReason !== null) return endMark(papers);
  const signatures = document === 'record' ? papers.receiptSignatures : papers.announcementSignatures;
  const signed = new Set(signatures.map(({ role }) => role));
  if (!(signed.has('operator') && signed.has('supervisor'))) return '未签发';
  return papers.endReason === null ? null : '作废';
};
