import { dateAt } from '../../../domain/calendar/dates.ts';
import { type Html, html } from '../../pages/html.ts';

export interface PlanPageVersion {
  readonly version: number;
  readonly reason: string;
  readonly approvedAt: string | null;
  readonly publishedAt: string | null;
}

export interface PlanPage {
  readonly root: string;
  readonly year: number;
  readonly years: readonly number[];
  readonly title: string | null;
  readonly documentNumber: string | null;
  /** Heads and rows of the table with its nine columns. */
  readonly sheet: readonly (readonly string[])[];
  readonly versions: readonly PlanPageVersion[];
  /** What the version in force changed against the one before, a sentence each. */
  readonly changes: readonly string[];
}

const cell = (text: string, head: string | undefined, at: number): Html =>
  at === 0 ? html`<th scope="row">${text}</th>` : html`<td data-name="${head ?? ''}">${text}</td>`;

const table = ([
  heads = [],
  ...rows
]: PlanPage['sheet']): Html => html`<div class="scroll"><table class="list plan">
<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${row.map((text, at) => cell(text, heads[at], at))}</tr>`)}</tbody></table></div>`;

const versionLine = ({ version, reason, approvedAt, publishedAt }: PlanPageVersion): Html => html`<tr>
<th scope="row">第 ${version} 版</th><td data-name="理由">${reason}</td><td class="day" data-name="批准">${approvedAt === null ? '—' : dateAt(approvedAt)}</td><td class="day" data-name="公布">${publishedAt === null ? '—' : dateAt(publishedAt)}</td></tr>`;

/** The plan in force, and how it came to be what it is. */
export const planPage = (page: PlanPage): Html => html`
<nav class="years" aria-label="年度">${page.years.map((each) =>
  each === page.year
    ? html`<strong aria-current="page">${each} 年</strong>`
    : html`<a href="${page.root}/plan?year=${each}">${each} 年</a>`,
)}</nav>
<section class="card"><h2>${page.title ?? `${page.year} 年度抽查工作计划`}</h2>
${page.documentNumber !== null && html`<p class="note">${page.documentNumber}</p>`}
${table(page.sheet)}
<p class="links"><a href="${page.root}/data/plan.csv?year=${page.year}">下载 CSV</a> <a href="${page.root}/data/plan.json?year=${page.year}">下载 JSON</a></p></section>
<section class="card"><h2>版次和调整</h2>
<table class="list"><thead><tr><th scope="col">版次</th><th scope="col">理由</th><th scope="col">批准</th><th scope="col">公布</th></tr></thead>
<tbody>${page.versions.map(versionLine)}</tbody></table>
${page.changes.length > 0 && html`<h3>本版改动</h3><ul>${page.changes.map((change) => html`<li>${change}</li>`)}</ul>`}</section>`;
