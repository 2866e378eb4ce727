import type { CycleCase } from '../../../../api/resources/cycle/cycle-schema.ts';
import { minuteOfInstant } from '../../../shared/china-time.ts';
import { type DataColumn, DataTable } from '../../boards/data-table.tsx';
import { useOfficerNames } from '../../boards/use-officer-names.ts';
import { CommandButton } from '../../commands/command-button.tsx';
import { CommandGroup } from '../../commands/command-group.tsx';
import { isBeforeDraw } from './cycle-words.ts';

type Row = CycleCase['unannounced'][number];

/** Rows whose visits are not announced, each with its legal basis; decided and taken back only before the draw. */
export const Unannounced = ({ cycle }: { cycle: CycleCase }) => {
  const nameOf = useOfficerNames();
  const isOpen = isBeforeDraw(cycle.state);
  if (!isOpen && cycle.unannounced.length === 0) return null;
  const subject = `/api/cycles/${cycle.id}`;
  const columns: readonly DataColumn<Row>[] = [
    { head: '计划行', isHead: true, cell: ({ rowNumber }) => rowNumber },
    { head: '法律依据', cell: ({ basis }) => basis },
    { head: '决定人', cell: ({ decidedBy }) => nameOf(decidedBy) },
    { head: '决定时间', cell: ({ decidedAt }) => minuteOfInstant(decidedAt) },
    ...(isOpen
      ? [
          {
            head: '办理',
            cell: ({ rowNumber }: Row) => (
              <CommandButton
                command="revokeUnannounced"
                subject={subject}
                label="撤销决定"
                initial={{ rowNumber }}
                button={{ size: 'small' }}
              />
            ),
          },
        ]
      : []),
  ];
  return (
    <section className="board-card">
      <header>
        <h2>不预先通知的检查</h2>
        <span className="rest" />
        <CommandGroup>
          {isOpen && <CommandButton command="makeUnannounced" subject={subject} label="决定不预先通知" />}
        </CommandGroup>
      </header>
      <DataTable
        caption="不预先通知检查对象的计划行"
        isCaptionHidden
        columns={columns}
        rows={cycle.unannounced}
        rowKey={({ rowNumber }) => rowNumber}
        empty="各计划行的检查均预先通知检查对象。依法需要突击检查的，由审批人在抽取前决定。"
      />
    </section>
  );
};
