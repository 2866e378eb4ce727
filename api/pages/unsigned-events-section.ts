import type { UnsignedEvents } from '../../db/draw/unsigned-events.ts';
import type { IsoDate } from '../../domain/calendar/dates.ts';
import { type Html, html } from './html.ts';

const line = ({ drawId, firstNo, count, dueOn }: UnsignedEvents, today: IsoDate): Html => html`<tr>
<th scope="row">${drawId}</th><td>${count}</td><td>${firstNo}</td>
<td${dueOn !== null && dueOn < today && html` class="late"`}>${dueOn ?? '待通知签名人'}</td></tr>`;

/** 抽取后的事项待签名: what happened to draws and stands without a signature, in the words of whoever signs. */
export const unsignedEventsSection = (
  draws: readonly UnsignedEvents[],
  today: IsoDate,
): Html => html`<section class="card"><h2>抽取其后事项待签名</h2>
<table class="plain"><thead><tr><th scope="col">抽取编号</th><th scope="col">项数</th><th scope="col">自第几项</th><th scope="col">签名期限</th></tr></thead>
<tbody>${draws.map((draw) => line(draw, today))}</tbody></table>
<p class="note">由抽取人或监督人用本人密钥签名（keys document、keys sign）；签名前，公众核验时逐次提示。</p></section>`;
