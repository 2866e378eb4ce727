import { Link } from 'react-router';
import type { BulkLineShown } from '../../../../../api/resources/task/bulk-schema.ts';
import { minuteOfInstant } from '../../../../shared/china-time.ts';
import { PagedTable } from '../../../boards/paged-table.tsx';
import { StateTag } from '../../../boards/state-tag.tsx';
import { useOfficerNames } from '../../../boards/use-officer-names.ts';
import { type PageOf, usePages } from '../../../boards/use-pages.ts';
import { Page } from '../../../layout/page.tsx';
import { BULK_FORMS } from './bulk-forms.ts';
import { BULK_STATES } from './use-bulk.ts';

/** Every bulk action, newest first. */
export const BulkListPage = () => {
  const query = usePages<PageOf<BulkLineShown>>('/api/bulk-actions', {});
  const nameOf = useOfficerNames();
  return (
    <Page title="批量办理记录" actions={<Link to="/tasks">回到任务列表</Link>}>
      <section className="board-card">
        <PagedTable
          query={query}
          caption="批量办理，最近的在前"
          columns={[
            {
              head: '事项',
              isHead: true,
              cell: ({ id, command }) => (
                <Link to={`/tasks/bulk/${encodeURIComponent(id)}`}>{BULK_FORMS[command].name}</Link>
              ),
            },
            {
              head: '发起',
              cell: ({ requestedBy, requestedAt }) =>
                `${nameOf(requestedBy)}　${minuteOfInstant(requestedAt)}`,
            },
            { head: '任务数', align: 'end', cell: ({ total }) => total },
            { head: '已办理', align: 'end', cell: ({ done }) => done },
            { head: '未予办理', align: 'end', cell: ({ refused }) => refused },
            {
              head: '状态',
              cell: ({ state }) => <StateTag tone={BULK_STATES[state][1]}>{BULK_STATES[state][0]}</StateTag>,
            },
          ]}
          rowKey={({ id }) => id}
          empty="还没有批量办理。在任务列表选择任务后可批量办理。"
        />
      </section>
    </Page>
  );
};
