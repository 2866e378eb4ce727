import type { OrderCase } from '../../../../api/resources/order/order-schema.ts';
import { minuteOfInstant } from '../../../shared/china-time.ts';
import { type DataColumn, DataTable } from '../../boards/data-table.tsx';
import { StateTag } from '../../boards/state-tag.tsx';
import { useOfficerNames } from '../../boards/use-officer-names.ts';
import { CommandButton } from '../../commands/command-button.tsx';

type Extension = OrderCase['extensions'][number];

const DECISIONS: Readonly<Record<NonNullable<Extension['decision']>, string>> = {
  granted: '准予延期',
  refused: '不予延期',
  moot: '无须审批',
};

const Decision = ({ extension, subject }: { extension: Extension; subject: string }) => {
  const nameOf = useOfficerNames();
  if (extension.decision === null)
    return (
      <>
        <StateTag tone="care">待审批</StateTag>{' '}
        <CommandButton
          command="decideExtension"
          subject={subject}
          label="审批延期"
          initial={{ extensionId: extension.id }}
          button={{ size: 'small', type: 'primary' }}
        />
      </>
    );
  return (
    <>
      <StateTag tone={extension.decision === 'granted' ? 'done' : 'none'}>
        {DECISIONS[extension.decision]}
      </StateTag>
      <small>
        {extension.decidedBy === null ? '' : `${nameOf(extension.decidedBy)}：`}
        {extension.decisionReason}
      </small>
    </>
  );
};

/** What was asked for beyond a day, and what an approver answered. */
export const Extensions = ({ order, subject }: { order: OrderCase; subject: string }) => {
  const nameOf = useOfficerNames();
  if (order.extensions.length === 0) return null;
  const who = (id: string): string => (id === order.unitId ? order.unitName : nameOf(id));
  const columns: readonly DataColumn<Extension>[] = [
    { head: '原期限', isHead: true, cell: ({ part }) => part },
    { head: '申请延至', cell: ({ newDueOn }) => newDueOn },
    {
      head: '申请人',
      cell: ({ requestedBy, requestedAt }) => (
        <>
          {who(requestedBy)}
          <small>{minuteOfInstant(requestedAt)}</small>
        </>
      ),
    },
    { head: '理由', cell: ({ requestReason }) => requestReason },
    { head: '审批', cell: (extension) => <Decision extension={extension} subject={subject} /> },
  ];
  return (
    <section className="board-card">
      <header>
        <h2>延期申请</h2>
      </header>
      <DataTable
        caption="延期申请与审批"
        isCaptionHidden
        columns={columns}
        rows={order.extensions}
        rowKey={({ id }) => id}
        empty="没有延期申请。"
      />
    </section>
  );
};
