/** The printed papers of a draw in both forms. */
import { announcementDocument } from '../domain/documents/announcement-document.ts';
import type { PrintedDocument } from '../domain/documents/document.ts';
import { type DrawPapers, publicCopy } from '../domain/documents/draw-papers.ts';
import { recordDocument } from '../domain/documents/record-document.ts';
import { renderHtml } from './html/render-html.ts';
import { renderPdf } from './pdf/render-pdf.ts';

export const PAPERS = ['announcement', 'record'] as const;
export type Paper = (typeof PAPERS)[number];
export const FORMATS = ['pdf', 'html'] as const;
export type Format = (typeof FORMATS)[number];

export const documentOf = (papers: DrawPapers, paper: Paper): PrintedDocument =>
  paper === 'record' ? recordDocument(papers) : announcementDocument(publicCopy(papers));

/** @throws RangeError (Chinese) where the draw has no such paper yet */
export const printDraw = async (papers: DrawPapers, paper: Paper, format: Format): Promise<Buffer> => {
  const document = documentOf(papers, paper);
  return format === 'pdf' ? renderPdf(document) : Buffer.from(renderHtml(document), 'utf8');
};
