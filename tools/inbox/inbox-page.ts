import { simpleParser } from 'mailparser';
import { escapeHtml } from '../../notify/templates/email-layout.ts';
import { listingOf, localTime } from './listing.ts';
import type { ReceivedMail } from './mail-server.ts';
import { notFound, type PageHead, pageOf, type WebAnswer } from './page.ts';

const BUSINESS_TIME = /^x-business-time:\s*(\S+)/im;

const headOf = (rehearsal: boolean): PageHead => ({
  title: rehearsal ? '演练收件箱' : '本地收件箱',
  lead: '系统发出的邮件只送到这里，不会发往外部。',
  rehearsal,
});

const businessTimeOf = ({ raw }: ReceivedMail): string => {
  const at = BUSINESS_TIME.exec(headerOf(raw))?.[1];
  return at === undefined || Number.isNaN(Date.parse(at)) ? '' : localTime(at);
};

/** `/` lists, `/mail/<number>` shows one, `/mail/<number>/html` is its HTML part for the frame. */
export const inboxPage = async (
  mails: readonly ReceivedMail[],
  url: URL,
  rehearsal: boolean,
): Promise<WebAnswer> => {
  if (url.pathname === '/') return listPage(mails, url.searchParams, rehearsal);
  const match = /^\/mail\/(\d+)(\/html)?$/.exec(url.pathname);
  const mail = match === null ? undefined : mails.find(({ number }) => number === Number(match[1]));
  if (mail === undefined) return notFound;
  const parsed = await simpleParser(mail.raw);
  if (match?.[2] !== undefined) {
    return { status: 200, type: 'text/html', body: parsed.html || '' };
  }
  const facts = [
    ['收件人', mail.to.join('，')],
    ...(rehearsal ? [['业务时间', businessTimeOf(mail)]] : []),
    [rehearsal ? '接收时间' : '时间', localTime(mail.receivedAt)],
    ['邮件编号', mail.messageId],
  ].map(([label = '', value = '']) => `<tr><th>${label}</th><td>${escapeHtml(value)}</td></tr>`);
  // The sandbox lets the mail's own HTML neither run scripts nor leave its frame.
  const body = !parsed.html
    ? `<pre>${escapeHtml(parsed.text ?? '')}</pre>`
    : `<iframe sandbox src="/mail/${mail.number}/html"></iframe><details><summary>纯文本</summary><pre>${escapeHtml(parsed.text ?? '')}</pre></details>`;
  return pageOf(
    { ...headOf(rehearsal), title: escapeHtml(parsed.subject ?? '（无主题）') },
    `<p><a href="/">返回列表</a></p><table>${facts.join('')}</table>${body}`,
  );
};

const listPage = async (
  mails: readonly ReceivedMail[],
  query: URLSearchParams,
  rehearsal: boolean,
): Promise<WebAnswer> => {
  const { rows, before, after } = listingOf(mails, ({ to }) => to, query);
  const lines = await Promise.all(
    rows.map(async (mail) => {
      const { subject } = await simpleParser(headerOf(mail.raw));
      const business = rehearsal ? `<td class="time">${businessTimeOf(mail)}</td>` : '';
      return `<tr>${business}<td class="time">${localTime(mail.receivedAt)}</td><td>${escapeHtml(mail.to.join('，'))}</td><td><a href="/mail/${mail.number}">${escapeHtml(subject ?? '（无主题）')}</a></td></tr>`;
    }),
  );
  const times = rehearsal ? '<th>业务时间</th><th>接收时间</th>' : '<th>时间</th>';
  const table = `<table><tr>${times}<th>收件人</th><th>主题</th></tr>${lines.join('')}</table>`;
  return pageOf(headOf(rehearsal), before + table + after);
};

/** A page of the list needs no bodies. */
const headerOf = (raw: string): string => `${raw.slice(0, raw.indexOf('\r\n\r\n') + 2)}\r\n`;
