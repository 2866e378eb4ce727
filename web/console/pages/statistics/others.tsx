import type { OtherPage } from '../../../../api/resources/statistics/statistics-schema.ts';
import { holds, useMe } from '../../../shared/me.ts';
import type { DataColumn } from '../../boards/data-table.tsx';
import { PagedTable } from '../../boards/paged-table.tsx';
import { useOfficerNames } from '../../boards/use-officer-names.ts';
import { usePages } from '../../boards/use-pages.ts';
import { OtherButton } from './other-form.tsx';
import { OTHER_KINDS } from './other-words.ts';
import { WithdrawButton } from './withdraw-button.tsx';

type Line = OtherPage['items'][number];

const columnsOf = (nameOf: (id: string) => string, mayRecord: boolean): readonly DataColumn<Line>[] => [
  { head: '检查对象', isHead: true, cell: ({ target }) => target },
  { head: '种类', cell: ({ kind }) => OTHER_KINDS[kind] },
  { head: '检查日期', cell: ({ inspectedOn }) => inspectedOn },
  { head: '次数', align: 'end', cell: ({ inspections }) => inspections },
  { head: '发现问题', align: 'end', cell: ({ withFindings }) => withFindings },
  { head: '依据', cell: ({ basis }) => basis },
  { head: '登记人', cell: ({ recordedBy }) => nameOf(recordedBy) },
  {
    head: '状态',
    cell: ({ id, target, withdrawnAt, withdrawReason }) => {
      if (withdrawnAt !== null) return <span className="quiet-text">已撤销：{withdrawReason}</span>;
      return mayRecord ? <WithdrawButton id={id} what={target} /> : '计入';
    },
  },
];

/** Inspections that no draw chose: they are the rest of the whole that the drawn ones are a share of [R245]. */
export const Others = ({ year }: { year: number }) => {
  const { data: me } = useMe();
  const mayRecord = holds(me, 'office', 'chief');
  const nameOf = useOfficerNames();
  const query = usePages<OtherPage>('/api/other-inspections', { year });
  return (
    <section className="board-card">
      <header>
        <h2>非随机检查</h2>
        <span className="rest" />
        {mayRecord && <OtherButton />}
      </header>
      <PagedTable
        query={query}
        caption="未经随机抽取的检查"
        columns={columnsOf(nameOf, mayRecord)}
        rowKey={({ id }) => id}
        empty="本年度没有登记非随机检查。日常、专项、投诉核查等检查应在此登记，否则随机检查的比例不准。"
      />
    </section>
  );
};
