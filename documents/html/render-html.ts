/** A document as one HTML file that needs nothing else: style, drawings and text in it. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Block, PrintedDocument } from '../../domain/documents/document.ts';
import { qrModules } from '../qr.ts';

const STYLE = readFileSync(new URL('./page.css', import.meta.url), 'utf8');

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const safe = (text: string): string => text.replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign);

const qrPicture = (content: string): string => {
  const modules = qrModules(content);
  const path = modules.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return `<svg viewBox="0 0 ${modules.length} ${modules.length}" role="img" aria-label="${safe(content)}"><path d="${path}" shape-rendering="crispEdges"/></svg>`;
};

const table = ({ columns, rows }: Extract<Block, { kind: 'table' }>): string => {
  const total = columns.reduce((sum, { share }) => sum + share, 0);
  const widths = columns.map(({ share }) => `<col width="${((share / total) * 100).toFixed(2)}%">`);
  const head = columns.map((column) => `<th scope="col">${safe(column.head)}</th>`);
  const body = rows.map(
    (row) =>
      `<tr>${columns.map(({ align = 'left' }, index) => `<td class="${align}">${safe(row[index] ?? '')}</td>`).join('')}</tr>`,
  );
  return `<div class="wide" tabindex="0" role="region" aria-label="表格"><table><colgroup>${widths.join('')}</colgroup><thead><tr>${head.join('')}</tr></thead><tbody>${body.join('\n')}</tbody></table></div>`;
};

const signing = ({ places }: Extract<Block, { kind: 'signing' }>): string => {
  const boxes = places.map(
    ({ label, lines }) =>
      `<div><strong>${safe(label)}：</strong>${lines.map((line) => `<small>${safe(line)}</small>`).join('')}<span class="date">年　　月　　日</span></div>`,
  );
  return `<div class="signing">${boxes.join('')}</div>`;
};

const block = (each: Block): string => {
  switch (each.kind) {
    case 'heading':
      return `<h2>${safe(each.text)}</h2>`;
    case 'subheading':
      return `<h3>${safe(each.text)}</h3>`;
    case 'paragraph':
      return `<p>${safe(each.text)}</p>`;
    case 'note':
      return `<p class="note">${safe(each.text)}</p>`;
    case 'form':
      return `<table class="form"><tbody>${each.rows.map(([label, value]) => `<tr><th scope="row">${safe(label)}</th><td>${safe(value)}</td></tr>`).join('\n')}</tbody></table>`;
    case 'table':
      return table(each);
    case 'code':
      return `<div class="code">${qrPicture(each.content)}<div>${each.lines.map(safe).join('<br>')}</div></div>`;
    case 'signing':
      return signing(each);
    case 'closing':
      return `<div class="closing">${each.lines.map((line) => `<p>${safe(line)}</p>`).join('')}</div>`;
  }
};

/** The mark as a picture over every page: on screen once per length of a page, on paper once per page. */
const markRule = (text: string): string => {
  const size = 60 / Math.max(1, [...text].length / 2);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 210 297"><text x="105" y="160" transform="rotate(-40 105 148)" text-anchor="middle" font-size="${size}" font-weight="700" font-family="serif" fill="#c00000" fill-opacity="0.1">${safe(text)}</text></svg>`;
  return `.mark { background-image: url("data:image/svg+xml,${encodeURIComponent(svg)}"); }`;
};

/** A CSS string that can end neither itself nor the style element. */
const cssText = (text: string): string => `"${text.replace(/["\\<\n]/g, '')}"`;

const styleOf = ({ footer, watermark }: PrintedDocument): string =>
  `${STYLE}:root { --foot: ${cssText(footer)}; }\n${watermark === null ? '' : markRule(watermark)}`;

/** What a browser must allow to show such a page and nothing more: its one style sheet, pictures that are in it. */
export const policyOf = (page: string): string => {
  const style = /<style>([\s\S]*?)<\/style>/.exec(page)?.[1] ?? '';
  const allowed = `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`;
  return `default-src 'none'; ${allowed}; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
};

/** Where a reader of the page came from; a page that is printed does not say it. */
export interface WayBack {
  readonly address: string;
  readonly words: string;
}

const wayBack = (back: WayBack | null): string =>
  back === null ? '' : `<nav><a href="${safe(back.address)}">${safe(back.words)}</a></nav>\n`;

export const renderHtml = (document: PrintedDocument, back: WayBack | null = null): string => {
  const { masthead, title, number, watermark, blocks, footer } = document;
  const numberLine = `<div class="number">${safe(number)}</div>`;
  const titleLines = `<h1>${title.map(safe).join('<br>')}</h1>`;
  const head =
    masthead === null
      ? `${titleLines}${numberLine}`
      : `<div class="masthead">${safe(masthead)}</div>${numberLine}${titleLines}<br>`;
  return `<!doctype html>
<html lang="zh-CN">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${safe(`${title.join('')} ${number}`)}</title>
<style>${styleOf(document)}</style></head>
<body>
${watermark === null ? '' : `<div class="mark" role="img" aria-label="${safe(watermark)}"></div>`}
${wayBack(back)}${head}
${blocks.map(block).join('\n')}
<footer>${safe(footer)}</footer>
</body></html>
`;
};
