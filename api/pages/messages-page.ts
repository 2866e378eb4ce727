import type { ShownMessage } from '../../db/messages/message-columns.ts';
import { wallTime } from '../../domain/calendar/wall-time.ts';
import { VERDICT_NAMES, type Verdict } from '../../domain/notice/conclusion.ts';
import { CHANNEL_NAMES, stageWords } from '../../domain/notice/names.ts';
import { tallySentence } from '../../domain/notice/tally.ts';
import { type Html, html } from './html.ts';

export interface MessagesPage {
  /** What was typed: a unit's code or name, a task's or an order's number, the end of a telephone number. */
  readonly asked: string;
  readonly stage: string;
  readonly channel: string;
  /** Whose messages these are; null: everybody's. */
  readonly whose: string | null;
  /** Why nothing is shown (Chinese); null: nothing is wrong. */
  readonly problem: string | null;
  readonly messages: readonly ShownMessage[];
  /** Address of the next page; null on the last. */
  readonly next: string | null;
}

const TONES: Readonly<Record<Verdict, string>> = {
  delivered: 'done',
  accepted: 'work',
  waiting: 'work',
  'not-delivered': 'fail',
  unknown: 'care',
  cancelled: 'none',
};

/** A verdict as a coloured word. */
export const verdictMark = (verdict: Verdict): Html =>
  html`<span class="state ${TONES[verdict]}">${VERDICT_NAMES[verdict]}</span>`;

const CHANNEL_CHOICES = [
  ['', '全部渠道'],
  ['email', '邮件'],
  ['sms', '短信'],
] as const;

const form = ({
  asked,
  stage,
  channel,
}: MessagesPage): Html => html`<form class="find card" method="get" action="/messages">
<label>单位、文号或手机尾号<input name="unit" value="${asked}" placeholder="单位名称、信用代码、任务编号或尾号四位"></label>
<label>通知<input name="stage" value="${stage}" placeholder="如 责令改正、实施检查"></label>
<label>渠道<select name="channel">${CHANNEL_CHOICES.map(
  ([value, name]) => html`<option value="${value}"${value === channel && html` selected`}>${name}</option>`,
)}</select></label>
<button type="submit">查询</button></form>`;

const line = ({ id, businessAt, noticeName, stage, channel, address, conclusion }: ShownMessage): Html => {
  const rung = stageWords(stage);
  return html`<li><a href="/messages/${id}"><span class="what"><b>${noticeName}</b>${rung !== null && html`<i>${rung}</i>`}</span>${verdictMark(conclusion.verdict)}
<span class="where">${wallTime(businessAt).slice(0, 16)}　${CHANNEL_NAMES[channel]} ${address ?? '没有地址'}</span>
<span class="why">${conclusion.sentence}</span></a></li>`;
};

/** Did that enterprise get that notice? Asked by name, answered in one sentence, each message below. */
export const messagesPage = (page: MessagesPage): Html => html`${form(page)}
${page.problem !== null && html`<p class="card problem">${page.problem}</p>`}
${
  page.problem === null &&
  html`<section class="card messages"><h2>${page.whose ?? '最近的通知'}</h2>
<p class="answer">${tallySentence(page.messages.map(({ conclusion }) => conclusion))}${page.next !== null && '（仅统计本页）'}</p>
<ol>${page.messages.map(line)}</ol>
<p class="links">${page.next !== null && html`<a href="${page.next}">更早的</a>`}<a href="/">返回总览</a></p>
</section>`
}`;
