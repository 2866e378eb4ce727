import { Link } from 'react-router';
import type { CycleCase } from '../../../../api/resources/cycle/cycle-schema.ts';
import { minuteOfInstant } from '../../../shared/china-time.ts';
import { type DataColumn, DataTable } from '../../boards/data-table.tsx';
import { StateTag } from '../../boards/state-tag.tsx';
import { useOfficerNames } from '../../boards/use-officer-names.ts';
import { CommandButton } from '../../commands/command-button.tsx';
import { CommandGroup } from '../../commands/command-group.tsx';

type Row = CycleCase['enlargements'][number];

const Decision = ({ row, subject }: { readonly row: Row; readonly subject: string }) => {
  const nameOf = useOfficerNames();
  if (row.decision === null)
    return (
      <>
        <StateTag tone="care">待审批</StateTag>{' '}
        <CommandGroup>
          <CommandButton
            command="decideEnlargement"
            subject={subject}
            label="审批扩大抽查"
            initial={{ enlargementId: row.id }}
            button={{ size: 'small', type: 'primary' }}
          />
        </CommandGroup>
      </>
    );
  return (
    <>
      <StateTag tone={row.decision === 'granted' ? 'done' : 'none'}>
        {row.decision === 'granted' ? '同意' : '不同意'}
      </StateTag>{' '}
      {row.drawId !== null && <Link to={`/draws/${row.drawId}`}>抽取 {row.drawId}</Link>}
      <small>
        {row.decidedBy === null ? '' : nameOf(row.decidedBy)}：{row.decisionReason}
      </small>
    </>
  );
};

/** Further units that were asked for while the cycle runs, each drawn on its own when another person agreed. */
export const Enlargements = ({ cycle }: { readonly cycle: CycleCase }) => {
  const nameOf = useOfficerNames();
  const isOpen = cycle.state === 'running';
  if (!isOpen && cycle.enlargements.length === 0) return null;
  const subject = `/api/cycles/${cycle.id}`;
  const columns: readonly DataColumn<Row>[] = [
    { head: '计划行', isHead: true, cell: ({ rowNumber }) => rowNumber },
    { head: '增抽数量', cell: ({ additional }) => `${additional} 个` },
    { head: '理由', cell: ({ reason }) => reason },
    {
      head: '申请人',
      cell: ({ requestedBy, requestedAt }) => (
        <>
          {nameOf(requestedBy)}
          <small>{minuteOfInstant(requestedAt)}</small>
        </>
      ),
    },
    { head: '审批', cell: (row) => <Decision row={row} subject={subject} /> },
  ];
  return (
    <section className="board-card">
      <header>
        <h2>扩大抽查</h2>
        <span className="rest" />
        <CommandGroup>
          {isOpen && <CommandButton command="enlargeDraw" subject={subject} label="申请扩大抽查" />}
        </CommandGroup>
      </header>
      <DataTable
        caption="扩大抽查的申请与审批"
        isCaptionHidden
        columns={columns}
        rows={cycle.enlargements}
        rowKey={({ id }) => id}
        empty="没有扩大抽查的申请。确需增加检查对象的，由抽取人或办公室申请，经另一人审批后另行抽取。"
      />
    </section>
  );
};
