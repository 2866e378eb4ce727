import { escapeHtml } from '../../notify/templates/email-layout.ts';

const PAGE_SIZE = 50;

export interface Listing<T> {
  readonly rows: readonly T[];
  /** Filter form above and links below, as HTML. */
  readonly before: string;
  readonly after: string;
}

/** Newest first, one page of those whose recipient contains `?to=`. */
export const listingOf = <T>(
  records: readonly T[],
  recipientsOf: (record: T) => readonly string[],
  query: URLSearchParams,
): Listing<T> => {
  const to = query.get('to')?.trim() ?? '';
  const found = records
    .filter((record) => to === '' || recipientsOf(record).some((recipient) => recipient.includes(to)))
    .reverse();
  const pages = Math.max(1, Math.ceil(found.length / PAGE_SIZE));
  const page = Math.min(pages, Math.max(1, Math.trunc(Number(query.get('page')) || 1)));
  const link = (number: number, label: string): string =>
    `<a href="/?${escapeHtml(new URLSearchParams({ to, page: String(number) }).toString())}">${label}</a>`;
  return {
    rows: found.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE),
    before: `<form><input name="to" value="${escapeHtml(to)}" placeholder="按收件人查找"> <button>查找</button></form>`,
    after: `<nav><span>共 ${found.length} 条，第 ${page} / ${pages} 页</span>${page > 1 ? link(page - 1, '上一页') : ''}${page < pages ? link(page + 1, '下一页') : ''}</nav>`,
  };
};

/** `2021-04-30 09:00:00` in Beijing time. */
export const localTime = (instant: string): string =>
  new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
