import { useQuery } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import type { Kept, KeptList } from '../../../../api/resources/rehearsal/rehearsals-schema.ts';
import { read } from '../../../shared/http.ts';
import '../../boards/board.css';
import { type DataColumn, DataTable } from '../../boards/data-table.tsx';
import { StateTag } from '../../boards/state-tag.tsx';
import { Loaded, Page } from '../../layout/page.tsx';
import { KeptActions } from './kept-actions.tsx';
import { isBusy, KIND_OF, STATE_WORDS, sum } from './kept-words.ts';
import { StartDialog } from './start-dialog.tsx';

const BUSY_MS = 2_000;

const figure =
  (of: (row: Kept) => number | null) =>
  (row: Kept): string | number =>
    row.summary === null ? '—' : (of(row) ?? '—');

const COLUMNS: readonly DataColumn<Kept>[] = [
  { head: '编号', isHead: true, cell: ({ rehearsalId }) => rehearsalId },
  { head: '方式', cell: KIND_OF },
  {
    head: '状态',
    cell: ({ state, word }) => (
      <>
        <StateTag tone={STATE_WORDS[state][1]}>{STATE_WORDS[state][0]}</StateTag>
        {(state === 'opening' || state === 'running' || state === 'failed') && word !== null && (
          <div className="quiet-text">{word}</div>
        )}
      </>
    ),
  },
  { head: '计划行', align: 'end', cell: figure(({ summary }) => summary?.plan.rows ?? null) },
  { head: '抽中', align: 'end', cell: figure((row) => sum(row, ({ drawn }) => drawn)) },
  { head: '检查', align: 'end', cell: figure((row) => sum(row, ({ visited }) => visited)) },
  { head: '有问题', align: 'end', cell: figure((row) => sum(row, ({ withFindings }) => withFindings)) },
  { head: '按期公示', align: 'end', cell: figure((row) => sum(row, ({ published }) => published.inTime)) },
  { head: '逾期公示', align: 'end', cell: figure((row) => sum(row, ({ published }) => published.late)) },
  {
    head: '已改正',
    align: 'end',
    cell: figure((row) => sum(row, ({ rectification }) => rectification.rectified)),
  },
  {
    head: '已移送',
    align: 'end',
    cell: figure((row) => sum(row, ({ rectification }) => rectification.referred)),
  },
  {
    head: '邮件、短信',
    align: 'end',
    cell: figure(({ summary }) => (summary === null ? null : summary.messages.email + summary.messages.sms)),
  },
  {
    head: '每人检查',
    cell: ({ summary }) =>
      summary === null ? '—' : `${summary.inspectors.minLoad} 至 ${summary.inspectors.maxLoad} 户`,
  },
  { head: '办理', cell: (row) => <KeptActions row={row} /> },
];

/** Rehearsals beside the live system: what became of each, and a new one. */
export const KeptRehearsals = () => {
  const [starting, setStarting] = useState(false);
  const rehearsals = useQuery({
    queryKey: ['rehearsals'],
    queryFn: () => read<KeptList>('/api/rehearsals'),
    refetchInterval: ({ state }) => (state.data?.items.some(isBusy) === true ? BUSY_MS : false),
  });
  return (
    <Page
      title="演练"
      actions={
        rehearsals.data?.canRun === true && (
          <Button type="primary" onClick={() => setStarting(true)}>
            启动演练
          </Button>
        )
      }
    >
      <p className="quiet-text">
        正式抽查之前，可以用自己的计划把全年走一遍：谁会被抽中、人手够不够、何时发出哪些提醒。演练的人员和检查对象由程序生成，数据自成一库，与正式数据无关。
      </p>
      <Loaded query={rehearsals}>
        {({ how, items }) => (
          <>
            {how !== null && <Alert type="info" title={how} style={{ marginBottom: 16 }} />}
            <section className="board-card">
              <DataTable
                caption="留存的演练"
                columns={COLUMNS}
                rows={items}
                rowKey={({ rehearsalId }) => rehearsalId}
                empty="还没有演练。启动一次，时间由您推进，可以扮演任何人员；或让系统自动走完全年。"
              />
              <p className="board-small">
                “进入演练”接着走正在进行的一次；“结束演练”后时间和流程不能再接着走，数据留存。“查看留存数据”打开已经走完的一次，只能看，看完可以“关闭查看”，数据不受影响。
              </p>
            </section>
          </>
        )}
      </Loaded>
      {starting && <StartDialog onClose={() => setStarting(false)} />}
    </Page>
  );
};
