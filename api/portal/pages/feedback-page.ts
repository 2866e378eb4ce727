import { type Html, html } from '../../pages/html.ts';

export const ABOUT = { result: '抽查结果', draw: '抽取', plan: '抽查计划', other: '其他' } as const;
export type About = keyof typeof ABOUT;

export interface FeedbackPage {
  readonly root: string;
  readonly about: About;
  readonly aboutId: string | null;
  readonly text: string;
  readonly contact: string;
  /** What is wrong with what was sent; null on a fresh form. */
  readonly problem: string | null;
  readonly officePhone: string;
}

/** Results are open to social supervision (接受社会监督, R218): no account, no script. */
export const feedbackPage = (page: FeedbackPage): Html => html`<section class="card form"><h2>意见反馈</h2>
${page.problem !== null && html`<p class="problem" role="alert">${page.problem}</p>`}
<form method="post" action="${page.root}/feedback">
<p>关于：${ABOUT[page.about]}${page.aboutId !== null && html` <span class="id">${page.aboutId}</span>`}</p>
<input type="hidden" name="about" value="${page.about}"><input type="hidden" name="id" value="${page.aboutId ?? ''}">
<label for="text">您的意见</label>
<textarea id="text" name="text" rows="6" maxlength="2000" required>${page.text}</textarea>
<label for="contact">联系方式（选填，只用于答复您）</label>
<input id="contact" name="contact" maxlength="200" value="${page.contact}" autocomplete="off">
<p class="aside" aria-hidden="true"><label for="website">请留空</label><input id="website" name="website" tabindex="-1" autocomplete="off"></p>
<button type="submit">提交</button></form>
<p class="note">也可以拨打监督电话 ${page.officePhone}。举报涉及的个人信息依法保密。</p></section>`;

export const thanksPage = (root: string, number: string): Html => html`<section class="card"><h2>已收到</h2>
<p>感谢您的监督。受理编号：<strong class="id">${number}</strong>，请妥善保存，凭编号可以<a href="${root}/feedback/${number}">查看办理情况</a>。</p></section>`;

export interface FeedbackState {
  readonly id: string;
  readonly about: About;
  readonly receivedOn: string;
  readonly answer: string | null;
  readonly answeredOn: string | null;
}

/** What became of it, for who knows its number: neither his words nor how to reach him are shown again. */
export const feedbackStatePage = ({
  id,
  about,
  receivedOn,
  answer,
  answeredOn,
}: FeedbackState): Html => html`<section class="card"><h2>办理情况</h2>
<dl class="facts"><div><dt>受理编号</dt><dd class="id">${id}</dd></div><div><dt>关于</dt><dd>${ABOUT[about]}</dd></div><div><dt>收到日期</dt><dd>${receivedOn}</dd></div>
<div><dt>答复</dt><dd>${answer === null ? '办理中' : html`${answer}（${answeredOn}）`}</dd></div></dl></section>`;
