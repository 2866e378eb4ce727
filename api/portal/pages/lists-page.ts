import { type Html, html } from '../../pages/html.ts';

export interface ListedItem {
  readonly name: string;
  readonly kind: string;
  readonly unitCategory: string;
  readonly legalBasis: string;
  readonly method: string;
}

export interface ListedInspectors {
  readonly section: string;
  readonly count: number;
  /** Names with certificate numbers where the authority shows them; else empty. */
  readonly people: readonly { readonly name: string; readonly certificateNumber: string }[];
}

export interface ListsPage {
  readonly root: string;
  readonly items: readonly ListedItem[];
  readonly inspectors: readonly ListedInspectors[];
}

const itemLine = (item: ListedItem): Html => html`<tr><th scope="row">${item.name}</th>
<td data-name="类别">${item.kind === 'key' ? '重点检查事项' : '一般检查事项'}</td><td data-name="检查对象">${item.unitCategory}</td><td data-name="依据">${item.legalBasis}</td><td data-name="方式">${item.method}</td></tr>`;

const sectionLine = ({ section, count, people }: ListedInspectors): Html =>
  html`<tr><th scope="row">${section}</th><td data-name="人数">${count}</td>${
    people.length > 0 &&
    html`<td data-name="人员和执法证号">${people.map(({ name, certificateNumber }) => html`<span class="person">${name}（${certificateNumber}）</span> `)}</td>`
  }</tr>`;

/** The item list (随机抽查事项清单), and who inspects. */
export const listsPage = ({ root, items, inspectors }: ListsPage): Html => {
  const named = inspectors.some(({ people }) => people.length > 0);
  return html`<section class="card"><h2>随机抽查事项清单</h2>
${
  items.length === 0
    ? html`<p class="empty">清单尚未公布。</p>`
    : html`<table class="list"><thead><tr><th scope="col">事项</th><th scope="col">类别</th><th scope="col">检查对象</th><th scope="col">依据</th><th scope="col">方式</th></tr></thead>
<tbody>${items.map(itemLine)}</tbody></table>`
}
<p class="links"><a href="${root}/data/items.csv">下载 CSV</a> <a href="${root}/data/items.json">下载 JSON</a></p></section>
<section class="card"><h2>执法检查人员</h2>
<p class="note">每次检查的人员由随机抽取确定，不少于两人，应当主动出示执法证件。</p>
<table class="list"><thead><tr><th scope="col">科室</th><th scope="col">人数</th>${named && html`<th scope="col">人员和执法证号</th>`}</tr></thead>
<tbody>${inspectors.map(sectionLine)}</tbody></table></section>`;
};
