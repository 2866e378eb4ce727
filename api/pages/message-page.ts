import type { MessageTimeline } from '../../db/messages/timeline.ts';
import type { TimelineStep } from '../../db/messages/timeline-steps.ts';
import { wallTime } from '../../domain/calendar/wall-time.ts';
import { CHANNEL_NAMES, stageWords } from '../../domain/notice/names.ts';
import { type Html, html } from './html.ts';
import { verdictMark } from './messages-page.ts';

const APART_MS = 60_000;
const businessTime = ({ at, businessAt }: TimelineStep): Html | false =>
  businessAt !== null &&
  Math.abs(Date.parse(at) - Date.parse(businessAt)) >= APART_MS &&
  html`<i>业务时间 ${wallTime(businessAt)}</i>`;

const step = (one: TimelineStep): Html => html`<li class="${one.kind}">
<span class="when">${wallTime(one.at)}${businessTime(one)}</span>
<span class="what">${one.what}${one.details.map((detail) => html`<small>${detail}</small>`)}</span></li>`;

const linked = (name: string, id: string | null): Html | false =>
  id !== null && html`<div><dt>${name}</dt><dd><a href="/messages/${id}">${id.slice(0, 8)}…</a></dd></div>`;

/** One message: what it came to, then its way from the business event to the receipt. */
export const messagePage = ({ message, about, recipientName, resentAs, steps }: MessageTimeline): Html => {
  const { noticeName, channel, stage, address, conclusion, subjectKind, subjectId } = message;
  const rung = stageWords(stage);
  const search = `/messages?subjectKind=${encodeURIComponent(subjectKind)}&subjectId=${encodeURIComponent(subjectId)}`;
  return html`<section class="card message">
<div class="head"><h2>${noticeName} <small>${CHANNEL_NAMES[channel]}</small></h2>${verdictMark(conclusion.verdict)}</div>
<p class="answer">${conclusion.sentence}</p>
<dl class="dates"><div><dt>收件人</dt><dd>${recipientName}　${address ?? '没有地址'}</dd></div>
<div><dt>事由</dt><dd><a href="${search}">${about}</a></dd></div>
${rung !== null && html`<div><dt>阶段</dt><dd>${rung}</dd></div>`}
${linked('补发件', resentAs)}${linked('补发自', message.resendOf)}${linked('汇总件', message.digestId)}</dl>
<ol class="timeline">${steps.map(step)}</ol>
<p class="note id number-line">消息编号 ${message.id}</p>
<p class="links"><a href="/messages">查询其他通知</a><a href="/">返回总览</a></p>
</section>`;
};
