import { type Html, html } from '../../pages/html.ts';
import type { UnitOrder } from '../unit-case.ts';
import { type Draft, formId, givenTo } from './draft.ts';
import { fileField, personField } from './forms.ts';

const STATES: Readonly<Record<UnitOrder['state'], string>> = {
  issued: '整改中',
  rectified: '已整改',
  referred: '已移送',
  closed: '已办结',
  withdrawn: '已撤回',
};
const FINDING_STATES = {
  open: '待整改',
  rectified: '已整改',
  waived: '免予整改',
  referred: '已移送',
  withdrawn: '已撤回',
} as const;

const DECISIONS = { granted: '已同意', refused: '未同意', moot: '无须再审批' } as const;

type Finding = UnitOrder['findings'][number];

const findingState = ({ state, reportedOn }: Finding): string =>
  state === 'open' && reportedOn !== null ? `已报告整改（${reportedOn}），待复查` : FINDING_STATES[state];

const findingRow = (
  finding: Finding,
): Html => html`<tr><td data-name="问题">${finding.text}</td><td data-name="依据">${finding.article}</td>
<td data-name="期限"><span class="day">${finding.measure === 'correct-at-once' ? '立即改正' : (finding.dueOn ?? '—')}</span></td><td data-name="状态">${findingState(finding)}</td></tr>`;

const reportForm = ({ id }: UnitOrder, open: readonly Finding[], draft: Draft | null): Html => {
  const form = formId('report', id);
  const { one, all } = givenTo(draft, form);
  const chosen = all('finding');
  return html`<form method="post" action="/u/orders/${id}/report" enctype="multipart/form-data" id="${form}">
<h3>报告整改完成</h3><fieldset><legend>已整改的问题</legend>${open.map(
    (finding) =>
      html`<label class="choice"><input type="checkbox" name="finding" value="${finding.id}"${chosen.includes(finding.id) && html` checked`}> ${finding.text}</label>`,
  )}</fieldset>
<label for="note-${id}">整改情况</label><textarea id="note-${id}" name="note" rows="4" maxlength="2000" required>${one('note')}</textarea>
${personField(`reporter-${id}`, one('person'))}
${fileField(`report-files-${id}`)}
<button type="submit">报告整改</button></form>`;
};

const extensionForm = ({ id }: UnitOrder, dueOn: string, draft: Draft | null): Html => {
  const form = formId('extension', id);
  const { one } = givenTo(draft, form);
  return html`<form method="post" action="/u/orders/${id}/extension" id="${form}">
<h3>申请延长整改期限</h3><input type="hidden" name="dueOn" value="${dueOn}">
<label for="new-${id}">${dueOn}到期的问题，申请延长至</label><input id="new-${id}" name="newDueOn" type="date" min="${dueOn}" required value="${one('newDueOn')}">
<label for="why-${id}">理由</label><textarea id="why-${id}" name="reason" rows="3" maxlength="2000" required>${one('reason')}</textarea>
${personField(`asker-${id}`, one('person'))}
<button type="submit">申请延期</button></form>`;
};

/** One order to correct: its paper, its findings by when, and what the unit can do about them now. */
export const orderSection = (order: UnitOrder, draft: Draft | null): Html => {
  const open = order.findings.filter(({ state, reportedOn }) => state === 'open' && reportedOn === null);
  const [dueOn] = open.flatMap((finding) => finding.dueOn ?? []).sort();
  return html`<section class="card form" id="order-${order.id}"><h2>责令改正 <span class="id">${order.number}</span></h2>
<p>${STATES[order.state]}</p>
<p class="links"><a href="/u/orders/${order.id}/notice.html">阅读《责令改正通知书》</a> <a href="/u/orders/${order.id}/notice.pdf">下载 PDF</a></p>
<table class="list"><thead><tr><th scope="col">问题</th><th scope="col">依据</th><th scope="col">期限</th><th scope="col">状态</th></tr></thead>
<tbody>${order.findings.map(findingRow)}</tbody></table>
${
  order.extensions.length > 0 &&
  html`<ul>${order.extensions.map(
    ({ newDueOn, decision, decisionReason }) =>
      html`<li>申请延长至 ${newDueOn}：${decision === null ? '待审批' : DECISIONS[decision]}${decisionReason !== null && `（${decisionReason}）`}</li>`,
  )}</ul>`
}
${order.state === 'issued' && open.length > 0 && reportForm(order, open, draft)}
${order.state === 'issued' && dueOn !== undefined && extensionForm(order, dueOn, draft)}
</section>`;
};
