import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Input, Progress, Select } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import type {
  PublicationBoard,
  ReceiptPreview,
} from '../../../../api/resources/publication/publication-schema.ts';
import { read, send } from '../../../shared/http.ts';
import { Loaded, Page, ProblemAlert } from '../../layout/page.tsx';
import { ReceiptLines } from './receipt-lines.tsx';
import { jobsOf, type ReceiptJob, useRegister } from './use-register.ts';

const WHOLE = 100;
const EXAMPLE = '检查对象或统一社会信用代码,公示日期,回执编号或网址';

const Registering = ({ channel, jobs }: { channel: string; jobs: readonly ReceiptJob[] }) => {
  const { outcomes, isBusy, run } = useRegister(channel);
  const able = jobs.filter(({ problem }) => problem === null);
  const done = able.filter(({ line }) => outcomes.get(line)?.isDone === true).length;
  const failed = outcomes.size - done;
  return (
    <section className="board-card">
      <div className="filters">
        <Button
          type="primary"
          loading={isBusy}
          disabled={done === able.length}
          onClick={() => void run(jobs)}
        >
          {failed > 0 ? '重试未成功的行' : `登记 ${able.length} 项凭证`}
        </Button>
        <span role="status">
          共 {jobs.length} 行，可以登记 {able.length} 行，已登记 {done} 行
          {failed > 0 && `，未成功 ${failed} 行`}
        </span>
      </div>
      {outcomes.size > 0 && (
        <Progress
          percent={Math.round((WHOLE * done) / Math.max(1, able.length))}
          status={failed > 0 && !isBusy ? 'exception' : 'normal'}
          aria-label="登记进度"
        />
      )}
      <ReceiptLines jobs={jobs} outcomes={outcomes} />
    </section>
  );
};

/** Receipts that a platform gave, read, matched with what is owed, then registered line by line. */
export const Receipts = () => {
  const board = useQuery({
    queryKey: ['publication-channels'],
    queryFn: () => read<PublicationBoard>('/api/publication-board', { limit: 1 }),
  });
  const [channel, setChannel] = useState<string>();
  const [text, setText] = useState('');
  const preview = useMutation({
    mutationFn: () => send<ReceiptPreview>('POST', '/api/publication-receipts/preview', { channel, text }),
  });
  const [checked, setChecked] = useState<{
    key: number;
    channel: string;
    jobs: readonly ReceiptJob[];
  } | null>(null);
  const check = () =>
    preview.mutate(undefined, {
      onSuccess: (answer) =>
        setChecked((before) => ({
          key: (before?.key ?? 0) + 1,
          channel: answer.channel,
          jobs: jobsOf(answer),
        })),
    });
  return (
    <Page title="导入平台回执" actions={<Link to="/publications">返回公示</Link>}>
      <Loaded query={board}>
        {({ channels }) => (
          <section className="board-card">
            <div className="filters">
              <label htmlFor="receipt-channel">公示渠道</label>
              <Select
                id="receipt-channel"
                value={channel ?? null}
                placeholder="请选择"
                options={channels.map((each) => ({ value: each.channel, label: each.name }))}
                onChange={setChannel}
                style={{ width: 260 }}
              />
              <label htmlFor="receipt-file">读取 CSV 文件</label>
              <input
                id="receipt-file"
                type="file"
                accept=".csv,.tsv,.txt,text/csv,text/plain"
                onChange={({ target }) => void target.files?.[0]?.text().then(setText)}
              />
            </div>
            <label htmlFor="receipt-text">
              每行三列：检查对象名称或统一社会信用代码、公示日期、回执编号或网址；可从表格软件中复制粘贴。
            </label>
            <Input.TextArea
              id="receipt-text"
              rows={8}
              value={text}
              placeholder={EXAMPLE}
              onChange={({ target }) => setText(target.value)}
              style={{ margin: '8px 0 12px' }}
            />
            <Button
              loading={preview.isPending}
              disabled={channel === undefined || text.trim() === ''}
              onClick={check}
            >
              逐行核对
            </Button>
            <span className="quiet-text">　核对不登记，确认无误后再登记。</span>
            {preview.error !== null && <ProblemAlert error={preview.error} />}
          </section>
        )}
      </Loaded>
      {checked !== null && <Registering key={checked.key} channel={checked.channel} jobs={checked.jobs} />}
    </Page>
  );
};
