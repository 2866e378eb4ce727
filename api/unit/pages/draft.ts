import { type Html, html } from '../../pages/html.ts';
import type { UnitForm } from '../unit-form.ts';

type Given = Pick<UnitForm, 'one' | 'all'>;

/** A form that was refused: what is wrong with it, and what was filled in, so that nobody writes it twice. */
export interface Draft {
  /** Its place on the page; {@link formId}. */
  readonly form: string;
  readonly problem: string;
  readonly given: Given;
}

export const formId = (kind: 'statement' | 'report' | 'extension', id = ''): string =>
  id === '' ? kind : `${kind}-${id}`;

const NOTHING: Given = { one: () => '', all: () => [] };

/** What stood in a form when it was refused; nothing in any other. */
export const givenTo = (draft: Draft | null, form: string): Given =>
  draft?.form === form ? draft.given : NOTHING;

export const problemSection = (draft: Draft | null): Html | false =>
  draft !== null &&
  html`<section class="card" role="alert"><h2>没有提交成功</h2><p>${draft.problem}</p>
<p class="note">已填写的内容还在表单中，请更正后重新提交；附件需要重新选择。</p>
<p class="links"><a href="#${draft.form}">转到表单</a></p></section>`;
