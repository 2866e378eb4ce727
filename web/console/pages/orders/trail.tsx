import type { OrderCase } from '../../../../api/resources/order/order-schema.ts';
import { minuteOfInstant } from '../../../shared/china-time.ts';
import { DataTable } from '../../boards/data-table.tsx';
import { useOfficerNames } from '../../boards/use-officer-names.ts';

interface Outcome {
  readonly findingId: string;
  readonly outcome: 'rectified' | 'not-rectified';
}

const numberOf = ({ findings }: OrderCase, id: string): string => {
  const found = findings.find((finding) => finding.id === id);
  return found === undefined ? id : `问题 ${found.findingNo}`;
};

/** Rounds of re-inspection (复查), each with what it found of every finding. */
export const Reinspections = ({ order }: { order: OrderCase }) => {
  const nameOf = useOfficerNames();
  if (order.reinspections.length === 0) return null;
  return (
    <section className="board-card">
      <header>
        <h2>复查</h2>
      </header>
      <DataTable
        caption="历次复查"
        isCaptionHidden
        rows={order.reinspections}
        rowKey={({ round }) => String(round)}
        empty="尚未复查。"
        columns={[
          { head: '次数', isHead: true, cell: ({ round }) => `第 ${round} 次` },
          { head: '复查日期', cell: ({ inspectedOn }) => inspectedOn },
          {
            head: '结果',
            // Written by the re-inspection alone, in this shape.
            cell: ({ outcomes }) =>
              (outcomes as readonly Outcome[]).map(({ findingId, outcome }) => (
                <div key={findingId} className={outcome === 'rectified' ? 'done-text' : 'late-text'}>
                  {numberOf(order, findingId)}：{outcome === 'rectified' ? '已改正' : '未改正'}
                </div>
              )),
          },
          { head: '登记人', cell: ({ enteredBy }) => nameOf(enteredBy) },
        ]}
      />
    </section>
  );
};

/** What was handed on to another body. */
export const Referrals = ({ order }: { order: OrderCase }) => {
  const nameOf = useOfficerNames();
  if (order.referrals.length === 0) return null;
  return (
    <section className="board-card">
      <header>
        <h2>移送</h2>
      </header>
      <DataTable
        caption="移送和抄告"
        isCaptionHidden
        rows={order.referrals}
        rowKey={({ id }) => id}
        empty="没有移送。"
        columns={[
          { head: '接收机关', isHead: true, cell: ({ receiver }) => receiver },
          {
            head: '问题',
            cell: ({ findingIds }) => findingIds.map((id) => numberOf(order, id)).join('、'),
          },
          { head: '理由', cell: ({ reason }) => reason },
          {
            head: '办理',
            cell: ({ referredBy, businessAt }) => `${nameOf(referredBy)}　${minuteOfInstant(businessAt)}`,
          },
        ]}
      />
    </section>
  );
};
