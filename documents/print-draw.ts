/** The printed papers of a draw in both forms. */

import type { DrawEnd } from '../domain/bundle/documents.ts';
import { announcementDocument } from '../domain/documents/announcement-document.ts';
import type { PrintedDocument } from '../domain/documents/document.ts';
import { type DrawPapers, publicCopy } from '../domain/documents/draw-papers.ts';
import { endDocument } from '../domain/documents/end-document.ts';
import { recordDocument } from '../domain/documents/record-document.ts';
import { renderHtml, type WayBack } from './html/render-html.ts';
import { renderPdf } from './pdf/render-pdf.ts';

export const PAPERS = ['announcement', 'record'] as const;
export type Paper = (typeof PAPERS)[number];
export const FORMATS = ['pdf', 'html'] as const;
export type Format = (typeof FORMATS)[number];

/** What there is to print of a draw: one that ended before its announcement has nothing but its end. */
export type Printable = DrawPapers | DrawEnd;

const isEnd = (papers: Printable): papers is DrawEnd => 'ended_at' in papers;

export const documentOf = (papers: Printable, paper: Paper): PrintedDocument => {
  if (!isEnd(papers))
    return paper === 'record' ? recordDocument(papers) : announcementDocument(publicCopy(papers));
  if (paper === 'record') return endDocument(papers);
  throw new RangeError(`抽取“${papers.draw_no}”没有公告，没有可以打印的公告；可以打印抽取终止记录。`);
};

/** The copy that anyone may see; an end names nobody. */
export const publicPaper = (papers: Printable): Printable => (isEnd(papers) ? papers : publicCopy(papers));

export const drawNumber = (papers: Printable): string =>
  isEnd(papers) ? papers.draw_no : papers.announcement.draw_no;

/**
 * @param back where a reader of the web page goes on
 * @throws RangeError (Chinese) where the draw has no such paper yet
 */
export const printDraw = async (
  papers: Printable,
  paper: Paper,
  format: Format,
  back: WayBack | null = null,
): Promise<Buffer> => {
  const document = documentOf(papers, paper);
  return format === 'pdf' ? renderPdf(document) : Buffer.from(renderHtml(document, back), 'utf8');
};
