import { type OrderPaper, orderDocument } from '../domain/documents/order-document.ts';
import { renderHtml } from './html/render-html.ts';
import { renderPdf } from './pdf/render-pdf.ts';
import type { Format } from './print-draw.ts';

/** An order to correct (责令改正通知书) for printing. */
export const printOrder = async (paper: OrderPaper, format: Format): Promise<Buffer> => {
  const document = orderDocument(paper);
  return format === 'pdf' ? renderPdf(document) : Buffer.from(renderHtml(document), 'utf8');
};
