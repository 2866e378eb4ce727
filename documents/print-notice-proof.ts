import { type NoticeProof, noticeProofDocument } from '../domain/documents/notice-proof.ts';
import { renderHtml } from './html/render-html.ts';
import { renderPdf } from './pdf/render-pdf.ts';

/** The proof of a case's notices in both forms. */
export const printNoticeProof = async (
  proof: NoticeProof,
): Promise<{ readonly html: Buffer; readonly pdf: Buffer }> => {
  const document = noticeProofDocument(proof);
  return { html: Buffer.from(renderHtml(document), 'utf8'), pdf: await renderPdf(document) };
};
