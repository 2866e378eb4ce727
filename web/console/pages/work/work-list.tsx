import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Skeleton } from 'antd';
import { Suspense, useState } from 'react';
import { useNavigate } from 'react-router';
import { send } from '../../../shared/http.ts';
import { useMe } from '../../../shared/me.ts';
import { CommandDialog } from '../../commands/lazy-dialog.ts';
import { fieldVisitAddress, useInHand } from '../../field-view.ts';
import { ProblemAlert } from '../../layout/page.tsx';
import type { WorkLine } from './types.ts';
import { useKeys } from './use-keys.ts';
import { useWork, type WorkQuery } from './use-work.ts';
import { WorkRow } from './work-row.tsx';

const KeyHelp = () => (
  <p className="key-help">
    键盘：<kbd>j</kbd> <kbd>k</kbd> 或方向键上下移动，<kbd>回车</kbd> 打开，<kbd>a</kbd> 办理，<kbd>c</kbd>{' '}
    认领或退回。
  </p>
);

const Empty = ({ isFiltered }: { readonly isFiltered: boolean }) => (
  <p>
    {isFiltered
      ? '没有符合筛选的事项。放宽筛选可看到全部。'
      : '今天没有应办事项。派给您的检查、待审核的结果、到期的公示和整改会列在这里。'}
  </p>
);

/** What the team does at the unit: in the hand by the field view, which leads through it and works without a connection. */
const isOfVisit = ({ command, subjectKind }: WorkLine): boolean =>
  subjectKind === 'task' && (command === 'recordVisit' || command === 'enterResult');

/** Everything owed, in the order of its days: choose, open, act, next; all of it by the keyboard. */
export const WorkList = ({ query }: { readonly query: WorkQuery }) => {
  const { data: me } = useMe();
  const { lines, isPending, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useWork(query);
  const [acting, setActing] = useState<WorkLine | null>(null);
  const inHand = useInHand();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const open = (index: number) => {
    const line = lines[index];
    if (line !== undefined) void navigate(line.link);
  };
  const act = (index: number) => {
    const line = lines[index];
    if (line?.command == null) open(index);
    else if (inHand && isOfVisit(line)) window.location.assign(fieldVisitAddress(line.subjectId));
    else setActing(line);
  };
  const claim = async (index: number) => {
    const line = lines[index];
    if (line?.claimable !== true) return;
    try {
      await send('POST', `/api/my-work/${line.claimedBy === null ? 'claims' : 'releases'}`, {
        key: line.key,
      });
    } catch (thrown) {
      void message.error((thrown as Error).message);
    }
    await queries.invalidateQueries({ queryKey: ['my-work'] });
  };
  const keys = useKeys(lines.length, { Enter: open, a: act, c: (index) => void claim(index) });

  if (error !== null) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  if (isPending) return <Skeleton active />;
  if (lines.length === 0) return <Empty isFiltered={query.kinds !== '' || query.urgencies !== ''} />;
  return (
    <>
      <ul ref={keys.list} className="work-list" aria-label="应办事项" onKeyDown={keys.onKeyDown}>
        {lines.map((line, index) => (
          <WorkRow
            key={line.key}
            line={line}
            isHere={index === keys.at}
            isMine={line.claimedBy !== null && line.claimedBy === me?.officerId}
            onFocus={() => index !== keys.at && keys.goTo(index)}
            onAct={() => act(index)}
            onClaim={() => void claim(index)}
          />
        ))}
      </ul>
      {hasNextPage && (
        <Button style={{ marginTop: 12 }} loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          显示更多
        </Button>
      )}
      <KeyHelp />
      {acting?.command != null && acting.subjectPath !== null && (
        <Suspense fallback={null}>
          <CommandDialog
            command={acting.command}
            subject={acting.subjectPath}
            title={`${acting.name}：${acting.unitName ?? acting.detail ?? acting.taskNumber ?? acting.subjectId}`}
            initial={{}}
            onClose={() => {
              setActing(null);
              keys.goTo(keys.at);
            }}
            onDone={undefined}
          />
        </Suspense>
      )}
    </>
  );
};
