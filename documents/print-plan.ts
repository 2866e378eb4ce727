import { type PlanPaper, planPaper } from '../domain/documents/plan-document.ts';
import { renderHtml } from './html/render-html.ts';
import { renderPdf } from './pdf/render-pdf.ts';
import type { Format } from './print-draw.ts';

/** A version of a plan as it is printed. */
export const printPlan = async (paper: PlanPaper, format: Format): Promise<Buffer> => {
  const document = planPaper(paper);
  return format === 'pdf' ? renderPdf(document) : Buffer.from(renderHtml(document), 'utf8');
};
