import { exclusionWords } from '../../../domain/strata/exclusion-reasons.ts';
import { type Html, html } from '../../pages/html.ts';

/** `listed`: on the list of at least one row; `excluded`: left out of at least one. */
export const LIST_SIDES = ['listed', 'excluded'] as const;
type ListSide = (typeof LIST_SIDES)[number];

export interface ShownListed {
  readonly no: number;
  /** `type:code`. */
  readonly code: string;
  /** Null of a person. */
  readonly name: string | null;
  readonly rows: readonly {
    readonly row: number;
    readonly item: string;
    /** Of one that is listed what became of it, null before the result; of one that is not, the reason's code. */
    readonly said: string | null;
  }[];
}

export interface DrawListPage {
  readonly root: string;
  readonly drawId: string;
  readonly side: ListSide;
  readonly text: string;
  readonly found: number;
  readonly units: readonly ShownListed[];
  /** How many come before the next page; null on the last one. */
  readonly next: number | null;
}

export const drawListPath = (root: string, drawId: string): string =>
  `${root}/draws/${encodeURIComponent(drawId)}/list`;

const addressOf = ({ root, drawId, text }: DrawListPage, side: ListSide, after = 0): string => {
  const query = new URLSearchParams({ side, q: text, ...(after === 0 ? {} : { after: String(after) }) });
  if (text === '') query.delete('q');
  return `${drawListPath(root, drawId)}?${query}`;
};

const TITLES: Readonly<Record<ListSide, string>> = { listed: '抽取名单', excluded: '不列入名单的对象' };
const SAID: Readonly<Record<ListSide, string>> = { listed: '抽取结果', excluded: '不列入的理由' };

const bare = (code: string): string => code.slice(code.indexOf(':') + 1);

const said = (side: ListSide, text: string | null): string =>
  text === null ? '—' : side === 'excluded' ? exclusionWords(text) : text;

const line = (side: ListSide, { no, code, name, rows }: ShownListed): Html => html`<tr>
<td data-name="序号">${no}</td>
<th scope="row">${name ?? '个人（以编码代替）'}<small class="hash">${bare(code)}</small></th>
<td data-name="抽查事项">${rows.map(({ row, item }) => html`<div>第${row}号 ${item}</div>`)}</td>
<td data-name="${SAID[side]}">${rows.map((each) => html`<div>${said(side, each.said)}</div>`)}</td></tr>`;

const count = ({ side, text, found }: DrawListPage): string => {
  const what = side === 'listed' ? '列入抽取名单的' : '不列入抽取名单的';
  return text === '' ? `${what}共 ${found} 户。` : `${what}对象中，与“${text}”相符的有 ${found} 户。`;
};

const SIDES: readonly ListSide[] = LIST_SIDES;

const search = ({
  root,
  drawId,
  side,
  text,
}: DrawListPage): Html => html`<form class="search" method="get" action="${drawListPath(root, drawId)}" role="search">
<label for="q">名称的一部分，或者代码</label>
<input id="q" name="q" type="search" value="${text}" maxlength="100">
<label for="side">在</label>
<select id="side" name="side">${SIDES.map((each) => html`<option value="${each}"${each === side && html` selected`}>${TITLES[each]}</option>`)}</select>
<button type="submit">查询</button></form>`;

/** Who is on the list of a draw and who is not, by names and with reasons: the announcement's hashes bind both. */
export const drawListPage = (page: DrawListPage): Html => {
  const { root, drawId, side, units, next } = page;
  const other: ListSide = side === 'listed' ? 'excluded' : 'listed';
  return html`<section class="card"><h2>抽取 ${drawId}：${TITLES[side]}</h2>
<p>名单在随机数产生之前确定，摘要写在抽取公告里，公告后不能更改。名称取自现在的名录库；个人以编码代替，不公布姓名。</p>
${search(page)}
<p role="status">${count(page)}</p>
${
  units.length > 0 &&
  html`<table class="list"><thead><tr><th scope="col">序号</th><th scope="col">对象和代码</th><th scope="col">抽查事项</th><th scope="col">${SAID[side]}</th></tr></thead>
<tbody>${units.map((unit) => line(side, unit))}</tbody></table>`
}
<p class="links">${next !== null && html`<a rel="next" href="${addressOf(page, side, next)}">下一页</a> `}<a href="${addressOf(page, other)}">${TITLES[other]}</a> <a href="${root}/draws/${encodeURIComponent(drawId)}">返回抽取 ${drawId}</a></p></section>`;
};
