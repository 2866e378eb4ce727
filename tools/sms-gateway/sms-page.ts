import { escapeHtml } from '../../notify/templates/email-layout.ts';
import { listingOf, localTime } from '../inbox/listing.ts';
import { notFound, pageOf, type WebAnswer } from '../inbox/page.ts';
import type { ReceivedSms } from './sms-gateway.ts';

/** `/` lists what came in, newest first. */
export const smsPage = (messages: readonly ReceivedSms[], url: URL): WebAnswer => {
  if (url.pathname !== '/') return notFound;
  const { rows, before, after } = listingOf(messages, ({ to }) => [to], url.searchParams);
  const lines = rows.map(
    ({ receivedAt, to, text, segments }) =>
      `<tr><td>${localTime(receivedAt)}</td><td>${escapeHtml(to)}</td><td>${escapeHtml(text)}</td><td>${text.length} 字 / ${segments} 条</td></tr>`,
  );
  const table = `<table><tr><th>时间</th><th>号码</th><th>内容</th><th>长度</th></tr>${lines.join('')}</table>`;
  return pageOf('本地短信网关', '系统发出的短信只送到这里，不会发往外部。', before + table + after);
};
