import { Alert, Button, Flex, Popconfirm } from 'antd';
import { useState } from 'react';
import { send } from '../../../../shared/http.ts';
import { holds, useMe } from '../../../../shared/me.ts';
import { ProblemAlert } from '../../../layout/page.tsx';
import { useSend } from '../../../records/use-send.ts';
import { ReasonDialog } from '../parts/reason-dialog.tsx';
import { DryRun } from './dry-run.tsx';
import type { CampaignProgress } from './use-campaigns.ts';

interface Resent {
  readonly resent: number;
  readonly refused: readonly { readonly messageId: string; readonly why: string }[];
}

/** Approve, cancel, resend the failed, try out: each for whoever may, each refused by the server for whoever may not. */
export const CampaignActs = ({ progress }: { readonly progress: CampaignProgress }) => {
  const { campaign, state, verdicts } = progress;
  const { data: me } = useMe();
  const isOffice = holds(me, 'office', 'admin');
  const [asking, ask] = useState<'cancel' | 'resend' | null>(null);
  const [resent, setResent] = useState<Resent | null>(null);
  const { run, busy, error } = useSend();
  const path = `/api/campaigns/${campaign.id}`;
  const cancel = async (reason: string) => {
    if ((await run(() => send('POST', `${path}/cancel`, { reason }), '已取消')) !== null) ask(null);
  };
  const resend = async (reason: string) => {
    const done = await run(
      () => send<Resent>('POST', `${path}/resend-failed`, { reason }),
      ({ resent: count }) => `已补发 ${count} 件`,
    );
    if (done === null) return;
    setResent(done);
    ask(null);
  };
  return (
    <Flex vertical gap={8}>
      <Flex gap={8} wrap>
        {state === 'draft' && holds(me, 'approver') && (
          <Popconfirm
            title="批准发出这批通知？"
            description="批准后即行发送；拟发人不能批准自己的通知。"
            okText="批准发出"
            onConfirm={() => void run(() => send('POST', `${path}/approve`), '已批准，开始发送')}
          >
            <Button type="primary" loading={busy}>
              批准发出
            </Button>
          </Popconfirm>
        )}
        {isOffice && (verdicts['not-delivered'] ?? 0) > 0 && (
          <Button type="primary" onClick={() => ask('resend')}>
            只补发未送达的
          </Button>
        )}
        {isOffice && state !== 'cancelled' && <DryRun path={path} />}
        {isOffice && campaign.kind === 'office' && (state === 'draft' || state === 'sending') && (
          <Button danger onClick={() => ask('cancel')}>
            取消未发出的
          </Button>
        )}
      </Flex>
      {error !== null && asking === null && <ProblemAlert error={error} />}
      {resent !== null && resent.refused.length > 0 && (
        <Alert
          type="warning"
          showIcon
          title={`${resent.refused.length} 件不能补发`}
          description={resent.refused.map(({ messageId, why }) => <div key={messageId}>{why}</div>)}
        />
      )}
      {asking === 'cancel' && (
        <ReasonDialog
          title="取消尚未发出的"
          preview="尚未发出的全部取消，已发出的不受影响。"
          okText="确认取消"
          danger
          {...{ busy, error }}
          onGiven={(reason) => void cancel(reason)}
          onClose={() => ask(null)}
        />
      )}
      {asking === 'resend' && (
        <ReasonDialog
          title="只补发未送达的"
          preview={`未送达的 ${verdicts['not-delivered'] ?? 0} 件发往现在登记的地址；已送达、等待和结果不明的不动。`}
          okText="确认补发"
          {...{ busy, error }}
          onGiven={(reason) => void resend(reason)}
          onClose={() => ask(null)}
        />
      )}
    </Flex>
  );
};
