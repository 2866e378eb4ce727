/** A document for printing (打印件): what stands on the paper, in order; how it looks is each renderer's business. */

export interface Column {
  readonly head: string;
  /** Share of the table's width. */
  readonly share: number;
  readonly align?: 'left' | 'center' | 'right';
}

/** One place to sign (签字) or seal (盖章). */
export interface SigningPlace {
  readonly label: string;
  /** Small lines under the label: who, with which key, when the electronic signature was made. */
  readonly lines: readonly string[];
}

export type Block =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'subheading'; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  /** Small print below a table. */
  | { readonly kind: 'note'; readonly text: string }
  /** A form: label and value. */
  | { readonly kind: 'form'; readonly rows: readonly (readonly [label: string, value: string])[] }
  /** A cell may hold several lines (`\n`); the head is repeated on every page that the table reaches. */
  | {
      readonly kind: 'table';
      readonly columns: readonly Column[];
      readonly rows: readonly (readonly string[])[];
    }
  /** A QR code with what it says beside it. */
  | { readonly kind: 'code'; readonly content: string; readonly lines: readonly string[] }
  | { readonly kind: 'signing'; readonly places: readonly SigningPlace[] }
  /** Authority and date at the end of a public notice (落款). */
  | { readonly kind: 'closing'; readonly lines: readonly string[] };

export interface PrintedDocument {
  /** Red head of a public notice (红头); null for an internal record. */
  readonly masthead: string | null;
  /** Lines of the title. */
  readonly title: readonly string[];
  /** Line below the title: the number (编号). */
  readonly number: string;
  /** Across every page: 演练, 未签发 … */
  readonly watermark: string | null;
  readonly blocks: readonly Block[];
  /** At the foot of every page, beside the page number. */
  readonly footer: string;
  /** For the file's properties: when what it tells of was made final, RFC 3339. */
  readonly madeAt: string;
  readonly author: string;
}

/** Every text of a document, for whoever must know its characters; `bold`: titles, headings and heads of tables. */
export const textsOf = (document: PrintedDocument): { readonly regular: string; readonly bold: string } => {
  const regular = [document.footer, document.number, document.author, '第共页0123456789'];
  const bold = [document.masthead ?? '', ...document.title, document.watermark ?? ''];
  for (const block of document.blocks) {
    if (block.kind === 'heading' || block.kind === 'subheading') bold.push(block.text);
    else if (block.kind === 'paragraph' || block.kind === 'note') regular.push(block.text);
    else if (block.kind === 'form') {
      for (const [label, value] of block.rows) {
        bold.push(label);
        regular.push(value);
      }
    } else if (block.kind === 'table') {
      for (const { head } of block.columns) bold.push(head);
      for (const row of block.rows) regular.push(...row);
    } else if (block.kind === 'signing') {
      for (const { label, lines } of block.places) {
        bold.push(label);
        regular.push(...lines, '年月日');
      }
    } else regular.push(...block.lines);
  }
  return { regular: regular.join(''), bold: bold.join('') };
};
