import type { ReactNode } from 'react';
import type { Foreseen } from '../../../../../api/resources/task/bulk-schema.ts';
import { DataTable } from '../../../boards/data-table.tsx';

/** Beyond these the table would hide what matters: those that cannot be done stand first. */
const MOST_SHOWN = 200;

/** Whom an action meets, and whom it does not and why, before anything is done. */
export const Preview = ({
  foreseen: { able, unable, subjects },
  act,
  children,
}: {
  readonly foreseen: Foreseen;
  readonly act: string;
  readonly children: ReactNode;
}) => {
  const ordered = [...subjects].sort(
    (one, other) => Number(one.problem === null) - Number(other.problem === null),
  );
  return (
    <section className="board-card" aria-label="预览">
      <header>
        <h2>预览</h2>
      </header>
      <p className="preview" role="status">
        {`${able} 项任务可以办理：${act}。`}
        {unable > 0 && `另有 ${unable} 项不能办理，列在前面，不受影响。`}
      </p>
      <DataTable
        caption="将要办理的任务"
        isCaptionHidden
        columns={[
          { head: '检查对象', isHead: true, cell: ({ unitName }) => unitName },
          { head: '任务编号', cell: ({ taskNumber }) => taskNumber },
          {
            head: '能否办理',
            cell: ({ problem }) =>
              problem === null ? (
                <span className="done-text">可以办理</span>
              ) : (
                <span className="late-text">不能：{problem}</span>
              ),
          },
        ]}
        rows={ordered.slice(0, MOST_SHOWN)}
        rowKey={({ taskId }) => taskId}
        empty="没有任务。"
      />
      {ordered.length > MOST_SHOWN && (
        <p className="quiet-text">其余 {ordered.length - MOST_SHOWN} 项从略。</p>
      )}
      <p style={{ marginBottom: 0 }}>{children}</p>
    </section>
  );
};
