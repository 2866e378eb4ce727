import type { ListChange } from '../../../db/draw/list-changes.ts';
import { type Html, html } from '../../pages/html.ts';
import type { ChangedUnit, Side } from '../../reads/draw/list-changes.ts';

interface OfDraw {
  readonly root: string;
  readonly drawId: string;
}

const pathOf = ({ root, drawId }: OfDraw): string => `${root}/draws/${encodeURIComponent(drawId)}`;

const addressOf = (of: OfDraw, itemId: string, side: Side, after = 0): string =>
  `${pathOf(of)}/list-changes?item=${encodeURIComponent(itemId)}&side=${side}${after === 0 ? '' : `&after=${after}`}`;

const countOf = (of: OfDraw, change: ListChange, side: Side): Html => {
  const count = change[side].length;
  return change.before === null
    ? html`—`
    : count === 0
      ? html`0`
      : html`<a href="${addressOf(of, change.itemId, side)}">${count}</a>`;
};

const line = (of: OfDraw, change: ListChange): Html => html`<tr><th scope="row">${change.itemName}</th>
<td data-name="本次名单">${change.units}</td>
<td data-name="上一名单">${change.before === null ? '首次抽取' : html`${change.before.units}（${change.before.drawId}）`}</td>
<td data-name="新列入">${countOf(of, change, 'came')}</td>
<td data-name="不再列入">${countOf(of, change, 'gone')}</td></tr>`;

/** On the page of a draw: whoever shapes a list beforehand is seen to do it. */
export const listChangesSection = (of: OfDraw, changes: readonly ListChange[]): Html | false =>
  changes.length > 0 &&
  html`<section class="card"><h2>抽取名单的变化</h2>
<p>与上一周期同一抽查事项的名单相比，新列入和不再列入的户数；点击户数可以查看对象代码。</p>
<table class="list"><thead><tr><th scope="col">抽查事项</th><th scope="col">本次名单</th><th scope="col">上一名单（抽取编号）</th><th scope="col">新列入</th><th scope="col">不再列入</th></tr></thead>
<tbody>${changes.map((change) => line(of, change))}</tbody></table></section>`;

export interface ListChangesPage extends OfDraw {
  readonly change: ListChange;
  readonly side: Side;
  readonly units: readonly ChangedUnit[];
  /** How many come before the next page; null on the last one. */
  readonly next: number | null;
}

const TITLES: Readonly<Record<Side, string>> = { came: '新列入名单的对象', gone: '不再列入名单的对象' };

const bare = (code: string): string => code.slice(code.indexOf(':') + 1);

/** Codes of the units that came or went, page by page. */
export const listChangesPage = (page: ListChangesPage): Html => {
  const { change, side, units, next } = page;
  const isGone = side === 'gone';
  return html`<section class="card"><h2>${TITLES[side]}</h2>
<p>抽取 ${page.drawId}，${change.itemName}：共 ${change[side].length} 户${change.before !== null && `，与抽取 ${change.before.drawId} 的名单相比`}。个人以编码代替。</p>
<table class="list"><thead><tr><th scope="col">序号</th><th scope="col">对象代码</th>${isGone && html`<th scope="col">理由</th>`}</tr></thead>
<tbody>${units.map(
    ({ no, code, why }) => html`<tr><td data-name="序号">${no}</td>
<th scope="row" class="hash">${bare(code)}</th>${isGone && html`<td data-name="理由">${why}</td>`}</tr>`,
  )}</tbody></table>
<p class="links">${next !== null && html`<a rel="next" href="${addressOf(page, change.itemId, side, next)}">下一页</a> `}<a href="${pathOf(page)}">返回抽取 ${page.drawId}</a></p></section>`;
};
