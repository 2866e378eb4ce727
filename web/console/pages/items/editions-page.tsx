import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { dayOfInstant } from '../../../shared/china-time.ts';
import { read } from '../../../shared/http.ts';
import { holds, useMe } from '../../../shared/me.ts';
import { type DataColumn, DataTable } from '../../boards/data-table.tsx';
import { Loaded, Page } from '../../layout/page.tsx';
import { Part } from '../../records/facts.tsx';
import { Difference } from './difference.tsx';
import { EDITION_STATES, type Edition, type ListDifference } from './item.ts';
import { ProposeEdition } from './propose-edition.tsx';

const COLUMNS: readonly DataColumn<Edition>[] = [
  {
    head: '版次',
    isHead: true,
    cell: ({ number }) => <Link to={`/items/editions/${number}`}>第 {number} 版</Link>,
  },
  { head: '状态', cell: ({ state }) => EDITION_STATES[state] },
  { head: '事项', align: 'end', cell: ({ itemCount }) => itemCount },
  {
    head: '提请',
    cell: ({ proposedBy, proposedByName, proposedAt }) =>
      `${proposedByName ?? proposedBy} ${dayOfInstant(proposedAt)}`,
  },
  { head: '审批', cell: ({ decidedByName }) => decidedByName ?? '—' },
  {
    head: '公布',
    cell: ({ publishedOn, publishedWhere }) =>
      publishedOn === null ? '—' : `${publishedOn} ${publishedWhere ?? ''}`,
  },
  { head: '理由', cell: ({ reason }) => reason },
];

interface List {
  readonly editions: readonly Edition[];
  readonly unpublished: ListDifference;
}

/** Every edition of the list; what has not been published yet, and its way to publication. */
export const EditionsPage = () => {
  const { data: me } = useMe();
  const query = useQuery({ queryKey: ['/api/item-list'], queryFn: () => read<List>('/api/item-list') });
  return (
    <Page title="清单版次">
      <p>
        <Link to="/items">返回随机抽查事项清单</Link>
      </p>
      <Loaded query={query}>
        {({ editions, unpublished }) => (
          <>
            <Part title="现状与最近公布一版的差异">
              {!editions.some(({ state }) => state === 'published') && (
                <p className="quiet-text">
                  还没有在本系统公布过清单，现有事项全部列为新增；登记或者导入时已注明公布的，可以照常实施检查。
                </p>
              )}
              <Difference difference={unpublished} same="现有事项与最近公布的清单一致。" />
            </Part>
            {holds(me, 'office', 'drafter') && !editions.some(({ state }) => state === 'proposed') && (
              <ProposeEdition />
            )}
            <Part title="各版清单">
              <DataTable
                caption="各版清单，新的在前"
                isCaptionHidden
                columns={COLUMNS}
                rows={editions}
                rowKey={({ number }) => String(number)}
                empty="还没有提请公布过清单。"
              />
            </Part>
          </>
        )}
      </Loaded>
    </Page>
  );
};
