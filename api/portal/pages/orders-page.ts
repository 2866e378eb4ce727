import type { IsoDate } from '../../../domain/calendar/dates.ts';
import { type Html, html } from '../../pages/html.ts';
import type { ShownOrder } from '../reads/orders.ts';
import { deadlineText, isLate, progressOf } from './order-progress.ts';
import { ORDER_STATES } from './words.ts';

const findingLine =
  (order: ShownOrder, on: IsoDate) =>
  (finding: ShownOrder['findings'][number]): Html =>
    html`<tr>
<th scope="row">${finding.no}</th><td data-name="依据">${finding.article}${finding.demand !== null && html`<small>检查内容：${finding.demand}</small>`}</td><td class="day" data-name="期限">${deadlineText(order, finding)}</td><td data-name="进展">${progressOf(order, finding, on)}</td></tr>`;

const stateMark = (order: ShownOrder, on: IsoDate): Html => {
  const late = order.findings.some((finding) => isLate(order, finding, on) === true);
  return html`<span class="state ${order.state === 'issued' || late ? 'care' : 'done'}">${ORDER_STATES[order.state]}${late && '（有逾期）'}</span>`;
};

/**
 * @param root makes a link to the result of it; null where that is the page
 * @param on today
 */
export const orderCard = (
  order: ShownOrder,
  root: string | null,
  on: IsoDate,
): Html => html`<section class="card">
<div class="head"><h2>责令改正 ${order.number}${root !== null && html` <small><a href="${root}/results/${encodeURIComponent(order.resultId)}">${order.unitName}</a></small>`}</h2>
${stateMark(order, on)}</div>
<p class="note">${order.issuedOn} 发出</p>
<table class="list"><thead><tr><th scope="col">序号</th><th scope="col">违反的规定</th><th scope="col">整改期限</th><th scope="col">进展</th></tr></thead>
<tbody>${order.findings.map(findingLine(order, on))}</tbody></table></section>`;

export interface OrdersPage {
  readonly root: string;
  readonly year: number;
  readonly years: readonly { readonly year: number }[];
  readonly orders: readonly ShownOrder[];
  readonly on: IsoDate;
  /** There are more than the page shows. */
  readonly isCut: boolean;
}

/** What units had to put right in a year, and what became of it. */
export const ordersPage = ({ root, year, years, orders, on, isCut }: OrdersPage): Html => html`
<nav class="years" aria-label="年度">${years.map((each) =>
  each.year === year
    ? html`<strong aria-current="page">${each.year} 年</strong>`
    : html`<a href="${root}/orders?year=${each.year}">${each.year} 年</a>`,
)}</nav>
${orders.length === 0 ? html`<p class="empty card">${year} 年没有已公示结果的责令改正。</p>` : orders.map((order) => orderCard(order, root, on))}
${isCut && html`<p class="note">仅列出最近的 ${orders.length} 件，全部见数据下载。</p>`}
<p class="links"><a href="${root}/data/orders.csv?year=${year}">下载 CSV</a> <a href="${root}/data/orders.json?year=${year}">下载 JSON</a></p>`;
