import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Space } from 'antd';
import { useState } from 'react';
import type { Kept } from '../../../../api/resources/rehearsal/rehearsals-schema.ts';
import { send } from '../../../shared/http.ts';
import { ProblemAlert } from '../../layout/page.tsx';
import { isBusy } from './kept-words.ts';

const pathOf = (id: string, what: 'open' | 'stop'): string =>
  `/api/rehearsals/${encodeURIComponent(id)}/${what}`;

/**
 * Go on with a rehearsal by hand or end it for good; look at one that is over, which changes nothing of it, and stop
 * looking. Its address works on the machine that runs it.
 */
export const KeptActions = ({ row }: { readonly row: Kept }) => {
  const { rehearsalId, state, kept } = row;
  const queries = useQueryClient();
  const { modal } = App.useApp();
  const [url, setUrl] = useState<string | null>(null);
  const open = useMutation({
    mutationFn: () => send<{ url: string }>('POST', pathOf(rehearsalId, 'open')),
    onSuccess: (answer) => setUrl(answer.url),
    onSettled: () => queries.invalidateQueries({ queryKey: ['rehearsals'] }),
  });
  const stop = useMutation({
    mutationFn: () => send('POST', pathOf(rehearsalId, 'stop')),
    onSuccess: () => setUrl(null),
    onSettled: () => queries.invalidateQueries({ queryKey: ['rehearsals'] }),
  });
  const askToStop = () =>
    void modal.confirm({
      title: `结束演练 ${rehearsalId}？`,
      content: '数据留存，可以查看；时间和流程不能再接着走。',
      okText: '结束演练',
      onOk: () => stop.mutateAsync().catch(() => undefined),
    });
  if (!kept && state !== 'open' && !isBusy(row))
    return <span className="quiet-text">数据已清除，只留汇总</span>;
  return (
    <Space wrap>
      {url !== null && (
        <a href={url} target="_blank" rel="noreferrer">
          {state === 'open' ? '进入演练（新窗口）' : '查看留存数据（新窗口）'}
        </a>
      )}
      {url === null && state === 'open' && (
        <Button type="primary" loading={open.isPending} onClick={() => open.mutate()}>
          进入演练
        </Button>
      )}
      {url === null && kept && !isBusy(row) && state !== 'open' && (
        <Button loading={open.isPending} onClick={() => open.mutate()}>
          查看留存数据
        </Button>
      )}
      {(state === 'open' || state === 'opening') && (
        <Button onClick={askToStop} loading={stop.isPending}>
          结束演练
        </Button>
      )}
      {state !== 'open' && state !== 'opening' && url !== null && (
        <Button onClick={() => stop.mutate()} loading={stop.isPending}>
          关闭查看
        </Button>
      )}
      {open.error !== null && <ProblemAlert error={open.error} />}
      {stop.error !== null && <ProblemAlert error={stop.error} />}
    </Space>
  );
};
