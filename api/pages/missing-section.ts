import type { Missing } from '../reads/plan/missing-parts.ts';
import { type Html, html } from './html.ts';

const mended = ({ remedy, page }: Missing): Html =>
  html`<small>${page !== null && html`到<a href="/console${page.path}">工作台“${page.name}”</a>办理：`}${remedy}</small>`;

const line = (one: Missing, signedIn: boolean): Html => html`<li>${one.what}${signedIn && mended(one)}</li>`;

/** 尚缺事项: why no real cycle can run yet. What to do about it is for those who can. */
export const missingSection = (missing: readonly Missing[], signedIn: boolean): Html | false =>
  missing.length > 0 &&
  html`<section class="card missing"><h2>尚缺事项 <small>${missing.length} 项</small></h2>
<p class="note">以下各项齐备之前，本系统不能开展正式抽查。</p>
<ol>${missing.map((one) => line(one, signedIn))}</ol>
</section>`;
