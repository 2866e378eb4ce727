import { type Html, html } from '../../pages/html.ts';
import { phoneText } from './words.ts';

export const ABOUT = {
  result: '抽查结果',
  unit: '检查对象（企业、车辆、人员）',
  draw: '抽取',
  plan: '抽查计划',
  other: '其他',
} as const;
export type About = keyof typeof ABOUT;

export interface FeedbackPage {
  readonly root: string;
  /** Null: he chooses himself. */
  readonly about: About | null;
  /** Which one, as the page that he came from knows it. */
  readonly aboutId: string | null;
  readonly text: string;
  readonly contact: string;
  /** What is wrong with what was sent; null on a fresh form. */
  readonly problem: string | null;
  readonly officePhone: string;
  /** A number that was asked for and that nobody has; null where none was. */
  readonly unknownNumber: string | null;
  /** Of a rehearsed year, which nobody can add to: better said before somebody has written. */
  readonly closed: boolean;
}

const aboutField = ({ about, aboutId }: FeedbackPage): Html => html`<label for="about">关于</label>
<select id="about" name="about" required><option value="">请选择</option>${(
  Object.keys(ABOUT) as About[]
).map(
  (each) => html`<option value="${each}"${each === about && html` selected`}>${ABOUT[each]}</option>`,
)}</select>
<label for="id">哪一项（选填：名称或编号）</label>
<input id="id" name="id" maxlength="200" value="${aboutId ?? ''}" autocomplete="off">`;

/** Whoever gave feedback comes back with its number. */
const lookUp = (
  root: string,
  unknownNumber: string | null,
): Html => html`<section class="card form"><h2>查询答复</h2>
${unknownNumber !== null && html`<p class="problem" role="alert">没有受理编号“${unknownNumber}”，请核对后重新输入。</p>`}
<form method="get" action="${root}/feedback"><label for="number">受理编号（提交意见时显示的 8 位编号）</label>
<input id="number" name="number" maxlength="40" required value="${unknownNumber ?? ''}" autocomplete="off" placeholder="例如 K7MQ-4XWD">
<button type="submit">查询</button></form></section>`;

const closedCard = html`<section class="card"><h2>意见反馈</h2>
<p class="notice" role="note">这里展示的是演练的一年，已经结束，只能查看，不能提交意见。对正式抽查的意见，请到正式公开的网页提交。</p></section>`;

/** Results are open to social supervision (接受社会监督, R218): no account, no script. */
export const feedbackPage = (page: FeedbackPage): Html =>
  page.closed ? html`${closedCard}${lookUp(page.root, page.unknownNumber)}` : openForm(page);

const openForm = (page: FeedbackPage): Html => html`<section class="card form"><h2>意见反馈</h2>
${page.problem !== null && html`<p class="problem" role="alert">${page.problem}</p>`}
<form method="post" action="${page.root}/feedback">
${aboutField(page)}
<label for="text">您的意见</label>
<textarea id="text" name="text" rows="6" maxlength="2000" required>${page.text}</textarea>
<label for="contact">联系方式（选填，电话号码或者电子邮箱，只用于向您核实、说明情况）</label>
<input id="contact" name="contact" maxlength="200" value="${page.contact}" autocomplete="off">
<p class="aside" aria-hidden="true"><label for="website">请留空</label><input id="website" name="website" tabindex="-1" autocomplete="off"></p>
<button type="submit">提交</button></form>
<p class="note">答复不另行发送短信或者邮件：提交后得到受理编号，凭编号在本页查询。也可以拨打监督电话 ${phoneText(page.officePhone)}。举报涉及的个人信息依法保密。</p></section>
${lookUp(page.root, page.unknownNumber)}`;

export const thanksPage = (root: string, number: string): Html => html`<section class="card"><h2>已收到</h2>
<p>感谢您的监督。受理编号：<strong class="id">${number}</strong></p>
<p>请记下编号：凭编号可以<a href="${root}/feedback/${number}">查看办理情况</a>，也可以以后在“意见反馈”页输入编号查询答复。编号相当于查询密码，请不要告诉他人。</p></section>`;

export interface FeedbackState {
  readonly number: string;
  readonly about: About;
  /** Which draw or result, where the page that he came from named it. */
  readonly which: string | null;
  readonly receivedOn: string;
  readonly answer: string | null;
  readonly answeredOn: string | null;
}

/** What became of it, for who knows its number: neither his words nor how to reach him are shown again. */
export const feedbackStatePage = ({
  number,
  about,
  which,
  receivedOn,
  answer,
  answeredOn,
}: FeedbackState): Html => html`<section class="card"><h2>办理情况</h2>
<dl class="facts"><div><dt>受理编号</dt><dd class="id">${number}</dd></div><div><dt>关于</dt><dd>${ABOUT[about]}${which !== null && html` <span class="id">${which}</span>`}</dd></div><div><dt>收到日期</dt><dd>${receivedOn}</dd></div>
<div><dt>答复</dt><dd>${answer === null ? '办理中' : html`${answer}（${answeredOn}）`}</dd></div></dl></section>`;
