import type { Block } from './wording.ts';

/** A whole mail before it is laid out: both parts are made of the same blocks. */
export interface Letter {
  readonly salutation: string;
  readonly blocks: readonly Block[];
  /** Authority and date. */
  readonly signature: readonly [authority: string, date: string];
  readonly isRehearsal: boolean;
  /** Where officers reach the system; null in a letter to a unit. */
  readonly systemUrl: string | null;
  /** Where an officer does it, by the menu's word; null where there is nothing to do or it is not told. */
  readonly page: { readonly name: string; readonly address: string | null } | null;
}

const REHEARSAL_LINE = '【演练】本邮件是演练信息，不产生法律效力，无需办理。';
const FOOTER = '本邮件由双随机抽查系统自动发出，请勿直接回复。';
const footerOf = ({ systemUrl }: Letter): string =>
  systemUrl === null ? FOOTER : `${FOOTER}系统地址：${systemUrl}`;

const pageSentence = ({ name }: NonNullable<Letter['page']>): string =>
  `请登录双随机抽查系统，在“${name}”中查看、办理。`;

const pageText = ({ page }: Letter): string[] => {
  if (page === null) return [];
  const address = page.address === null ? '' : `\n本件页面：${page.address}`;
  return [`　　${pageSentence(page)}${address}`];
};

/** The plain part. */
export const layOutText = (letter: Letter): string => {
  const { salutation, blocks, signature, isRehearsal } = letter;
  return [
    ...(isRehearsal ? [REHEARSAL_LINE] : []),
    salutation,
    ...blocks.map(textOf),
    ...pageText(letter),
    `　　　　　　　　${signature[0]}\n　　　　　　　　${signature[1]}`,
    `——\n${footerOf(letter)}`,
  ].join('\n\n');
};

const textOf = (block: Block): string => {
  if (typeof block === 'string') return `　　${block}`;
  if ('facts' in block) return block.facts.map(([label, value]) => `${label}：${value}`).join('\n');
  return block.list.map((line, index) => `${index + 1}. ${line}`).join('\n');
};

const BODY = "font-family:'Microsoft YaHei','PingFang SC','Noto Sans CJK SC',sans-serif;color:#1f2329";
const LABEL = 'padding:6px 12px;border:1px solid #d0d7de;background:#f6f8fa;white-space:nowrap;color:#57606a';
const VALUE = 'padding:6px 12px;border:1px solid #d0d7de';

/** The HTML part; styles stand on the elements because mail programs drop style sheets. */
export const layOutHtml = (letter: Letter): string => {
  const { salutation, blocks, signature, isRehearsal } = letter;
  return [
    `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"></head><body style="${BODY};font-size:15px;line-height:1.8;max-width:680px;margin:0 auto;padding:24px">`,
    isRehearsal
      ? `<p style="padding:8px 12px;background:#fff1e5;border:1px solid #d4590f;color:#bc4c00">${REHEARSAL_LINE}</p>`
      : '',
    `<p>${escapeHtml(salutation)}</p>`,
    ...blocks.map(htmlOf),
    pageHtml(letter),
    `<p style="text-align:right">${escapeHtml(signature[0])}<br>${escapeHtml(signature[1])}</p>`,
    `<p style="border-top:1px solid #d0d7de;padding-top:12px;color:#8c959f;font-size:13px">${escapeHtml(footerOf(letter))}</p>`,
    '</body></html>',
  ].join('\n');
};

const pageHtml = ({ page }: Letter): string => {
  if (page === null) return '';
  const sentence = `<p style="text-indent:2em">${escapeHtml(pageSentence(page))}</p>`;
  if (page.address === null) return sentence;
  const address = escapeHtml(page.address);
  return `${sentence}<p>本件页面：<a href="${address}">${address}</a></p>`;
};

const htmlOf = (block: Block): string => {
  if (typeof block === 'string') return `<p style="text-indent:2em">${escapeHtml(block)}</p>`;
  if ('facts' in block) {
    const rows = block.facts.map(
      ([label, value]) =>
        `<tr><td style="${LABEL}">${escapeHtml(label)}</td><td style="${VALUE}">${escapeHtml(value)}</td></tr>`,
    );
    return `<table style="border-collapse:collapse;width:100%;margin:12px 0">${rows.join('')}</table>`;
  }
  return `<ol>${block.list.map((line) => `<li>${escapeHtml(line)}</li>`).join('')}</ol>`;
};

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** For text and for attribute values. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
