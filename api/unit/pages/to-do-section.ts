import { type Html, html } from '../../pages/html.ts';
import type { UnitCase, UnitOrder } from '../unit-case.ts';

/** What is still to be put right and reported, by its day; null: at once. */
const owed = ({
  state,
  findings,
}: UnitOrder): readonly (readonly [dueOn: string | null, count: number])[] => {
  if (state !== 'issued') return [];
  const open = findings.filter((finding) => finding.state === 'open' && finding.reportedOn === null);
  const days = Map.groupBy(open, ({ measure, dueOn }) => (measure === 'correct-at-once' ? null : dueOn));
  return [...days]
    .map(([dueOn, of]) => [dueOn, of.length] as const)
    .sort(([one], [other]) => (one ?? '').localeCompare(other ?? ''));
};

/** First of all: what the unit must do, and by when. */
export const toDoSection = ({ orders }: UnitCase): Html | false => {
  const lines = orders.flatMap((order) =>
    owed(order).map(
      ([
        dueOn,
        count,
      ]) => html`<li><strong class="day">${dueOn === null ? '立即' : `${dueOn} 前（含当日）`}</strong>
改正 ${count} 项问题，并<a href="#order-${order.id}">报告整改情况</a>（<a href="/u/orders/${order.id}/notice.html">责令改正通知书 <span class="id">${order.number}</span></a>）</li>`,
    ),
  );
  return lines.length > 0 && html`<section class="card"><h2>需要办理</h2><ul>${lines}</ul></section>`;
};
