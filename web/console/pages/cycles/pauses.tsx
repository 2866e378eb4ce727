import type { CycleCase } from '../../../../api/resources/cycle/cycle-schema.ts';
import { type DataColumn, DataTable } from '../../boards/data-table.tsx';

type Pause = CycleCase['pauses'][number];

const by = (name: string | null) => name !== null && <small>{name}</small>;

const ENDS = { resumed: '恢复', cancelled: '周期取消' } as const;

const COLUMNS: readonly DataColumn<Pause>[] = [
  {
    head: '暂停',
    isHead: true,
    cell: ({ pausedOn, pausedBy }) => (
      <>
        {pausedOn}
        {by(pausedBy)}
      </>
    ),
  },
  { head: '原因', cell: ({ reason }) => reason ?? '—' },
  {
    head: '结束',
    cell: ({ endedOn, endedBy, end }) =>
      endedOn === null || end === null ? (
        <span className="soon-text">暂停中</span>
      ) : (
        <>
          {endedOn} {ENDS[end]}
          {by(endedBy)}
        </>
      ),
  },
  {
    head: '期限顺延',
    cell: ({ workingDays }) => (workingDays === null ? '—' : `${workingDays} 个工作日`),
  },
];

/** Each time that the cycle was paused (暂停): since when, by whom and why, and what ended it. */
export const Pauses = ({ pauses }: Pick<CycleCase, 'pauses'>) => {
  if (pauses.length === 0) return null;
  return (
    <section className="board-card">
      <header>
        <h2>暂停记录</h2>
        <span className="quiet-text">
          暂停期间检查、录入、审核和整改的期限中止计算，不计逾期；公示期限不因暂停而中止。
        </span>
      </header>
      <DataTable
        caption="周期的暂停与恢复"
        isCaptionHidden
        columns={COLUMNS}
        rows={pauses}
        rowKey={({ pausedOn, endedOn }) => `${pausedOn} ${endedOn ?? ''}`}
        empty="没有暂停。"
      />
    </section>
  );
};
