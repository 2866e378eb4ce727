import type {
  IndicatorBoard,
  IndicatorLine,
} from '../../../../api/resources/statistics/statistics-schema.ts';
import { type DataColumn, DataTable } from '../../boards/data-table.tsx';
import { StateTag } from '../../boards/state-tag.tsx';
import { percent } from '../../boards/words.ts';
import { RuleButton } from './rule-form.tsx';
import { wordsOf } from './statistic-words.ts';

const Verdict = ({ passed, denominator, waitsFor }: IndicatorLine) => {
  if (waitsFor === 'other-inspections') return <span className="soon-text">待登记其他检查</span>;
  if (passed === null)
    return <span className="quiet-text">{denominator === null ? '尚未填写分母，无法判断' : '尚未开始'}</span>;
  return <StateTag tone={passed ? 'done' : 'late'}>{passed ? '达标' : '未达标'}</StateTag>;
};

/** The four indicators with what they are shares of, what they must reach, and whether they do [R38, R39, R244, R245]. */
export const Indicators = ({ board }: { board: IndicatorBoard }) => {
  const columns: readonly DataColumn<IndicatorLine>[] = [
    {
      head: '指标',
      isHead: true,
      cell: (line) => {
        const { name, definition } = wordsOf(line, board);
        return (
          <>
            {name}
            <small>{definition}</small>
          </>
        );
      },
    },
    { head: '分子', align: 'end', cell: ({ numerator }) => numerator },
    { head: '分母', align: 'end', cell: ({ denominator }) => denominator ?? '未填写' },
    {
      head: '比例',
      align: 'end',
      cell: ({ numerator, denominator, passed }) => (
        <b>{percent(numerator, passed === null ? 0 : (denominator ?? 0))}</b>
      ),
    },
    { head: '要求', cell: (line) => wordsOf(line, board).floor },
    { head: '结论', cell: (line) => <Verdict {...line} /> },
  ];
  const { rule } = board;
  return (
    <section className="board-card">
      <header>
        <h2>年度指标</h2>
        <span className="quiet-text">截至 {board.asOf}</span>
        <span className="rest" />
        <RuleButton board={board} />
      </header>
      <DataTable
        caption={`${board.year} 年度指标`}
        isCaptionHidden
        columns={columns}
        rows={board.indicators}
        rowKey={({ id }) => id}
        empty="没有指标。"
      />
      <p className="board-small">
        {rule.version === 0
          ? '口径和下限为默认值，尚未由本局确定。'
          : `口径第 ${rule.version} 版，理由：${rule.reason}`}
      </p>
    </section>
  );
};
