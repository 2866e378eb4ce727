import { escapeHtml } from '../../notify/templates/email-layout.ts';
import { listingOf, localTime } from '../inbox/listing.ts';
import { notFound, pageOf, type WebAnswer } from '../inbox/page.ts';
import type { ReceivedSms } from './received-sms.ts';

/** `/` lists what came in, newest first. */
export const smsPage = (messages: readonly ReceivedSms[], url: URL, rehearsal: boolean): WebAnswer => {
  if (url.pathname !== '/') return notFound;
  const { rows, before, after } = listingOf(messages, ({ to }) => [to], url.searchParams);
  const lines = rows.map(
    ({ receivedAt, businessAt, to, text, segments }) =>
      `<tr>${rehearsal ? `<td class="time">${businessAt === undefined ? '' : localTime(businessAt)}</td>` : ''}<td class="time">${localTime(receivedAt)}</td><td>${escapeHtml(to)}</td><td>${escapeHtml(text)}</td><td>${text.length} 字 / ${segments} 条</td></tr>`,
  );
  const table = `<table><tr>${rehearsal ? '<th>业务时间</th><th>接收时间</th>' : '<th>时间</th>'}<th>号码</th><th>内容</th><th>长度</th></tr>${lines.join('')}</table>`;
  const title = rehearsal ? '演练短信' : '本地短信网关';
  const lead = '系统发出的短信只送到这里，不会发往外部。';
  return pageOf({ title, lead, rehearsal }, before + table + after);
};
