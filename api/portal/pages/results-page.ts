import type { ResultCode } from '../../../domain/result/result-codes.ts';
import { type Html, html } from '../../pages/html.ts';
import type { ShownResult } from '../reads/results.ts';
import { STANDINGS } from './words.ts';

interface ResultsPage {
  readonly root: string;
  readonly results: readonly ShownResult[];
  readonly codes: readonly ResultCode[];
  /** What was searched for; empty where nothing was. */
  readonly text: string;
  readonly year: number | null;
  readonly years: readonly { readonly year: number; readonly results: number }[];
  /** How many there are to page through, and of how many units where that was counted. */
  readonly found: { readonly results: number; readonly units: number | null };
  /** Address of the next page; null on the last one. */
  readonly next: string | null;
}

/** What a table of results needs of it. */
export type ResultsTable = Pick<ResultsPage, 'root' | 'results' | 'codes'>;

export const outcomeText = ({ codes, standing }: ShownResult, table: readonly ResultCode[]): string =>
  standing === 'withdrawn'
    ? '—'
    : codes.map((code) => table.find((entry) => entry.code === code)?.name ?? code).join('；');

export const standingMark = ({ standing }: ShownResult): Html | false => {
  const words = STANDINGS[standing];
  return (
    words !== null && html`<span class="state ${standing === 'withdrawn' ? 'care' : 'work'}">${words}</span>`
  );
};

const line = (result: ShownResult, { root, codes }: ResultsTable): Html => html`<tr>
<th scope="row"><a href="${root}/results/${encodeURIComponent(result.id)}">${result.unitName}</a> ${standingMark(result)}<small>${result.unitCode}</small></th>
<td data-name="抽查事项">${result.items.join('、')}</td>
<td class="day" data-name="检查日期">${result.visitedOn}</td>
<td data-name="检查结果">${outcomeText(result, codes)}</td>
<td class="day" data-name="公示日期">${result.shownOn}</td>
</tr>`;

export const resultsTable = (page: ResultsTable): Html => html`<table class="list">
<thead><tr><th scope="col">检查对象</th><th scope="col">抽查事项</th><th scope="col">检查日期</th><th scope="col">检查结果</th><th scope="col">公示日期</th></tr></thead>
<tbody>${page.results.map((result) => line(result, page))}</tbody></table>`;

const search = ({
  root,
  text,
  year,
  years,
}: ResultsPage): Html => html`<form class="search" method="get" action="${root}/results" role="search">
<label for="q">检查对象名称或统一社会信用代码</label>
<input id="q" name="q" type="search" value="${text}" maxlength="100">
<label for="year">年度</label>
<select id="year" name="year"><option value="">全部</option>${years.map(
  (each) =>
    html`<option value="${each.year}"${each.year === year && html` selected`}>${each.year}（${each.results} 项）</option>`,
)}</select>
<button type="submit">查询</button>
</form>`;

const nothing = ({ text }: ResultsPage): string =>
  text === ''
    ? '目前没有已公示的抽查结果。'
    : `没有查到与“${text}”相符的已公示结果。可以只输入名称的一部分，或者输入完整的统一社会信用代码。`;

const count = ({ text, year, found }: ResultsPage): string => {
  const of = year === null ? '' : `${year}年度`;
  const what = text === '' ? `${of}已公示的抽查结果` : `与“${text}”相符的${of}抽查结果`;
  const units = found.units === null ? '' : `，涉及 ${found.units} 个检查对象，同一对象每次检查各列一项`;
  return `${what}共 ${found.results} 项${units}。`;
};

/** The tables hold what the page shows: the same search, the same years. */
const dataPath = ({ root, text, year }: ResultsPage, format: 'csv' | 'json'): string => {
  const query = new URLSearchParams({ year: year === null ? 'all' : String(year) });
  if (text !== '') query.set('q', text);
  return `${root}/data/results.${format}?${query}`;
};

/** Results by name, code and year, newest first. */
export const resultsPage = (page: ResultsPage): Html => html`<section class="card">
${search(page)}
${page.results.length === 0 ? html`<p class="empty">${nothing(page)}</p>` : html`<p role="status">${count(page)}</p>${resultsTable(page)}`}
<p class="links">${page.next !== null && html`<a rel="next" href="${page.next}">下一页</a>`}
<a href="${dataPath(page, 'csv')}">下载 CSV</a>
<a href="${dataPath(page, 'json')}">下载 JSON</a>
<a href="${page.root}/feed.atom">订阅</a></p>
</section>`;
