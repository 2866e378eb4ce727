import { type DataColumn, DataTable } from '../../boards/data-table.tsx';
import { PROOFS } from './publication-words.ts';
import type { Outcome, ReceiptJob } from './use-register.ts';

const stateOf = (job: ReceiptJob, outcome: Outcome | undefined) => {
  if (job.problem !== null) return <span className="late-text">不登记：{job.problem}</span>;
  if (outcome === undefined) return <span className="quiet-text">可以登记</span>;
  return <span className={outcome.isDone ? 'done-text' : 'late-text'}>{outcome.text}</span>;
};

/** The lines as they were read, each with what it is for and what became of it. */
export const ReceiptLines = ({
  jobs,
  outcomes,
}: {
  readonly jobs: readonly ReceiptJob[];
  readonly outcomes: ReadonlyMap<number, Outcome>;
}) => {
  const columns: readonly DataColumn<ReceiptJob>[] = [
    { head: '行', isHead: true, cell: ({ line }) => `第 ${line} 行` },
    {
      head: '检查对象',
      cell: ({ unit, unitName }) => (
        <>
          {unit}
          {unitName !== null && unitName !== unit && <small>{unitName}</small>}
        </>
      ),
    },
    { head: '公示日期', cell: ({ publishedOn }) => publishedOn },
    { head: '凭证', cell: ({ proof }) => `${PROOFS[proof.kind]}：${proof.reference}` },
    { head: '结果', cell: (job) => stateOf(job, outcomes.get(job.line)) },
  ];
  return (
    <DataTable
      caption="回执逐行核对结果"
      columns={columns}
      rows={jobs}
      rowKey={({ line }) => String(line)}
      empty="没有读到任何一行。"
    />
  );
};
