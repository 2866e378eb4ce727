import { useQuery } from '@tanstack/react-query';
import { Button, Form, Input, Space } from 'antd';
import { read, send } from '../../../shared/http.ts';
import { holds, useMe } from '../../../shared/me.ts';
import '../../boards/board.css';
import { minuteOfInstant } from '../../../shared/china-time.ts';
import { Loaded, Page, ProblemAlert } from '../../layout/page.tsx';
import { Part } from '../../records/facts.tsx';
import { useSend } from '../../records/use-send.ts';
import { Changes } from './changes.tsx';
import { PROPOSAL_STATES, type Proposal } from './setting.ts';
import { SettingsTabs } from './settings-tabs.tsx';

const PATH = '/api/authorities/me/settings/proposals';

const Decide = ({ id }: { readonly id: number }) => {
  const [form] = Form.useForm<{ opinion: string }>();
  const { run, busy, error } = useSend();
  const decide = async (decision: 'approve' | 'reject') => {
    const { opinion } = await form.validateFields();
    await run(
      () => send<object>('POST', `${PATH}/${id}/decision`, { decision, opinion }),
      decision === 'approve' ? '已同意，修改已生效' : '已退回',
    );
  };
  return (
    <Form form={form} layout="vertical" style={{ marginTop: 12 }}>
      <Form.Item
        name="opinion"
        label="意见"
        rules={[{ required: true, whitespace: true, message: '请填写意见' }]}
      >
        <Input.TextArea rows={2} />
      </Form.Item>
      {error !== null && <ProblemAlert error={error} />}
      <Space>
        <Button type="primary" loading={busy} onClick={() => void decide('approve').catch(() => undefined)}>
          同意并生效
        </Button>
        <Button disabled={busy} onClick={() => void decide('reject').catch(() => undefined)}>
          退回
        </Button>
      </Space>
    </Form>
  );
};

const Withdraw = ({ id }: { readonly id: number }) => {
  const { run, busy, error } = useSend();
  return (
    <>
      <Button
        loading={busy}
        onClick={() => void run(() => send<object>('POST', `${PATH}/${id}/withdraw`, {}), '已撤回')}
      >
        撤回
      </Button>
      {error !== null && <ProblemAlert error={error} />}
    </>
  );
};

/** Changes of the settings that wait for an approver, and those that were decided. */
export const ProposalsPage = () => {
  const { data: me } = useMe();
  const query = useQuery({ queryKey: [PATH], queryFn: () => read<readonly Proposal[]>(PATH) });
  return (
    <Page title="设置修改的审批">
      <SettingsTabs />
      <Loaded query={query}>
        {(proposals) => (
          <>
            {proposals.length === 0 && <p className="quiet-text">还没有提请审批的设置修改。</p>}
            {proposals.map((proposal) => {
              const { id, state, proposedBy } = proposal;
              const isOpen = state === 'proposed';
              return (
                <Part
                  key={id}
                  title={`第 ${id} 号：${PROPOSAL_STATES[state]}`}
                  actions={isOpen && me?.officerId === proposedBy && <Withdraw id={id} />}
                >
                  <p>
                    {proposal.proposedByName ?? proposedBy} {minuteOfInstant(proposal.proposedAt)}{' '}
                    提出。理由：
                    {proposal.reason}
                  </p>
                  <Changes changes={proposal.changes} />
                  {proposal.decidedByName !== null && (
                    <p className="quiet-text">
                      {proposal.decidedByName}办理{proposal.opinion !== null && `，意见：${proposal.opinion}`}
                    </p>
                  )}
                  {isOpen && holds(me, 'approver') && me?.officerId !== proposedBy && <Decide id={id} />}
                </Part>
              );
            })}
          </>
        )}
      </Loaded>
    </Page>
  );
};
