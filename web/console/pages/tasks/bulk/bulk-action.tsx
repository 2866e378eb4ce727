import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { Link, useParams } from 'react-router';
import type { BulkItemShown, BulkLineShown } from '../../../../../api/resources/task/bulk-schema.ts';
import { minuteOfInstant } from '../../../../shared/china-time.ts';
import { send } from '../../../../shared/http.ts';
import { useMe } from '../../../../shared/me.ts';
import { PagedTable } from '../../../boards/paged-table.tsx';
import { StateTag, type Tone } from '../../../boards/state-tag.tsx';
import { useFilter } from '../../../boards/use-filter.ts';
import { useOfficerNames } from '../../../boards/use-officer-names.ts';
import { type PageOf, usePages } from '../../../boards/use-pages.ts';
import { Views } from '../../../boards/views.tsx';
import { Loaded, Page, ProblemAlert } from '../../../layout/page.tsx';
import { Facts } from '../case/section.tsx';
import { BULK_FORMS } from './bulk-forms.ts';
import { BULK_STATES, useBulkAction } from './use-bulk.ts';

const ITEMS: Readonly<Record<BulkItemShown['state'], readonly [string, Tone]>> = {
  waiting: ['等待办理', 'work'],
  done: ['已办理', 'done'],
  refused: ['未予办理', 'late'],
  stopped: ['已停止', 'none'],
};

const Progress = ({ action }: { readonly action: BulkLineShown }) => {
  const over = action.total - action.waiting;
  return (
    <label>
      进度 {over} / {action.total}
      <progress max={action.total} value={over} style={{ display: 'block', width: '100%' }} />
    </label>
  );
};

const Items = ({ action }: { readonly action: BulkLineShown }) => {
  const filter = useFilter();
  const state = filter.get('state') ?? '';
  const path = `/api/bulk-actions/${encodeURIComponent(action.id)}/items`;
  const query = usePages<PageOf<BulkItemShown>>(path, { state });
  const queries = useQueryClient();
  const { waiting } = action;
  // Fewer wait than before: the rows tell more than they did.
  useEffect(() => {
    if (waiting >= 0) void queries.invalidateQueries({ queryKey: [path] });
  }, [queries, path, waiting]);
  return (
    <section className="board-card" aria-label="逐项结果">
      <Views
        views={[
          { id: '', name: '全部', count: action.total },
          ...(['done', 'refused', 'waiting', 'stopped'] as const).map((id) => ({
            ...{ id, name: ITEMS[id][0], count: action[id] },
          })),
        ]}
        shown={state}
        onShow={(id) => filter.set('state', id)}
      />
      <PagedTable
        query={query}
        caption="逐项结果"
        columns={[
          {
            head: '检查对象',
            isHead: true,
            cell: ({ taskId, taskNumber, unitName }) => (
              <Link to={`/tasks/${encodeURIComponent(taskId)}`}>{unitName ?? taskNumber}</Link>
            ),
          },
          { head: '任务编号', cell: ({ taskNumber }) => taskNumber },
          {
            head: '结果',
            cell: ({ state: of }) => <StateTag tone={ITEMS[of][1]}>{ITEMS[of][0]}</StateTag>,
          },
          { head: '说明', cell: ({ message }) => message ?? '—' },
          { head: '时间', cell: ({ endedAt }) => minuteOfInstant(endedAt) },
        ]}
        rowKey={({ no }) => String(no)}
        empty="没有这样的任务。"
      />
    </section>
  );
};

const Stop = ({ action }: { readonly action: BulkLineShown }) => {
  const { data: me } = useMe();
  const queries = useQueryClient();
  const [error, setError] = useState<Error | null>(null);
  if (action.state !== 'running' || action.requestedBy !== me?.officerId) return null;
  const stop = async () => {
    try {
      await send('POST', `/api/bulk-actions/${encodeURIComponent(action.id)}/stop`);
    } catch (thrown) {
      setError(thrown as Error);
    }
    await queries.invalidateQueries();
  };
  return (
    <>
      <Button onClick={() => void stop()}>停止尚未办理的</Button>
      {error !== null && <ProblemAlert error={error} />}
    </>
  );
};

/** One bulk action: how far it is, and what came of each task. */
export const BulkActionPage = () => {
  const { id = '' } = useParams();
  const query = useBulkAction(id);
  const nameOf = useOfficerNames();
  return (
    <Page
      title={query.data === undefined ? '批量办理' : `批量${BULK_FORMS[query.data.command].name}`}
      actions={<Link to="/tasks/bulk">全部批量办理</Link>}
    >
      <Loaded query={query}>
        {(action) => {
          const [word, tone] = BULK_STATES[action.state];
          return (
            <>
              <section className="board-card" aria-label="概况">
                <Facts
                  facts={[
                    [
                      '状态',
                      <StateTag key="state" tone={tone}>
                        {word}
                      </StateTag>,
                    ],
                    ['发起', `${nameOf(action.requestedBy)}　${minuteOfInstant(action.requestedAt)}`],
                    ['结束', action.finishedAt === null ? null : minuteOfInstant(action.finishedAt)],
                  ]}
                />
                <Progress action={action} />
                <Stop action={action} />
              </section>
              <Items action={action} />
            </>
          );
        }}
      </Loaded>
    </Page>
  );
};
