import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Flex, Input, List, Modal, Tag, Typography } from 'antd';
import { useState } from 'react';
import type { UnitLinkLine, UnitStatementLine } from '../../../api/resources/unit-links.ts';
import { ApiProblem, read, send } from '../../shared/http.ts';
import { holds, useMe } from '../../shared/me.ts';
import { minuteOfInstant } from '../boards/words.ts';
import { Loaded, ProblemAlert } from '../layout/page.tsx';
import { StatementItem } from './statement-item.tsx';

interface UnitLinks {
  readonly links: readonly UnitLinkLine[];
  readonly statements: readonly UnitStatementLine[];
}

const STATES: Readonly<Record<UnitLinkLine['state'], string>> = {
  unopened: '未打开',
  opened: '已打开',
  expired: '已过期',
  revoked: '已作废',
};

const RevokeButton = ({ id, onDone }: { readonly id: string; readonly onDone: () => void }) => {
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const [error, setError] = useState<Error | null>(null);
  const revoke = async () => {
    try {
      await send('POST', `/api/unit-links/${id}/revoke`, { reason });
      setOpen(false);
      onDone();
    } catch (thrown) {
      setError(thrown as Error);
    }
  };
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        作废
      </Button>
      <Modal
        open={open}
        title="作废办理链接"
        onOk={() => void revoke()}
        onCancel={() => setOpen(false)}
        okText="作废"
      >
        <p>作废后该链接不能再打开，已经打开的随即退出。</p>
        <label htmlFor="revoke-reason">理由</label>
        <Input.TextArea
          id="revoke-reason"
          value={reason}
          onChange={({ target }) => setReason(target.value)}
          rows={3}
        />
        {error !== null && <ProblemAlert error={error} />}
      </Modal>
    </>
  );
};

/** What is not there, in a colour that can be read. */
const Quiet = ({ text }: { readonly text: string }) => <span style={{ color: '#5c6b7a' }}>{text}</span>;

/** The unit's own way in: links sent, what came back through them, and the authority's answers. */
export const UnitLinksPanel = ({ taskId }: { readonly taskId: string }) => {
  const { data: me } = useMe();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [error, setError] = useState<Error | null>(null);
  const path = `/api/tasks/${encodeURIComponent(taskId)}/unit-links`;
  const query = useQuery({
    queryKey: ['unit-links', taskId],
    queryFn: () => read<UnitLinks>(path),
    retry: false,
  });
  const refresh = () => void queries.invalidateQueries({ queryKey: ['unit-links', taskId] });
  const sendLink = async () => {
    setError(null);
    try {
      await send('POST', path);
      void message.success('新的办理链接将发送到检查对象登记的联系方式');
      refresh();
    } catch (thrown) {
      setError(thrown as Error);
    }
  };
  if (query.error instanceof ApiProblem && query.error.code === 'Forbidden')
    return <Typography.Text type="secondary">只限本检查组和办公室、审核、审批人员查看。</Typography.Text>;
  const mayAnswer = holds(me, 'office', 'approver', 'reviewer', 'supervisor');
  return (
    <Flex vertical gap={12}>
      {error !== null && <ProblemAlert error={error} />}
      <Loaded query={query}>
        {({ links, statements }) => (
          <>
            <List
              header={<Typography.Text strong>提交的材料</Typography.Text>}
              dataSource={[...statements]}
              locale={{ emptyText: <Quiet text="检查对象还没有通过链接提交材料" /> }}
              renderItem={(statement) => (
                <StatementItem statement={statement} mayAnswer={mayAnswer} onAnswered={refresh} />
              )}
            />
            <List
              header={<Typography.Text strong>办理链接</Typography.Text>}
              dataSource={[...links]}
              locale={{ emptyText: <Quiet text="还没有发送办理链接" /> }}
              renderItem={(link) => (
                <List.Item
                  actions={
                    link.revokedAt === null && mayAnswer
                      ? [<RevokeButton key="revoke" id={link.id} onDone={refresh} />]
                      : []
                  }
                >
                  {minuteOfInstant(link.businessAt)} 发送，{minuteOfInstant(link.expiresAt)} 前有效{' '}
                  <Tag>{STATES[link.state]}</Tag>
                </List.Item>
              )}
            />
          </>
        )}
      </Loaded>
      <div>
        <Button onClick={() => void sendLink()}>发送办理链接</Button>
      </div>
    </Flex>
  );
};
