import type { IsoDate } from '../../domain/calendar/dates.ts';
import { DEADLINE_KIND_NAMES, type DeadlineKind } from '../../domain/deadline/kinds.ts';
import type { LocalPages } from '../deps.ts';
import type { Missing } from '../reads/plan/missing-parts.ts';
import type { ChainState } from './chain-state.ts';
import { cycleSection } from './cycle-section.ts';
import { type Html, html } from './html.ts';
import { missingSection } from './missing-section.ts';
import type { MessageCount, OverdueKind, OverdueLine, Overview } from './overview-data.ts';
import { unsignedEventsSection } from './unsigned-events-section.ts';

export interface OverviewPage {
  readonly overview: Overview;
  readonly chain: ChainState | null;
  readonly today: IsoDate;
  readonly localPages: LocalPages;
  /** Why no real cycle can run yet; empty in a rehearsal. */
  readonly missing: readonly Missing[];
  /**
   * Signed in, or looking at a rehearsal, which has no real units: sees single tasks and messages. A visitor sees
   * counts, no number of a task, no unit, no person.
   */
  readonly insider: boolean;
  /** The console can be worked in; not where a rehearsal is only looked at. */
  readonly hasConsole: boolean;
  /** 任务编号 of a task's id. */
  readonly taskNumber: (taskId: string) => string;
  /** Kept in the links between years, where an installation serves several authorities. */
  readonly authorityQuery: string;
}

const yearLinks = ({
  overview,
  authorityQuery,
}: OverviewPage): Html => html`<nav class="years" aria-label="年度">
${overview.years.map((year) =>
  year === overview.year
    ? html`<strong aria-current="page">${year} 年</strong>`
    : html`<a href="/?year=${year}${authorityQuery}">${year} 年</a>`,
)}</nav>`;

const figure = (name: string, value: number, tone = ''): Html =>
  html`<div class="figure ${value > 0 ? tone : ''}"><dt>${name}</dt><dd>${value}</dd></div>`;

const figures = ({ totals }: Overview): Html => html`<dl class="figures">
${figure('检查任务', totals.tasks)}
${figure('已检查', totals.visited)}
${figure('已审核', totals.reviewed)}
${figure('已公示', totals.published)}
${figure('整改中', totals.rectificationOpen, 'open')}
${figure('现逾期', totals.overdue, 'late')}
</dl>`;

/** Who owes what no team does. */
const OWNERS: Readonly<Partial<Record<DeadlineKind, string>>> = {
  review: '审核人',
  publication: '公示人',
  referral: '审批人',
  rectification: '检查对象',
};

const overdueRow = (
  { taskId, kind, dueOn, unitName, team, workingDaysLate }: OverdueLine,
  page: OverviewPage,
): Html => html`<tr>
<td class="task">${page.hasConsole ? html`<a href="/console/tasks/${encodeURIComponent(taskId)}">${unitName}</a>` : unitName}<small class="id">${page.taskNumber(taskId)}</small></td>
<td class="who">${DEADLINE_KIND_NAMES[kind]}<small class="late-owner">${team.length > 0 ? team.join('、') : (OWNERS[kind] ?? '')}</small></td><td>${dueOn}</td><td class="late">${workingDaysLate} 个工作日</td>
</tr>`;

const kindRow = ({ kind, count, earliestDueOn, workingDaysLate }: OverdueKind): Html => html`<tr>
<th scope="row">${DEADLINE_KIND_NAMES[kind]}</th><td class="late">${count}</td><td>${earliestDueOn}</td><td>${workingDaysLate} 个工作日</td>
</tr>`;

const overdueCounts = (page: OverviewPage): Html => html`<section class="card"><h2>现逾期事项</h2>
<table class="plain"><thead><tr><th scope="col">应完成</th><th scope="col">项数</th><th scope="col">最早期限</th><th scope="col">最长逾期</th></tr></thead>
<tbody>${page.overview.overdueKinds.map(kindRow)}</tbody></table></section>`;

const overdue = (page: OverviewPage): Html => {
  const { overdue: lines, totals } = page.overview;
  if (!page.insider && lines.length > 0) return overdueCounts(page);
  return html`<section class="card"><h2>现逾期事项</h2>
${
  lines.length === 0
    ? html`<p class="empty">现在没有逾期未办的事项。${page.hasConsole && html`曾经逾期、现已办结的，见工作台的<a href="/console/statistics">统计</a>。`}</p>`
    : html`<table class="plain"><thead><tr><th scope="col">检查对象、任务</th><th scope="col">应完成、责任人</th><th scope="col">期限</th><th scope="col">已逾期</th></tr></thead>
<tbody>${lines.map((line) => overdueRow(line, page))}</tbody></table>`
}
${totals.overdue > lines.length && html`<p class="note">仅列出最早的 ${lines.length} 项，共 ${totals.overdue} 项任务逾期。</p>`}
</section>`;
};

const CHANNELS = { email: '邮件', sms: '短信' } as const;

const messageRow = ({ channel, sent, gathered, waiting, failed }: MessageCount): Html => html`<tr>
<th scope="row">${CHANNELS[channel]}</th><td>${sent}</td><td>${gathered}</td><td>${waiting}</td><td${failed > 0 && html` class="late"`}>${failed}</td></tr>`;

const messages = ({
  overview,
  localPages: { mailInbox, smsGateway },
}: OverviewPage): Html => html`<section class="card"><h2>通知与提醒</h2>
${
  overview.messages.length === 0
    ? html`<p class="empty">尚未发出通知。</p>`
    : html`<table class="plain"><thead><tr><th scope="col">渠道</th><th scope="col">已发出</th><th scope="col">并入汇总</th><th scope="col">待发</th><th scope="col">失败</th></tr></thead>
<tbody>${overview.messages.map(messageRow)}</tbody></table>`
}
${html`<p class="links"><a href="/messages">查询通知是否送达</a>${mailInbox !== undefined && html`<a href="${mailInbox}">本机收件箱</a>`}${smsGateway !== undefined && html`<a href="${smsGateway}">本机短信网关</a>`}</p>`}
</section>`;

const HASH_SHOWN = 16;

const chain = ({ chain: state }: OverviewPage): Html => {
  if (state === null) return html`<p class="empty">正在核验，请稍后刷新。</p>`;
  const { ok, events, unsealed, headHash, firstBad } = state;
  return html`<p class="chain ${ok ? 'good' : 'bad'}">${ok ? '链条完整' : `链条断裂：第 ${firstBad?.seq ?? '？'} 条起不符`}</p>
<dl class="dates"><div><dt>已封存</dt><dd>${events} 条</dd></div><div><dt>待封存</dt><dd>${unsealed} 条</dd></div>
${events > 0 && html`<div><dt>链尾</dt><dd class="id" title="${headHash}">${headHash.slice(0, HASH_SHOWN)}…</dd></div>`}</dl>`;
};

const chainCard = (page: OverviewPage): Html =>
  html`<section class="card"><h2>留痕核验</h2>${chain(page)}</section>`;

/** What there is to say beside the cycles: the widest first, the others below one another. */
const cards = (page: OverviewPage): Html => {
  const [first, ...others] = [
    ...(page.overview.cycles.length > 0 ? [overdue(page)] : []),
    ...(page.insider && page.overview.unsignedEvents.length > 0
      ? [unsignedEventsSection(page.overview.unsignedEvents, page.today)]
      : []),
    ...(page.insider ? [messages(page)] : []),
    chainCard(page),
  ];
  return html`<div class="columns">${first ?? null}<div class="side">${others}</div></div>`;
};

/** The year at a glance. */
export const overviewPage = (page: OverviewPage): Html => html`
<div class="yearline">${yearLinks(page)}<span class="today">统计至 ${page.today}</span></div>
${page.hasConsole && html`<p class="links"><a href="/console">进入工作台</a></p>`}
${missingSection(page.missing, page.insider)}
${page.overview.cycles.length > 0 && figures(page.overview)}
${page.overview.cycles.length === 0 && html`<p class="empty card">${page.overview.year} 年度尚未开启周期。</p>`}
${page.overview.cycles.map(cycleSection)}
${cards(page)}`;
