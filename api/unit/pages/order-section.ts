import { type Html, html } from '../../pages/html.ts';
import type { UnitOrder } from '../unit-case.ts';
import { fileField } from './forms.ts';

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

type Finding = UnitOrder['findings'][number];

const findingState = ({ state, reportedOn }: Finding): string =>
  state === 'open' && reportedOn !== null ? `已报告整改（${reportedOn}），待复查` : FINDING_STATES[state];

const findingRow = (finding: Finding): Html => html`<tr><td>${finding.text}</td><td>${finding.article}</td>
<td>${finding.measure === 'correct-at-once' ? '立即改正' : (finding.dueOn ?? '—')}</td><td>${findingState(finding)}</td></tr>`;

const reportForm = (
  { id }: UnitOrder,
  open: readonly Finding[],
): Html => html`<form method="post" action="/u/orders/${id}/report" enctype="multipart/form-data">
<h3>报告整改完成</h3><fieldset><legend>已整改的问题</legend>${open.map(
  (finding) =>
    html`<label class="choice"><input type="checkbox" name="finding" value="${finding.id}"> ${finding.text}</label>`,
)}</fieldset>
<label for="note-${id}">整改情况</label><textarea id="note-${id}" name="note" rows="4" maxlength="2000" required></textarea>
<label for="reporter-${id}">提交人姓名</label><input id="reporter-${id}" name="person" maxlength="60" required autocomplete="name">
${fileField(`report-files-${id}`)}
<button type="submit">报告整改</button></form>`;

const extensionForm = (
  { id }: UnitOrder,
  dueOn: string,
): Html => html`<form method="post" action="/u/orders/${id}/extension">
<h3>申请延长整改期限</h3><input type="hidden" name="dueOn" value="${dueOn}">
<label for="new-${id}">${dueOn}到期的问题，申请延长至</label><input id="new-${id}" name="newDueOn" type="date" min="${dueOn}" required>
<label for="why-${id}">理由</label><textarea id="why-${id}" name="reason" rows="3" maxlength="2000" required></textarea>
<button type="submit">申请延期</button></form>`;

/** One order to correct: its findings by when, and what the unit can do about them now. */
export const orderSection = (order: UnitOrder): Html => {
  const open = order.findings.filter(({ state, reportedOn }) => state === 'open' && reportedOn === null);
  const [dueOn] = open.flatMap((finding) => finding.dueOn ?? []).sort();
  return html`<section class="card form"><h2>责令改正 <span class="id">${order.number}</span></h2>
<p>${STATES[order.state]}</p><div class="scroll"><table><thead><tr><th scope="col">问题</th><th scope="col">依据</th><th scope="col">期限</th><th scope="col">状态</th></tr></thead>
<tbody>${order.findings.map(findingRow)}</tbody></table></div>
${
  order.extensions.length > 0 &&
  html`<ul>${order.extensions.map(
    ({ newDueOn, decision, decisionReason }) =>
      html`<li>申请延长至 ${newDueOn}：${decision === null ? '待审批' : decision === 'granted' ? '已同意' : '未同意'}${decisionReason !== null && `（${decisionReason}）`}</li>`,
  )}</ul>`
}
${order.state === 'issued' && open.length > 0 && reportForm(order, open)}
${order.state === 'issued' && dueOn !== undefined && extensionForm(order, dueOn)}
</section>`;
};
