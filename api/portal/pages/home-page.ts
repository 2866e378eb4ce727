import { type Html, html } from '../../pages/html.ts';
import { type ResultsTable, resultsTable } from './results-page.ts';
import { phoneText } from './words.ts';

export interface HomePage {
  readonly latest: ResultsTable;
  readonly root: string;
  readonly officePhone: string;
}

/** What a citizen finds first: a search, and what is new. */
export const homePage = ({ latest, root, officePhone }: HomePage): Html => html`<section class="card">
<p>本局按照“双随机、一公开”的要求开展抽查：随机抽取检查对象，随机选派执法检查人员，及时公开检查结果。</p>
<form class="search" method="get" action="${root}/results" role="search"><label for="q">查询抽查结果</label>
<input id="q" name="q" type="search" maxlength="100" placeholder="企业名称或统一社会信用代码"><button type="submit">查询</button></form></section>
<section class="card"><h2>最近公示的结果</h2>
${latest.results.length === 0 ? html`<p class="empty">目前没有已公示的抽查结果。</p>` : resultsTable(latest)}
<p class="links"><a href="${root}/results">全部结果</a> <a href="${root}/feed.atom">订阅</a></p></section>
<p class="note">监督电话：${phoneText(officePhone)}。对抽查工作有意见或者发现结果有误，请<a href="${root}/feedback">告诉我们</a>。</p>`;
