import { dateAt, type IsoDate } from '../../../domain/calendar/dates.ts';
import type { ResultCode } from '../../../domain/result/result-codes.ts';
import { type Html, html } from '../../pages/html.ts';
import type { ShownOrder } from '../reads/orders.ts';
import type { ResultTrail, ShownResult } from '../reads/results.ts';
import { orderCard } from './orders-page.ts';
import { outcomeText, standingMark } from './results-page.ts';
import { phoneText, TRAIL_KINDS } from './words.ts';

export interface ResultPage {
  /** 任务编号 */
  readonly taskNumber: string;
  readonly root: string;
  readonly result: ShownResult;
  readonly drawId: string;
  readonly codes: readonly ResultCode[];
  readonly trail: readonly ResultTrail[];
  readonly orders: readonly ShownOrder[];
  readonly officePhone: string;
  /** Today. */
  readonly on: IsoDate;
  /** Names of the outside channels, by id. */
  readonly channelNames: ReadonlyMap<string, string>;
}

const fact = (name: string, value: Html | string | null): Html | false =>
  value !== null && html`<div><dt>${name}</dt><dd>${value}</dd></div>`;

const trailLine =
  (names: ReadonlyMap<string, string>) =>
  ({ kind, reason, startedAt, confirmedOn, channels }: ResultTrail): Html =>
    html`<tr>
<th scope="row">${TRAIL_KINDS[kind]}</th><td data-name="提出">${dateAt(startedAt)}</td><td data-name="完成公示">${confirmedOn ?? '办理中'}</td><td data-name="公示渠道">${channels.map((id) => names.get(id) ?? id).join('、') || '—'}</td><td data-name="理由">${reason ?? '—'}</td></tr>`;

/** One result with its whole trail: what was shown, corrected, withdrawn, and what had to be put right. */
export const resultPage = ({
  root,
  result,
  taskNumber,
  drawId,
  codes,
  trail,
  orders,
  officePhone,
  on,
  channelNames,
}: ResultPage): Html => html`
<section class="card"><h2>${result.unitName} ${standingMark(result)}</h2>
${result.standing === 'withdrawn' && html`<p class="notice" role="note">本项结果已经撤回，不再作为评价依据；撤回理由见下。</p>`}
<dl class="facts">
${fact('统一社会信用代码', result.unitCode)}
${fact('抽查事项', result.items.join('、'))}
${fact('任务编号', taskNumber)}
${fact('检查日期', result.visitedOn)}
${fact('检查结果', html`<strong>${outcomeText(result, codes)}</strong>`)}
${fact('首次公示', result.shownOn)}
${fact('由哪次抽取产生', html`<a href="${root}/draws/${encodeURIComponent(drawId)}">${drawId}</a>（可自行核验）`)}
</dl></section>
<section class="card"><h2>公示经过</h2>
<table class="list"><thead><tr><th scope="col">事项</th><th scope="col">提出日期</th><th scope="col">完成公示</th><th scope="col">公示渠道</th><th scope="col">理由</th></tr></thead>
<tbody>${trail.map(trailLine(channelNames))}</tbody></table></section>
${orders.map((order) => orderCard(order, null, on))}
<p class="links"><a href="${root}/feedback?about=result&amp;id=${encodeURIComponent(taskNumber)}">对本结果提出意见</a>
<span>监督电话：${phoneText(officePhone)}</span></p>`;
