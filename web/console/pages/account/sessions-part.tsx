import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { minuteOfInstant } from '../../../shared/china-time.ts';
import { read, send } from '../../../shared/http.ts';
import { StateTag } from '../../boards/state-tag.tsx';
import { Loaded, ProblemAlert } from '../../layout/page.tsx';
import { Part } from '../../records/facts.tsx';
import { PlainTable } from '../../records/plain-table.tsx';
import { useSend } from '../../records/use-send.ts';
import { methodWords, type OwnSession, SESSIONS } from './account.ts';

/** A person's sign-ins: when, from where; each can be ended. */
export const SessionsPart = () => {
  const query = useQuery({ queryKey: [SESSIONS], queryFn: () => read<readonly OwnSession[]>(SESSIONS) });
  const { run, busy, error } = useSend();
  const end = (id: string) =>
    run(async () => (await send('POST', `${SESSIONS}/${id}/end`)) ?? true, '该登录已结束');
  const endOthers = () =>
    run(
      () => send<{ ended: number }>('POST', `${SESSIONS}/end-others`),
      ({ ended }) => `已结束其他登录 ${ended} 个`,
    );
  const actions = (query.data?.length ?? 0) > 1 && (
    <Button onClick={() => void endOthers()} loading={busy}>
      结束其他全部登录
    </Button>
  );
  return (
    <Part title="登录设备" actions={actions}>
      {error !== null && <ProblemAlert error={error} />}
      <Loaded query={query}>
        {(sessions) => (
          <PlainTable
            caption="本人的登录"
            columns={[
              { head: '设备', isHead: true, cell: ({ agent }) => agent ?? '其他程序' },
              { head: '地址', cell: ({ address }) => address ?? '—' },
              {
                head: '登录时间',
                cell: ({ openedAt }) => minuteOfInstant(openedAt),
              },
              {
                head: '最近使用',
                cell: ({ lastSeenAt }) => minuteOfInstant(lastSeenAt),
              },
              { head: '方式', cell: ({ methods }) => methodWords(methods) },
              {
                head: '办理',
                cell: ({ id, current, agent }) =>
                  current ? (
                    <StateTag tone="work">本次登录</StateTag>
                  ) : (
                    <Button
                      size="small"
                      autoInsertSpace={false}
                      aria-label={`结束：${agent ?? '其他程序'}`}
                      onClick={() => void end(id)}
                    >
                      结束
                    </Button>
                  ),
              },
            ]}
            rows={sessions}
            rowKey={({ id }) => id}
            empty="没有登录。"
          />
        )}
      </Loaded>
    </Part>
  );
};
