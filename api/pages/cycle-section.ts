import { cycleOrdinal } from '../../domain/cycle/cycle-name.ts';
import type { RowProgress } from '../reads/cycle/row-progress.ts';
import { type Html, html } from './html.ts';
import type { Overview } from './overview-data.ts';
import { cycleStateName, cycleTone, dayText, monthsText } from './words.ts';

type Cycle = Overview['cycles'][number];

const WHOLE = 100;

/** A share of at least one as a bar: a drawing, because a strict content policy allows no style attributes. */
const bar = (done: number, all: number): Html => {
  const share = Math.round((WHOLE * done) / all);
  const tone = done >= all ? 'full' : 'part';
  return html`<svg class="bar ${tone}" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true"
    ><rect class="track" width="100" height="6" rx="1"/><rect class="fill" width="${share}" height="6" rx="1"/></svg>`;
};

const stage = (name: string, done: number, all: number): Html =>
  all === 0
    ? html`<td data-name="${name}"><span class="none">—</span></td>`
    : html`<td data-name="${name}"><span class="count"><b>${done}</b><i>/${all}</i></span>${bar(done, all)}</td>`;

const owed = (name: string, count: number, tone: string): Html =>
  html`<td class="owed" data-name="${name}">${count === 0 ? html`<span class="none">0</span>` : html`<span class="${tone}">${count}</span>`}</td>`;

const drawnText = ({ drawn, eligible }: RowProgress): Html =>
  drawn === null
    ? html`<span class="none">未抽取</span>`
    : html`<b>${drawn}</b>${eligible !== null && html`<i>／${eligible} 家</i>`}`;

const row = (line: RowProgress): Html => html`<tr>
<th scope="row"><span class="number">${line.rowNumber}</span> ${line.taskName ?? line.item}${line.taskName !== null && html`<small>${line.item}</small>`}</th>
<td class="drawn" data-name="抽取">${drawnText(line)}</td>
${stage('检查', line.visited, line.tasks)}
${stage('录入', line.entered, line.tasks)}
${stage('审核', line.reviewed, line.tasks)}
${stage('公示', line.published, line.tasks)}
${owed('整改中', line.rectificationOpen, 'open')}
${owed('现逾期', line.overdue, 'late')}
</tr>`;

const rows = (cycle: Cycle): Html =>
  cycle.rows.length === 0
    ? html`<p class="empty">本周期尚无计划行。</p>`
    : html`<table class="rows">
<thead><tr><th scope="col">计划行</th><th scope="col">抽取</th><th scope="col">检查</th><th scope="col">录入</th><th scope="col">审核</th><th scope="col">公示</th><th scope="col">整改中</th><th scope="col">现逾期</th></tr></thead>
<tbody>${cycle.rows.map(row)}</tbody>
</table>`;

const milestones = (cycle: Cycle): Html => html`<dl class="dates">
<div><dt>检查时段</dt><dd>${cycle.windowStart} 至 ${cycle.windowEnd}</dd></div>
<div><dt>${cycle.drawnAt === null ? '拟抽取日' : '抽取日'}</dt><dd>${dayText(cycle.drawOn)}</dd></div>
${cycle.waitingFor !== null && html`<div class="waiting"><dt>等待</dt><dd>${cycle.waitingFor}</dd></div>`}
</dl>`;

/** One cycle: its days, its state, and where the tasks of each plan row stand. */
export const cycleSection = (cycle: Cycle): Html => html`<section class="cycle">
<div class="head"><h2>${cycleOrdinal(cycle.number)} <small>${monthsText(cycle.windowStart, cycle.windowEnd)}</small></h2>
<span class="state ${cycleTone(cycle)}">${cycleStateName(cycle)}</span></div>
${milestones(cycle)}
${rows(cycle)}
</section>`;
