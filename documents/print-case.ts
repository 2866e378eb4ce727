import { type CasePaper, caseDocument } from '../domain/documents/case-document.ts';
import { renderHtml } from './html/render-html.ts';
import { renderPdf } from './pdf/render-pdf.ts';

/** The paper of a case in both forms. */
export const printCase = async (
  paper: CasePaper,
): Promise<{ readonly html: Buffer; readonly pdf: Buffer }> => {
  const document = caseDocument(paper);
  return { html: Buffer.from(renderHtml(document), 'utf8'), pdf: await renderPdf(document) };
};
