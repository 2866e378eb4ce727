import { STATEMENT_KINDS } from '../../../domain/unit-link/statement.ts';
import { type Html, html } from '../../pages/html.ts';
import type { UnitCase } from '../unit-case.ts';

/** A file field of every form: what is taken, and how much. */
export const fileField = (
  id: string,
): Html => html`<label for="${id}">证明材料（选填，照片或 PDF，最多 5 个，单个不超过 10 MB）</label>
<input id="${id}" name="files" type="file" multiple accept="image/jpeg,image/png,image/webp,image/heic,application/pdf">`;

/** Says something to the authority: every kind in one form, so that nobody has to know the right word beforehand. */
export const statementForm = ({
  kinds,
  team,
}: UnitCase): Html => html`<section class="card form"><h2>陈述、申请和提交材料</h2>
<form method="post" action="/u/statements" enctype="multipart/form-data">
<fieldset><legend>事项</legend>${kinds.map(
  (kind) =>
    html`<label class="choice"><input type="radio" name="kind" value="${kind}" required> ${STATEMENT_KINDS[kind]}</label>`,
)}</fieldset>
${
  kinds.includes('recusal') &&
  html`<label for="about">申请回避的，请选择检查人员</label>
<select id="about" name="about"><option value="">（不涉及）</option>${team.map(({ name }) => html`<option>${name}</option>`)}</select>`
}
<label for="text">内容和理由</label><textarea id="text" name="text" rows="5" maxlength="4000" required></textarea>
<label for="person">提交人姓名</label><input id="person" name="person" maxlength="60" required autocomplete="name">
${fileField('files')}
<button type="submit">提交</button>
<p class="note">提交后出具收件回执，内容不能修改；可以再次提交补充。</p></form></section>`;
