import type { StatementLine } from '../../../db/unit-link/statements.ts';
import type { SubmissionLine } from '../../../db/unit-link/submissions.ts';
import { dateAt } from '../../../domain/calendar/dates.ts';
import { receiptNumber, STATEMENT_KINDS } from '../../../domain/unit-link/statement.ts';
import { type Html, html } from '../../pages/html.ts';
import { phoneText } from '../../portal/pages/words.ts';
import type { UnitCase } from '../unit-case.ts';
import { owedAnswer } from './answer-words.ts';
import { type Draft, problemSection } from './draft.ts';
import { statementForm } from './forms.ts';
import { orderSection } from './order-section.ts';
import { ownCodeSection } from './own-code-section.ts';
import { SUBMISSIONS } from './receipt-page.ts';
import { rightsSection } from './rights.ts';
import { toDoSection } from './to-do-section.ts';

const STATES: Readonly<Record<UnitCase['state'], string>> = {
  created: '待通知',
  dispatched: '已通知，待检查',
  visited: '已检查，结果录入中',
  entered: '已检查，结果审核中',
  reviewed: '结果已审核',
  closed: '已办结',
  cancelled: '已取消，不再检查',
};

/** How far it is: a result that is out is public, and what it orders runs on. */
const progress = ({ state, publications, orders, statements }: UnitCase): string => {
  const isOut =
    publications.some(({ confirmedOn }) => confirmedOn !== null) &&
    !publications.some(({ kind }) => kind === 'withdrawal');
  const said = state === 'reviewed' && isOut ? '结果已公示' : (STATES[state] ?? '');
  const unanswered = statements.filter(({ answer }) => answer === null).length;
  if (state === 'closed' && unanswered > 0) return `${said}，尚有 ${unanswered} 件材料未答复`;
  return orders.some((order) => order.state === 'issued') ? `${said}，整改中` : said;
};

const fact = (name: string, value: Html | string | null): Html | false =>
  value !== null && value !== '' && html`<div><dt>${name}</dt><dd>${value}</dd></div>`;

const noticeSection = (
  found: UnitCase,
): Html => html`<section class="card"><h2>检查通知</h2><dl class="facts">
${fact('检查任务', html`<span class="id">${found.taskNumber}</span>`)}
${fact('检查对象', found.unitName)}
${fact('目前进展', progress(found))}
${fact('检查事项', found.items.join('；'))}
${fact('检查依据', found.bases.join('；'))}
${fact('检查人员', found.team.map(({ name, certificateNumber }) => `${name}（执法证号 ${certificateNumber}）`).join('、'))}
${fact('检查期限', found.visitBy === null ? null : `${found.visitBy}前上门`)}
${fact('检查日期', found.visitedOn)}
${fact('联系电话', phoneText(found.officePhone))}
</dl></section>`;

const resultSection = ({ result, publications }: UnitCase): Html | false =>
  result !== null &&
  html`<section class="card"><h2>检查结果</h2><dl class="facts">
${fact('检查日期', result.visitedOn)}
${fact('发现问题', result.findings.length === 0 ? '未发现问题' : `${result.findings.length} 项`)}
${fact('检查结果', result.codes.join('、'))}
${fact('公示', publications.some(({ kind }) => kind === 'withdrawal') ? '已撤回' : (publications.find(({ confirmedOn }) => confirmedOn !== null)?.confirmedOn ?? '尚未公示'))}
</dl>
${result.findings.length > 0 && html`<ol>${result.findings.map(({ article, text }) => html`<li>${text}（${article}）</li>`)}</ol>`}
</section>`;

const statementItem =
  (shortName: string) =>
  ({ id, year, number, kind, receivedAt, dueOn, answer }: StatementLine): Html =>
    html`<li>
<a href="/u/receipts/${id}">${receiptNumber(shortName, year, number)}</a> ${STATEMENT_KINDS[kind]}，${dateAt(receivedAt)}，${answer === null ? owedAnswer({ dueOn }) : '已答复'}</li>`;

const submissionItem =
  (shortName: string) =>
  ({ id, year, number, kind, receivedAt }: SubmissionLine): Html =>
    html`<li>
<a href="/u/submissions/${id}">${receiptNumber(shortName, year, number)}</a> ${SUBMISSIONS[kind]}，${dateAt(receivedAt)}</li>`;

/** One page with all that concerns the unit; forms below what they are about. */
export const casePage = (found: UnitCase, draft: Draft | null = null): Html => html`
${problemSection(draft)}
${toDoSection(found)}
${noticeSection(found)}
${resultSection(found)}
${found.orders.map((order) => orderSection(order, draft))}
${ownCodeSection(found)}
${found.state !== 'cancelled' && statementForm(found, draft)}
${
  found.statements.length + found.submissions.length > 0 &&
  html`<section class="card"><h2>已提交的材料</h2><ul>${found.statements.map(statementItem(found.shortName))}${found.submissions.map(submissionItem(found.shortName))}</ul></section>`
}
${rightsSection()}
<form method="post" action="/u/leave" class="leave"><button type="submit">退出</button></form>`;
