import type { ListChange } from '../../../db/draw/list-changes.ts';
import { dateAt } from '../../../domain/calendar/dates.ts';
import { cycleNameOfId } from '../../../domain/cycle/cycle-name.ts';
import { type Html, html } from '../../pages/html.ts';
import type { ShownDraw, YearOfDraws } from '../reads/draws.ts';
import { drawListPath } from './draw-list-page.ts';
import { listChangesSection } from './list-changes-page.ts';
import { drawStateName, purposeName } from './words.ts';

const day = (at: string | null): string => (at === null ? '—' : dateAt(at));

const tone = ({ state }: ShownDraw): string =>
  state === 'published' ? 'done' : state.startsWith('lock') || state === 'waiting' ? 'work' : 'care';

/** What an enlargement draws besides, and why. */
const enlargedText = ({ purpose, enlargedRow, additional, enlargementReason }: ShownDraw): string =>
  `${purposeName(purpose)}：计划行 ${enlargedRow} 增抽 ${additional} 个对象，理由：${enlargementReason}`;

const line = (draw: ShownDraw, root: string): Html => html`<tr>
<th scope="row"><a href="${root}/draws/${encodeURIComponent(draw.id)}">${draw.id}</a></th>
<td data-name="周期">${cycleNameOfId(draw.cycleId)}${draw.enlargedRow !== null && html`<small>${enlargedText(draw)}</small>`}</td>
<td class="day" data-name="公告">${day(draw.lockedAt)}</td>
<td class="day" data-name="抽取">${day(draw.sealedAt)}</td>
<td data-name="状态"><span class="state ${tone(draw)}">${drawStateName(draw.state)}</span>${draw.endReason !== null && html`<small>${draw.endReason}</small>`}</td></tr>`;

export interface DrawsPage {
  readonly root: string;
  readonly draws: readonly ShownDraw[];
  readonly years: readonly YearOfDraws[];
  /** Its random numbers come from a seed: whoever knows that knows them beforehand. */
  readonly rehearsal: boolean;
}

const how = (rehearsal: boolean): Html =>
  rehearsal
    ? html`<p>本页为演练：程序与正式抽取相同，但随机数由演练种子推算产生，事先可以算出，不能证明公平。正式抽取先公告规则和名单的摘要，再由事先无人能知的公共随机数决定结果；作废的抽取也保留编号。抽取结果可以<a href="/public/verify.html">自行重新计算</a>。</p>`
    : html`<p>每次抽取先公告规则和名单的摘要，再由事先无人能知的随机数决定结果；作废的抽取也保留编号。任何人都可以<a href="/public/verify.html">自行核验</a>。</p>`;

const ofYear = ({ year, draws, void: voided, notDrawn }: YearOfDraws): string =>
  `${year}年共抽取 ${draws} 次，其中作废 ${voided} 次、未抽取 ${notDrawn} 次。`;

/** Every draw by its gap-free number: one that is void keeps its number for ever. */
export const drawsPage = ({ root, draws, years, rehearsal }: DrawsPage): Html => html`<section class="card">
${how(rehearsal)}
${
  draws.length === 0
    ? html`<p class="empty">目前没有已公告的抽取。</p>`
    : html`<table class="list"><thead><tr><th scope="col">抽取编号</th><th scope="col">周期</th><th scope="col">公告</th><th scope="col">抽取</th><th scope="col">状态</th></tr></thead>
<tbody>${draws.map((draw) => line(draw, root))}</tbody></table>
<p>${years.map(ofYear)}</p>`
}</section>`;

export interface DrawPage {
  readonly root: string;
  readonly draw: ShownDraw & { readonly secret: boolean; readonly timeProven: boolean };
  /** None while the list is secret, or nothing is announced. */
  readonly changes: readonly ListChange[];
  /** Whether the list itself is public. */
  readonly isListed: boolean;
}

const paper = (root: string, id: string, name: string, file: string): Html =>
  html`<li>${name}：<a href="${root}/draws/${encodeURIComponent(id)}/${file}.html">网页</a>、<a href="${root}/draws/${encodeURIComponent(id)}/${file}.pdf">PDF</a></li>`;

const hash = (name: string, value: string | null): Html | false =>
  value !== null && html`<div><dt>${name}</dt><dd class="hash">${value}</dd></div>`;

const howToVerify = ({ root, draw }: DrawPage): Html => html`<section class="card"><h2>自行核验</h2>
<ol><li>下载<a href="${root}/draws/${encodeURIComponent(draw.id)}/evidence.zip">本次抽取的证据</a>（一个压缩文件，不必解压）。</li>
<li>打开<a href="/public/verify.html">核验页</a>，选择或者拖入这个文件，手机也可以。核验在您自己的设备上进行，不上传任何内容，断网也可以。</li>
<li>核验页重新计算每一个号码、每一个抽中对象和每一个检查组，并逐项说明结果；核验页的 SHA-256 写在抽取公告里。</li></ol></section>`;

/** One draw: its hashes, its papers, and how to check it oneself. */
export const drawPage = (page: DrawPage): Html => {
  const { root, draw } = page;
  const isDone = draw.state === 'published' || draw.state === 'void';
  // That nothing was drawn is on record too, and can be checked.
  const isOver = isDone || draw.state === 'not-drawn';
  return html`<section class="card"><div class="head"><h2>抽取 ${draw.id}</h2><span class="state ${tone(draw)}">${drawStateName(draw.state)}</span></div>
${draw.endReason !== null && html`<p class="notice" role="note">本次抽取没有结果：${draw.endReason}。编号永久保留。</p>`}
${draw.secret && html`<p class="notice" role="note">为防止事先走漏，本次名单在检查开始前保密，到期公开；名单的摘要已经公告，事后不能更改。</p>`}
${draw.enlargedRow !== null && html`<p class="notice" role="note">${enlargedText(draw)}。本周期已抽中的对象不再列入，逐一注明理由。</p>`}
<dl class="facts"><div><dt>周期</dt><dd>${cycleNameOfId(draw.cycleId)}</dd></div><div><dt>种类</dt><dd>${purposeName(draw.purpose)}</dd></div><div><dt>公告</dt><dd>${day(draw.lockedAt)}${draw.lockedAt !== null && !draw.timeProven && html`（发布时间未获第三方证明）`}</dd></div>
<div><dt>抽取</dt><dd>${day(draw.sealedAt)}</dd></div>${hash('公告摘要', draw.announcementHash)}${draw.secret ? false : hash('记录摘要', draw.recordHash)}</dl>
<ul>${draw.lockedAt !== null && paper(root, draw.id, '抽取公告', 'announcement')}${isDone && !draw.secret && paper(root, draw.id, '抽取记录', 'record')}${page.isListed && html`<li>抽取名单：<a href="${drawListPath(root, draw.id)}">列入名单的对象</a>、<a href="${drawListPath(root, draw.id)}?side=excluded">不列入名单的对象和理由</a></li>`}</ul></section>
${listChangesSection({ root, drawId: draw.id }, page.changes)}
${isOver && !draw.secret && howToVerify(page)}
<p class="links"><a href="${root}/feedback?about=draw&amp;id=${encodeURIComponent(draw.id)}">对本次抽取提出意见</a></p>`;
};
