import { LARGEST_FILE_BYTES, megabytes } from '../../../domain/attachment/limits.ts';
import { STATEMENT_KINDS } from '../../../domain/unit-link/statement.ts';
import { type Html, html } from '../../pages/html.ts';
import type { UnitCase } from '../unit-case.ts';
import { MOST_FILES } from '../unit-form.ts';
import { type Draft, formId, givenTo } from './draft.ts';

/** A file field of every form: what is taken, and how much. */
export const fileField = (
  id: string,
): Html => html`<label for="${id}">证明材料（选填，照片或 PDF，最多 ${MOST_FILES} 个，单个不超过 ${megabytes(LARGEST_FILE_BYTES)}）</label>
<input id="${id}" name="files" type="file" multiple accept="image/jpeg,image/png,image/webp,image/heic,application/pdf">`;

export const personField = (id: string, value: string): Html => html`<label for="${id}">提交人姓名</label>
<input id="${id}" name="person" maxlength="60" required autocomplete="name" value="${value}">`;

const option = (value: string, said: string, chosen: string): Html =>
  html`<option value="${value}"${value === chosen && html` selected`}>${said}</option>`;

/** Whom a recusal is asked of. */
const inspectorChoice = ({ kinds, team }: UnitCase, chosen: string): Html | false =>
  kinds.includes('recusal') &&
  html`<label for="about">申请回避的，请选择检查人员</label>
<select id="about" name="about">${option('', '（不涉及）', chosen)}${team.map(({ name }) => option(name, name, chosen))}</select>`;

/** Against what an objection goes. */
const findingChoice = ({ kinds, result }: UnitCase, chosen: string): Html | false =>
  kinds.includes('objection') &&
  result !== null &&
  result.findings.length > 0 &&
  html`<label for="finding">提出异议的，请选择所针对的问题</label>
<select id="finding" name="finding">${option('', '全部检查结果', chosen)}${result.findings.map(({ id, text }) => option(id, text, chosen))}</select>`;

/** Says something to the authority: every kind in one form, so that nobody has to know the right word beforehand. */
export const statementForm = (found: UnitCase, draft: Draft | null): Html => {
  const form = formId('statement');
  const { one } = givenTo(draft, form);
  return html`<section class="card form" id="${form}"><h2>陈述、申请和提交材料</h2>
<form method="post" action="/u/statements" enctype="multipart/form-data">
<fieldset><legend>事项</legend>${found.kinds.map(
    (kind) =>
      html`<label class="choice"><input type="radio" name="kind" value="${kind}" required${one('kind') === kind && html` checked`}> ${STATEMENT_KINDS[kind]}</label>`,
  )}</fieldset>
${inspectorChoice(found, one('about'))}
${findingChoice(found, one('finding'))}
<label for="text">内容和理由</label><textarea id="text" name="text" rows="5" maxlength="4000" required>${one('text')}</textarea>
${personField('person', one('person'))}
${fileField('files')}
<button type="submit">提交</button>
<p class="note">提交后出具收件回执，内容不能修改；可以再次提交补充。</p></form></section>`;
};
